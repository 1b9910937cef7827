namespace Petitions.Engine.Expressions;

internal sealed partial class Parser
{
    private Expr ParsePrimary()
    {
        var token = Now;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return new Constant(token.Number);
            case TokenKind.Text:
                _at++;
                return new Constant(token.Text);
            case TokenKind.Template:
                var (texts, _, parts) = ParseTemplate();
                return parts.Count == 0 ? new Constant(texts[0]) : new TemplateText(texts, parts) { Line = token.Line, Column = token.Column };
            case TokenKind.Regex:
                return ParseRegex();
            case TokenKind.Name:
                return ParseWord();
            default:
                if (TakeMark("(")) return ParseParenthesis();
                if (TakeMark("[")) return ParseArray();
                if (TakeMark("{")) return ParseObject();
                throw Unexpected();
        }
    }

    private RegexLiteral ParseRegex()
    {
        var token = Now;
        try
        {
            var pattern = Pattern.Compile(token.Text, token.Raw!);
            _at++;
            return new(pattern) { Line = token.Line, Column = token.Column };
        }
        catch (PatternError wrong)
        {
            throw Error(wrong.Message + ".");
        }
    }

    private Expr ParseParenthesis()
    {
        var value = ParseExpression();
        Expect(")");
        // Parentheses end a chain: (a?.b).c fails where a?.b.c does not. The value node itself sees to that.
        return value is ObjectLiteral or ArrayLiteral ? new Grouped(value) : value;
    }

    private Expr ParseWord()
    {
        var token = Now;
        if (token.IsEscaped) return MakeName();
        switch (token.Text)
        {
            case "true" or "false":
                _at++;
                return new Constant(token.Text == "true");
            case "null":
                _at++;
                return new Constant(JsValue.Null);
            case "this":
                _at++;
                return new This { Line = token.Line, Column = token.Column };
            case "function": return ParseFunctionExpression(isAsync: false);
            case "async" when Ahead() is { Kind: TokenKind.Name, Text: "function", AfterNewline: false }:
                return ParseFunctionExpression(isAsync: true);
            case "class": return ParseClass();
            case "super": return ParseSuper();
            case "import": throw Error("Modules are not supported.");
            case "yield": throw Error("Generators are not supported.");
            default: return MakeName();
        }
    }

    private Name MakeName()
    {
        var token = Now;
        var name = ExpectName();
        if (name == "arguments" && _levels.FirstOrDefault(l => l.IsFunction) is { } level) level.UsesArguments = true;
        else if (_at < 2 || _tokens[_at - 2].Text != "typeof") Names.Reads.Add(new(name, token.Line, token.Column));
        if (IsMark("=")) Names.Own.Add(name);
        return new(name) { Line = token.Line, Column = token.Column };
    }

    private FunctionExpr ParseFunctionExpression(bool isAsync)
    {
        var start = isAsync ? _at++ : _at;
        _at++;
        if (IsMark("*")) throw Error("Generators are not supported.");
        var name = IsMark("(") ? null : ExpectName();
        if (name is not null) Names.Own.Add(name);
        return new(ParseFunction(name ?? "", start, isMethod: false, ownName: name, isAsync));
    }

    private (List<string> Texts, List<string> Raws, List<Expr> Parts) ParseTemplate()
    {
        var texts = new List<string>();
        var raws = new List<string>();
        var parts = new List<Expr>();
        while (true)
        {
            var token = Now;
            if (token.Kind != TokenKind.Template) throw Unexpected("'}'");
            _at++;
            texts.Add(token.Text);
            raws.Add(token.Raw!);
            if (token.IsTail) return (texts, raws, parts);
            parts.Add(ParseExpression());
        }
    }

    private ArrayLiteral ParseArray()
    {
        var items = new List<Expr?>();
        while (!TakeMark("]"))
        {
            if (TakeMark(","))
            {
                items.Add(null);
                continue;
            }
            items.Add(TakeMark("...") ? new Spread(ParseAssignment()) : ParseAssignment());
            if (!IsMark("]")) Expect(",");
        }
        return new(items);
    }

    private ObjectLiteral ParseObject()
    {
        var members = new List<MemberLiteral>();
        while (!TakeMark("}"))
        {
            members.Add(ParseMember());
            if (!IsMark("}")) Expect(",");
        }
        return new(members);
    }

    private MemberLiteral ParseMember()
    {
        if (TakeMark("...")) return new(MemberKind.Spread, null, null, ParseAssignment());
        if (IsMark("*")) throw Error("Generators are not supported.");
        var start = _at;
        var kind = AccessorAhead();
        var isAsync = kind == MemberKind.Value && IsWord("async") && Ahead() is not { Kind: TokenKind.Mark, Text: "," or ":" or "(" or "}" or "=" };
        if (isAsync || kind != MemberKind.Value) _at++;
        if (IsMark("*")) throw Error("Generators are not supported.");
        var token = Now;
        var (name, computed) = ParseKey();
        if (kind != MemberKind.Value || IsMark("("))
            return new(kind, name, computed, new FunctionExpr(ParseFunction(MethodName(kind, name), start, isMethod: true, ownName: null, isAsync)));
        if (TakeMark(":"))
        {
            var value = ParseAssignment();
            if (name is not null) value.NameFunction(name);
            return new(MemberKind.Value, name, computed, value);
        }
        if (token.Kind != TokenKind.Name || (Reserved.Contains(token.Text) && !token.IsEscaped)) throw Unexpected("':'");
        _at--;
        Expr own = MakeName();
        // {a = 1} means something only when the whole turns out to be a pattern.
        if (IsMark("=") && ++_at > 0) own = new Assignment("=", (Target)own, ParseAssignment()) { Line = token.Line, Column = token.Column };
        return new(MemberKind.Value, name, null, own, Shorthand: true);
    }

    private static string MethodName(MemberKind kind, string? name) => kind switch
    {
        MemberKind.Get => "get " + name,
        MemberKind.Set => "set " + name,
        MemberKind.Value or MemberKind.Spread => name ?? "",
    };

    private MemberKind AccessorAhead()
    {
        var isAccessor = (IsWord("get") || IsWord("set")) && Ahead() is not { Kind: TokenKind.Mark, Text: "," or ":" or "(" or "}" or "=" };
        return !isAccessor ? MemberKind.Value : Now.Text == "get" ? MemberKind.Get : MemberKind.Set;
    }

    private (string? Name, Expr? Computed) ParseKey()
    {
        var token = Now;
        if (TakeMark("["))
        {
            var key = ParseAssignment();
            Expect("]");
            return (null, key);
        }
        if (token.Kind is not (TokenKind.Name or TokenKind.Text or TokenKind.Number)) throw Unexpected("A name");
        _at++;
        return (token.Kind == TokenKind.Number ? NumberText.Of(token.Number) : token.Text, null);
    }

    private Target ToSimpleTarget(Expr expression, int start) =>
        expression is Name or Member ? (Target)expression : throw Lexer.Error("This cannot be assigned to.", _tokens[start].Line, _tokens[start].Column);

    /// <summary>What was read as a value turns out to be the left side of an assignment.</summary>
    private Target ToTarget(Expr expression, int start)
    {
        var (line, column) = (_tokens[start].Line, _tokens[start].Column);
        return expression switch
        {
            Name or Member => (Target)expression,
            ArrayLiteral array => new ArrayPattern([.. array.Items.Select(item => item is null ? null : ToPart(item, start))]) { Line = line, Column = column },
            ObjectLiteral literal => new ObjectPattern([.. literal.Members.Select(m => ToMember(m, start))]) { Line = line, Column = column },
            _ => throw Lexer.Error("This cannot be assigned to.", line, column),
        };
    }

    private Parameter ToPart(Expr item, int start) => item switch
    {
        Spread spread => new(ToTarget(spread.Inner, start), null, true),
        Assignment { Operator: "=" } assignment => new(assignment.Target, assignment.Value, false),
        _ => new(ToTarget(item, start), null, false),
    };

    private (string?, Expr?, Parameter) ToMember(MemberLiteral member, int start) => member.Kind switch
    {
        MemberKind.Spread => (null, null, new(ToTarget(member.Value, start), null, true)),
        MemberKind.Value => (member.Name, member.Computed, ToPart(member.Value, start)),
        _ => throw Lexer.Error("This cannot be assigned to.", _tokens[start].Line, _tokens[start].Column),
    };
}

/// <summary>An object or array in parentheses, which is a value for certain.</summary>
internal sealed class Grouped(Expr inner) : Expr
{
    public override JsValue Eval(Frame f) => inner.Eval(f);
}
