namespace Petitions.Engine.Expressions;

/// <summary>
/// Makes a tree out of tokens: the statements here, the expressions in Parser.Expressions. Names are declared while parsing, so that scopes have
/// their shape before anything runs.
/// </summary>
internal sealed partial class Parser
{
    private const int DeepestNesting = 200;

    private static readonly HashSet<string> Reserved =
    [
        "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "export", "extends", "false",
        "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true",
        "try", "typeof", "var", "void", "while", "with", "enum",
    ];

    private readonly List<Token> _tokens;
    private readonly Stack<Level> _levels = [];
    private int _at;
    private int _depth;
    private int _loops;
    private int _switches;

    /// <summary>A scope under construction.</summary>
    private sealed class Level(bool isFunction)
    {
        public bool IsFunction => isFunction;
        public ScopeShape Shape { get; } = new();
        public List<(int Index, FunctionNode Code)> Functions { get; } = [];
        public bool UsesArguments { get; set; }
        public bool IsArrow { get; init; }
    }

    private Parser(List<Token> tokens) => _tokens = tokens;

    /// <summary>Names that occur as variables.NAME.</summary>
    public HashSet<string> VariableNames { get; } = new(StringComparer.Ordinal);

    public static (ScopeShape Shape, IReadOnlyList<(int Index, FunctionNode Code)> Functions, IReadOnlyList<Statement> Body, IReadOnlySet<string> VariableNames)
        Parse(string source)
    {
        var parser = new Parser(new Lexer(source).All());
        var level = new Level(isFunction: true) { IsArrow = true };
        parser._levels.Push(level);
        var body = new List<Statement>();
        while (parser.Now.Kind != TokenKind.End) body.Add(parser.ParseStatement());
        return (level.Shape, level.Functions, body, parser.VariableNames);
    }

    private Token Now => _tokens[_at];

    private Token Ahead(int by = 1) => _tokens[Math.Min(_at + by, _tokens.Count - 1)];

    private bool IsTop => _levels.All(level => !level.IsFunction || level == _levels.Last());

    private EngineFault Unexpected(string? wanted = null)
    {
        var found = Now.Kind == TokenKind.End ? "the end of the script" : $"'{Now.Text}'";
        return Error(wanted is null ? $"Unexpected {found}." : $"{wanted} is expected, not {found}.");
    }

    private EngineFault Error(string sentence) => Lexer.Error(sentence, Now.Line, Now.Column);

    private bool IsMark(string mark) => Now.Kind == TokenKind.Mark && Now.Text == mark;

    private bool IsWord(string word) => Now is { Kind: TokenKind.Name, IsEscaped: false } && Now.Text == word;

    private bool TakeMark(string mark)
    {
        if (!IsMark(mark)) return false;
        _at++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!IsWord(word)) return false;
        _at++;
        return true;
    }

    private void Expect(string mark)
    {
        if (!TakeMark(mark)) throw Unexpected($"'{mark}'");
    }

    private string ExpectName()
    {
        if (Now.Kind != TokenKind.Name || (Reserved.Contains(Now.Text) && !Now.IsEscaped)) throw Unexpected("A name");
        return _tokens[_at++].Text;
    }

    private void EndStatement()
    {
        if (TakeMark(";") || IsMark("}") || Now.Kind == TokenKind.End || Now.AfterNewline) return;
        throw Unexpected();
    }

    private void Descend()
    {
        if (++_depth > DeepestNesting) throw Error($"The script is nested deeper than {DeepestNesting} levels.");
    }

    private void Declare(string name, bool lexical, bool constant)
    {
        var level = lexical ? _levels.Peek() : _levels.First(l => l.IsFunction);
        if (!lexical)
            foreach (var inner in _levels.TakeWhile(l => l != level))
                if (inner.Shape.Find(name) is >= 0 and var at && inner.Shape.IsLexical(at)) throw Error($"'{name}' has already been declared.");
        if (!level.Shape.Declare(name, lexical, constant)) throw Error($"'{name}' has already been declared.");
    }

    private Statement ParseStatement()
    {
        Descend();
        var statement = Now.Kind switch
        {
            TokenKind.Mark when Now.Text == "{" => ParseBlock(),
            TokenKind.Mark when Now.Text == ";" => ParseEmpty(),
            TokenKind.Name when !Now.IsEscaped => ParseByWord(),
            _ => ParseExpressionStatement(),
        };
        _depth--;
        return statement;
    }

    private Empty ParseEmpty()
    {
        _at++;
        return new();
    }

    private Statement ParseByWord()
    {
        switch (Now.Text)
        {
            case "var": return ParseDeclaration("var");
            case "const": return ParseDeclaration("const");
            case "let" when Ahead() is { Kind: TokenKind.Name } or { Kind: TokenKind.Mark, Text: "[" or "{" }: return ParseDeclaration("let");
            case "function": return ParseFunctionStatement();
            case "async" when Ahead() is { Kind: TokenKind.Name, Text: "function", AfterNewline: false }:
                _at++;
                return ParseFunctionStatement();
            case "if": return ParseIf();
            case "for": return ParseFor();
            case "while": return ParseWhile();
            case "do": return ParseDo();
            case "return": return ParseReturn();
            case "break" or "continue": return ParseJump();
            case "throw": return ParseThrow();
            case "try": return ParseTry();
            case "switch": return ParseSwitch();
            case "debugger":
                _at++;
                EndStatement();
                return new Empty();
            case "class": throw Error("Classes are not supported; use functions and objects.");
            case "import" or "export": throw Error("Modules are not supported.");
            case "with": throw Error("'with' is not supported.");
            default: return Ahead() is { Kind: TokenKind.Mark, Text: ":" } ? ParseLabelled() : ParseExpressionStatement();
        }
    }

    private Statement ParseLabelled()
    {
        var label = ExpectName();
        Expect(":");
        var statement = ParseStatement();
        (statement.Labels ??= []).Add(label);
        return statement;
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var value = ParseExpression();
        EndStatement();
        return new(value, IsTop);
    }

    private Block ParseBlock()
    {
        Expect("{");
        var level = new Level(isFunction: false);
        _levels.Push(level);
        var statements = ParseUntilBrace();
        _levels.Pop();
        return new(level.Shape, level.Functions, statements);
    }

    private List<Statement> ParseUntilBrace()
    {
        var statements = new List<Statement>();
        while (!TakeMark("}"))
        {
            if (Now.Kind == TokenKind.End) throw Unexpected("'}'");
            statements.Add(ParseStatement());
        }
        return statements;
    }

    private Declaration ParseDeclaration(string word)
    {
        var declaration = ParseParts(word, inFor: false);
        EndStatement();
        return declaration;
    }

    private Declaration ParseParts(string word, bool inFor)
    {
        _at++;
        var parts = new List<(Target, Expr?)>();
        do
        {
            var start = Now;
            var target = ParseBinding(word != "var", word == "const");
            Expr? value = null;
            if (TakeMark("=")) value = ParseAssignment(noIn: inFor);
            else if (!inFor && (word == "const" || target is not Name))
                throw Lexer.Error(word == "const" ? "A constant needs a value." : "A pattern needs a value.", start.Line, start.Column);
            if (target is Name name) value?.NameFunction(name.Text);
            parts.Add((target, value));
        }
        while (TakeMark(","));
        return new(parts, word == "var");
    }

    private Empty ParseFunctionStatement()
    {
        _at++;
        if (IsMark("*")) throw Error("Generators are not supported.");
        var level = _levels.Peek();
        var name = ExpectName();
        if (!level.Shape.Declare(name, lexical: false, constant: false)) throw Error($"'{name}' has already been declared.");
        level.Functions.Add((level.Shape.Find(name), ParseFunction(name, isMethod: false, ownName: null)));
        return new();
    }

    private IfStatement ParseIf()
    {
        _at++;
        Expect("(");
        var condition = ParseExpression();
        Expect(")");
        var yes = ParseStatement();
        return new(condition, yes, TakeWord("else") ? ParseStatement() : null, IsTop);
    }

    private WhileLoop ParseWhile()
    {
        var token = _tokens[_at++];
        Expect("(");
        var condition = ParseExpression();
        Expect(")");
        return new(condition, ParseLoopBody(), false, IsTop) { Line = token.Line, Column = token.Column };
    }

    private WhileLoop ParseDo()
    {
        var token = _tokens[_at++];
        var body = ParseLoopBody();
        if (!TakeWord("while")) throw Unexpected("'while'");
        Expect("(");
        var condition = ParseExpression();
        Expect(")");
        TakeMark(";");
        return new(condition, body, true, IsTop) { Line = token.Line, Column = token.Column };
    }

    private Statement ParseLoopBody()
    {
        _loops++;
        var body = ParseStatement();
        _loops--;
        return body;
    }

    private Statement ParseFor()
    {
        var token = _tokens[_at++];
        if (IsWord("await")) throw Error("'for await' is not supported.");
        Expect("(");
        var level = new Level(isFunction: false);
        _levels.Push(level);
        var loop = ParseForRest(token, level);
        _levels.Pop();
        return loop;
    }

    private Statement ParseForRest(Token token, Level level)
    {
        Statement? first = null;
        if (IsWord("var") || IsWord("const") || (IsWord("let") && Ahead() is not { Kind: TokenKind.Mark, Text: "=" or ";" }))
        {
            var declaration = ParseParts(Now.Text, inFor: true);
            if (declaration.Parts is [(var only, null)] && (IsWord("of") || IsWord("in"))) return ParseForEach(token, level, only, declares: true);
            if (declaration.Parts.Any(p => p.Target is not Name && p.Value is null)) throw Unexpected("A value");
            first = declaration;
        }
        else if (!IsMark(";"))
        {
            var start = _at;
            var expression = ParseExpression(noIn: true);
            if (IsWord("of") || IsWord("in")) return ParseForEach(token, level, ToTarget(expression, start), declares: false);
            first = new ExpressionStatement(expression, isTop: false);
        }
        Expect(";");
        var condition = IsMark(";") ? null : ParseExpression();
        Expect(";");
        var next = IsMark(")") ? null : ParseExpression();
        Expect(")");
        return new ForLoop(level.Shape, first, condition, next, ParseLoopBody(), IsTop) { Line = token.Line, Column = token.Column };
    }

    private ForEachLoop ParseForEach(Token token, Level level, Target target, bool declares)
    {
        var overKeys = Now.Text == "in";
        _at++;
        var subject = overKeys ? ParseExpression() : ParseAssignment();
        Expect(")");
        return new(level.Shape, target, declares, subject, overKeys, ParseLoopBody(), IsTop) { Line = token.Line, Column = token.Column };
    }

    private ReturnStatement ParseReturn()
    {
        _at++;
        var isEmpty = IsMark(";") || IsMark("}") || Now.Kind == TokenKind.End || Now.AfterNewline;
        var value = isEmpty ? null : ParseExpression();
        EndStatement();
        return new(value);
    }

    private Jump ParseJump()
    {
        var flow = _tokens[_at++].Text == "break" ? Flow.Break : Flow.Continue;
        var label = Now is { Kind: TokenKind.Name, AfterNewline: false } && !Reserved.Contains(Now.Text) ? ExpectName() : null;
        if (label is null && _loops == 0 && (flow == Flow.Continue || _switches == 0)) throw Error($"'{_tokens[_at - 1].Text}' stands outside of a loop.");
        EndStatement();
        return new(flow, label);
    }

    private ThrowStatement ParseThrow()
    {
        var token = _tokens[_at++];
        if (Now.AfterNewline) throw Unexpected("A value");
        var value = ParseExpression();
        EndStatement();
        return new(value) { Line = token.Line, Column = token.Column };
    }

    private TryStatement ParseTry()
    {
        _at++;
        var body = ParseBlock();
        Level? level = null;
        Target? caught = null;
        Statement? handler = null;
        if (TakeWord("catch"))
        {
            level = new Level(isFunction: false);
            _levels.Push(level);
            if (TakeMark("("))
            {
                caught = ParseBinding(lexical: true, constant: false);
                Expect(")");
            }
            handler = ParseBlock();
            _levels.Pop();
        }
        var finalizer = TakeWord("finally") ? ParseBlock() : null;
        if (handler is null && finalizer is null) throw Unexpected("'catch' or 'finally'");
        return new(body, level?.Shape, caught, handler, finalizer);
    }

    private SwitchStatement ParseSwitch()
    {
        _at++;
        Expect("(");
        var subject = ParseExpression();
        Expect(")");
        Expect("{");
        var level = new Level(isFunction: false);
        _levels.Push(level);
        _switches++;
        var cases = new List<(Expr?, IReadOnlyList<Statement>)>();
        while (!TakeMark("}")) cases.Add(ParseCase());
        _switches--;
        _levels.Pop();
        return new(subject, level.Shape, level.Functions, cases, IsTop);
    }

    private (Expr?, IReadOnlyList<Statement>) ParseCase()
    {
        Expr? test = null;
        if (TakeWord("case")) test = ParseExpression();
        else if (!TakeWord("default")) throw Unexpected("'case' or 'default'");
        Expect(":");
        var body = new List<Statement>();
        while (!IsWord("case") && !IsWord("default") && !IsMark("}"))
        {
            if (Now.Kind == TokenKind.End) throw Unexpected("'}'");
            body.Add(ParseStatement());
        }
        return (test, body);
    }
}
