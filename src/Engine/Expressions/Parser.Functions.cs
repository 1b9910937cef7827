namespace Petitions.Engine.Expressions;

/// <summary>Functions, their parameters, and patterns that declare names.</summary>
internal sealed partial class Parser
{
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
        var start = _at;
        if (isAsync) _at++;
        var token = Now;
        var level = new Level(isFunction: true) { IsArrow = true };
        Capture();
        _levels.Push(level);
        IReadOnlyList<Parameter> parameters;
        if (Now.Kind == TokenKind.Name) parameters = [new(ParseBinding(lexical: false, constant: false), null, false)];
        else parameters = ParseParameters();
        Expect("=>");
        var (loops, switches, strict) = (_loops, _switches, _strict);
        _loops = _switches = 0;
        Expr? value = null;
        IReadOnlyList<Statement> body = [];
        if (TakeMark("{")) body = ParseUntilBrace();
        else value = ParseAssignment(noIn);
        (_loops, _switches, _strict) = (loops, switches, strict);
        _levels.Pop();
        if (level.UsesArguments && _levels.FirstOrDefault(l => l.IsFunction && !l.IsArrow) is { } owner) owner.UsesArguments = true;
        return new(new FunctionNode
        {
            IsArrow = true, IsAsync = isAsync, Source = Written(start), Cost = (_at - start) / 32, Shape = level.Shape, Parameters = parameters, Functions = level.Functions, Body = body, Value = value,
            Line = token.Line, Column = token.Column,
        });
    }

    /// <summary>A function may keep the scopes around it alive.</summary>
    private void Capture()
    {
        foreach (var level in _levels) level.Shape.IsCaptured = true;
    }

    /// <summary>The script from this token to the last one read.</summary>
    private string Written(int start) => _source[_tokens[start].Start.._tokens[_at - 1].End];

    private FunctionNode ParseFunction(string name, int start, bool isMethod, string? ownName, bool isAsync = false)
    {
        var token = Now;
        var level = new Level(isFunction: true);
        Capture();
        _levels.Push(level);
        var parameters = ParseParameters();
        Expect("{");
        var (loops, switches, strict) = (_loops, _switches, _strict);
        _loops = _switches = 0;
        var body = ParseUntilBrace();
        (_loops, _switches, _strict) = (loops, switches, strict);
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
            Name = name, IsMethod = isMethod, IsAsync = isAsync, Source = Written(start), Cost = (_at - start) / 32, Shape = level.Shape, Parameters = parameters, Functions = level.Functions, Body = body,
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
            var value = !isRest && TakeMark("=") ? ParseNamed(target) : null;
            parameters.Add(new(target, value, isRest));
            if (!IsMark(")")) Expect(",");
        }
        return parameters;
    }

    /// <summary>A default value; an anonymous function takes the name that it is the default of.</summary>
    private Expr ParseNamed(Target target)
    {
        var value = ParseAssignment();
        if (target is Name name) value.NameFunction(name.Text);
        return value;
    }

    /// <summary>A name or pattern that is being declared.</summary>
    private Target ParseBinding(bool lexical, bool constant)
    {
        Descend();
        var target = ParseBindingInner(lexical, constant);
        _depth--;
        return target;
    }

    private Target ParseBindingInner(bool lexical, bool constant)
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
            items.Add(new(target, !isRest && TakeMark("=") ? ParseNamed(target) : null, isRest));
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
                members.Add((name, computed, new(target, TakeMark("=") ? ParseNamed(target) : null, false)));
            }
            if (!IsMark("}")) Expect(",");
        }
        return new(members) { Line = token.Line, Column = token.Column };
    }
}
