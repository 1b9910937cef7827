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
            {
                Descend();
                right = ParseBinary(right, next > precedence ? precedence : precedence - 1, noIn);
                _depth--;
            }
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
        if (IsWord("await") && StartsValue(Ahead()))
        {
            _at++;
            return new Await(ParseUnaryDeeper()) { Line = token.Line, Column = token.Column };
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
        if (owner is Call { Input: { } input }) Names.InputMembers.Add((input, name));
        return new(owner, new Constant(name), optional) { Line = token.Line, Column = token.Column, IsStrict = _strict };
    }

    private Member MakeIndexed(Expr owner, bool optional, Token token)
    {
        var key = ParseExpression();
        Expect("]");
        return new(owner, key, optional) { Line = token.Line, Column = token.Column, IsStrict = _strict };
    }

    private Call MakeCall(Expr callee, bool optional, Token token)
    {
        var arguments = ParseArguments();
        if (callee is Name { Text: var name } at)
            Names.Calls.Add(new(name, arguments is [Constant { Value: { IsString: true } text }, ..] ? text.Text : null, at.Line, at.Column));
        return new(callee, arguments, optional) { Line = token.Line, Column = token.Column };
    }

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
