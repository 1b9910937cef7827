namespace Petitions.Engine.Expressions;

internal sealed partial class Parser
{
    private const int LongestRow = 1000;

    private static readonly Dictionary<string, int> Precedence = new()
    {
        ["??"] = 1, ["||"] = 2, ["&&"] = 3, ["|"] = 4, ["^"] = 5, ["&"] = 6, ["=="] = 7, ["!="] = 7, ["==="] = 7, ["!=="] = 7,
        ["<"] = 8, [">"] = 8, ["<="] = 8, [">="] = 8, ["instanceof"] = 8, ["in"] = 8, ["<<"] = 9, [">>"] = 9, [">>>"] = 9,
        ["+"] = 10, ["-"] = 10, ["*"] = 11, ["/"] = 11, ["%"] = 11, ["**"] = 12,
    };

    private static readonly HashSet<string> Assigning =
        ["=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="];

    private static readonly HashSet<string> UnaryWords = ["typeof", "void", "delete"];

    private Expr ParseExpression(bool noIn = false)
    {
        var left = ParseAssignment(noIn);
        for (var length = 0; TakeMark(","); length++)
        {
            CheckLength(length);
            left = new Comma(left, ParseAssignment(noIn));
        }
        return left;
    }

    /// <summary>A row of operators is a tree that is as deep as the row is long.</summary>
    private void CheckLength(int length)
    {
        if (length > LongestRow) throw Error($"A row of more than {LongestRow} operators is too long.");
    }

    private Expr ParseAssignment(bool noIn = false)
    {
        Descend();
        var value = ParseAssignmentInner(noIn);
        _depth--;
        return value;
    }

    private Expr ParseAssignmentInner(bool noIn)
    {
        if (IsArrowAhead(out var isAsync)) return ParseArrow(isAsync, noIn);
        var start = _at;
        var token = Now;
        var left = ParseConditional(noIn);
        if (Now.Kind != TokenKind.Mark || !Assigning.Contains(Now.Text)) return left;
        var op = Now.Text;
        var target = op == "=" || left is Name or Member ? ToTarget(left, start) : throw Error("The left side cannot be assigned to.");
        _at++;
        var value = ParseAssignment(noIn);
        if (target is Name name && op is ("=" or "&&=" or "||=" or "??=")) value.NameFunction(name.Text);
        return new Assignment(op, target, value) { Line = token.Line, Column = token.Column };
    }

    private bool IsArrowAhead(out bool isAsync)
    {
        isAsync = IsWord("async") && !Ahead().AfterNewline && IsArrowAt(_at + 1);
        return isAsync || IsArrowAt(_at);
    }

    private bool IsArrowAt(int at)
    {
        var token = _tokens[at];
        if (token.Kind == TokenKind.Name) return !Reserved.Contains(token.Text) && IsArrowMark(at + 1);
        if (token.Kind != TokenKind.Mark || token.Text != "(") return false;
        return IsArrowMark(Matching(at) + 1);
    }

    private bool IsArrowMark(int at) => at < _tokens.Count && _tokens[at] is { Kind: TokenKind.Mark, Text: "=>", AfterNewline: false };

    private int[]? _matching;

    /// <summary>The closing parenthesis of an opening one; worked out once for the whole script.</summary>
    private int Matching(int open)
    {
        if (_matching is not null) return _matching[open];
        _matching = new int[_tokens.Count];
        var stack = new Stack<int>();
        for (var i = 0; i < _tokens.Count; i++)
        {
            _matching[i] = _tokens.Count;
            if (_tokens[i].Kind != TokenKind.Mark) continue;
            if (_tokens[i].Text is "(" or "[" or "{") stack.Push(i);
            else if (_tokens[i].Text is ")" or "]" or "}" && stack.TryPop(out var start)) _matching[start] = i;
        }
        return _matching[open];
    }

    private FunctionExpr ParseArrow(bool isAsync, bool noIn)
    {
        if (isAsync) _at++;
        var token = Now;
        var level = new Level(isFunction: true) { IsArrow = true };
        Capture();
        _levels.Push(level);
        IReadOnlyList<Parameter> parameters;
        if (Now.Kind == TokenKind.Name) parameters = [new(ParseBinding(lexical: false, constant: false), null, false)];
        else parameters = ParseParameters();
        Expect("=>");
        var (loops, switches) = (_loops, _switches);
        _loops = _switches = 0;
        Expr? value = null;
        IReadOnlyList<Statement> body = [];
        if (TakeMark("{")) body = ParseUntilBrace();
        else value = ParseAssignment(noIn);
        (_loops, _switches) = (loops, switches);
        _levels.Pop();
        if (level.UsesArguments && _levels.FirstOrDefault(l => l.IsFunction && !l.IsArrow) is { } owner) owner.UsesArguments = true;
        return new(new FunctionNode
        {
            IsArrow = true, Shape = level.Shape, Parameters = parameters, Functions = level.Functions, Body = body, Value = value,
            Line = token.Line, Column = token.Column,
        });
    }

    /// <summary>A function may keep the scopes around it alive.</summary>
    private void Capture()
    {
        foreach (var level in _levels) level.Shape.IsCaptured = true;
    }

    private FunctionNode ParseFunction(string name, bool isMethod, string? ownName)
    {
        var token = Now;
        var level = new Level(isFunction: true);
        Capture();
        _levels.Push(level);
        var parameters = ParseParameters();
        Expect("{");
        var (loops, switches) = (_loops, _switches);
        _loops = _switches = 0;
        var body = ParseUntilBrace();
        (_loops, _switches) = (loops, switches);
        _levels.Pop();
        var arguments = -1;
        if (level.UsesArguments && level.Shape.Find("arguments") < 0)
        {
            level.Shape.Declare(string.Intern("arguments"), false, false);
            arguments = level.Shape.Find(string.Intern("arguments"));
        }
        var own = -1;
        if (ownName is not null && level.Shape.Find(ownName) < 0)
        {
            level.Shape.Declare(ownName, false, false);
            own = level.Shape.Find(ownName);
        }
        return new FunctionNode
        {
            Name = name, IsMethod = isMethod, Shape = level.Shape, Parameters = parameters, Functions = level.Functions, Body = body,
            OwnName = own, ArgumentsName = arguments, Line = token.Line, Column = token.Column,
        };
    }

    private List<Parameter> ParseParameters()
    {
        Expect("(");
        var parameters = new List<Parameter>();
        while (!TakeMark(")"))
        {
            var isRest = TakeMark("...");
            var target = ParseBinding(lexical: false, constant: false);
            var value = !isRest && TakeMark("=") ? ParseAssignment() : null;
            parameters.Add(new(target, value, isRest));
            if (!IsMark(")")) Expect(",");
        }
        return parameters;
    }

    /// <summary>A name or pattern that is being declared.</summary>
    private Target ParseBinding(bool lexical, bool constant)
    {
        var token = Now;
        if (TakeMark("[")) return ParseArrayBinding(lexical, constant, token);
        if (TakeMark("{")) return ParseObjectBinding(lexical, constant, token);
        var name = ExpectName();
        Declare(name, lexical, constant);
        return new Name(name) { Line = token.Line, Column = token.Column };
    }

    private ArrayPattern ParseArrayBinding(bool lexical, bool constant, Token token)
    {
        var items = new List<Parameter?>();
        while (!TakeMark("]"))
        {
            if (TakeMark(","))
            {
                items.Add(null);
                continue;
            }
            var isRest = TakeMark("...");
            var target = ParseBinding(lexical, constant);
            items.Add(new(target, !isRest && TakeMark("=") ? ParseAssignment() : null, isRest));
            if (!IsMark("]")) Expect(",");
        }
        return new(items) { Line = token.Line, Column = token.Column };
    }

    private ObjectPattern ParseObjectBinding(bool lexical, bool constant, Token token)
    {
        var members = new List<(string?, Expr?, Parameter)>();
        while (!TakeMark("}"))
        {
            if (TakeMark("...")) members.Add((null, null, new(ParseBinding(lexical, constant), null, true)));
            else
            {
                var at = Now;
                var (name, computed) = ParseKey();
                Target target;
                if (TakeMark(":")) target = ParseBinding(lexical, constant);
                else
                {
                    if (at.Kind != TokenKind.Name || Reserved.Contains(at.Text)) throw Unexpected("':'");
                    Declare(at.Text, lexical, constant);
                    target = new Name(at.Text) { Line = at.Line, Column = at.Column };
                }
                members.Add((name, computed, new(target, TakeMark("=") ? ParseAssignment() : null, false)));
            }
            if (!IsMark("}")) Expect(",");
        }
        return new(members) { Line = token.Line, Column = token.Column };
    }

    private Expr ParseConditional(bool noIn)
    {
        var condition = ParseBinary(ParseUnary(), 0, noIn);
        if (!TakeMark("?")) return condition;
        var yes = ParseAssignment();
        Expect(":");
        return new Conditional(condition, yes, ParseAssignment(noIn));
    }

    private Expr ParseBinary(Expr left, int above, bool noIn)
    {
        for (var length = 0; ; length++)
        {
            CheckLength(length);
            var token = Now;
            var isOperator = token.Kind == TokenKind.Mark || (token is { Kind: TokenKind.Name, IsEscaped: false } && token.Text is ("in" or "instanceof"));
            if (!isOperator || !Precedence.TryGetValue(token.Text, out var precedence) || precedence <= above || (noIn && token.Text == "in")) return left;
            _at++;
            var right = ParseUnary();
            while (Now.Kind is TokenKind.Mark or TokenKind.Name && Precedence.TryGetValue(Now.Text, out var next)
                   && (next > precedence || (next == precedence && token.Text == "**")) && !(noIn && Now.Text == "in"))
                right = ParseBinary(right, next > precedence ? precedence : precedence - 1, noIn);
            left = token.Text is "&&" or "||" or "??"
                ? new Logical(token.Text, left, right)
                : new Binary(token.Text, left, right) { Line = token.Line, Column = token.Column };
        }
    }

    private Expr ParseUnary()
    {
        var token = Now;
        if (token.Kind == TokenKind.Mark && token.Text is ("++" or "--"))
        {
            var start = ++_at;
            return new Step(ToSimpleTarget(ParseUnaryDeeper(), start), token.Text == "++" ? 1 : -1, true) { Line = token.Line, Column = token.Column };
        }
        var isUnary = (token.Kind == TokenKind.Mark && token.Text is ("!" or "-" or "+" or "~"))
                      || (token is { Kind: TokenKind.Name, IsEscaped: false } && UnaryWords.Contains(token.Text));
        if (isUnary)
        {
            _at++;
            var operand = ParseUnaryDeeper();
            if (IsMark("**")) throw Unexpected("Parentheses around the left side of '**'");
            return new Unary(token.Text, operand) { Line = token.Line, Column = token.Column };
        }
        // Nothing here takes time, so a value is awaited by being itself.
        if (IsWord("await") && StartsValue(Ahead()))
        {
            _at++;
            return ParseUnaryDeeper();
        }
        return ParsePostfix();
    }

    /// <summary>What may follow an await.</summary>
    private static bool StartsValue(Token token) => token.Kind is not (TokenKind.Mark or TokenKind.End) || token.Text is "(" or "[" or "{" or "!";

    private Expr ParseUnaryDeeper()
    {
        Descend();
        var value = ParseUnary();
        _depth--;
        return value;
    }

    private Expr ParsePostfix()
    {
        var start = _at;
        var token = Now;
        var value = ParseChain();
        if (Now.AfterNewline || !(IsMark("++") || IsMark("--"))) return value;
        var by = _tokens[_at++].Text == "++" ? 1 : -1;
        return new Step(ToSimpleTarget(value, start), by, false) { Line = token.Line, Column = token.Column };
    }

    private Expr ParseChain()
    {
        var value = IsWord("new") ? ParseNew() : ParsePrimary();
        var isOptional = false;
        for (var length = 0; ; length++)
        {
            CheckLength(length);
            var token = Now;
            if (token is { Kind: TokenKind.Template, IsHead: true })
            {
                var (texts, raws, parts) = ParseTemplate();
                value = new TaggedTemplate(value, texts, raws, parts) { Line = token.Line, Column = token.Column };
                continue;
            }
            if (token.Kind != TokenKind.Mark) break;
            if (TakeMark("?."))
            {
                isOptional = true;
                if (TakeMark("(")) value = MakeCall(value, true, token);
                else if (TakeMark("[")) value = MakeIndexed(value, true, token);
                else value = MakeNamed(value, true, token);
            }
            else if (TakeMark(".")) value = MakeNamed(value, false, token);
            else if (TakeMark("[")) value = MakeIndexed(value, false, token);
            else if (TakeMark("(")) value = MakeCall(value, false, token);
            else break;
        }
        return isOptional ? new OptionalChain(value) : value;
    }

    private Member MakeNamed(Expr owner, bool optional, Token token)
    {
        if (Now.Kind != TokenKind.Name) throw Unexpected("A name");
        var name = _tokens[_at++].Text;
        if (owner is Name { Text: "variables" }) VariableNames.Add(name);
        return new(owner, new Constant(name), optional) { Line = token.Line, Column = token.Column };
    }

    private Member MakeIndexed(Expr owner, bool optional, Token token)
    {
        var key = ParseExpression();
        Expect("]");
        return new(owner, key, optional) { Line = token.Line, Column = token.Column };
    }

    private Call MakeCall(Expr callee, bool optional, Token token) => new(callee, ParseArguments(), optional) { Line = token.Line, Column = token.Column };

    private List<Expr> ParseArguments()
    {
        var arguments = new List<Expr>();
        while (!TakeMark(")"))
        {
            arguments.Add(TakeMark("...") ? new Spread(ParseAssignment()) : ParseAssignment());
            if (!IsMark(")")) Expect(",");
        }
        return arguments;
    }

    private Expr ParseNew()
    {
        Descend();
        var token = _tokens[_at++];
        if (IsMark(".")) throw Error("'new.target' is not supported.");
        var callee = IsWord("new") ? ParseNew() : ParsePrimary();
        while (true)
        {
            var at = Now;
            if (TakeMark(".")) callee = MakeNamed(callee, false, at);
            else if (TakeMark("[")) callee = MakeIndexed(callee, false, at);
            else break;
        }
        _depth--;
        return new New(callee, TakeMark("(") ? ParseArguments() : []) { Line = token.Line, Column = token.Column };
    }
}
