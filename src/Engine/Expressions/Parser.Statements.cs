namespace Petitions.Engine.Expressions;

/// <summary>The plain statements.</summary>
internal sealed partial class Parser
{
    private Statement ParseStatement()
    {
        Descend();
        var start = _at;
        var statement = Now.Kind switch
        {
            TokenKind.Mark when Now.Text == "{" => ParseBlock(),
            TokenKind.Mark when Now.Text == ";" => ParseEmpty(),
            TokenKind.Name when !Now.IsEscaped => ParseByWord(),
            _ => ParseExpressionStatement(),
        };
        statement.Cost = 1 + (_at - start) / 32;
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
            case "function": return ParseFunctionStatement(isAsync: false);
            case "async" when Ahead() is { Kind: TokenKind.Name, Text: "function", AfterNewline: false }:
                return ParseFunctionStatement(isAsync: true);
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
            case "class": return ParseClassStatement();
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
        _strict |= Now is { Kind: TokenKind.Text, Text: "use strict" };
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

    private Empty ParseFunctionStatement(bool isAsync)
    {
        var start = isAsync ? _at++ : _at;
        _at++;
        if (IsMark("*")) throw Error("Generators are not supported.");
        var level = _levels.Peek();
        var name = ExpectName();
        Names.Own.Add(name);
        if (!level.Shape.Declare(name, lexical: false, constant: false)) throw Error($"'{name}' has already been declared.");
        level.Functions.Add((level.Shape.Find(name), ParseFunction(name, start, isMethod: false, ownName: null, isAsync)));
        return new();
    }
}
