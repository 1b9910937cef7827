namespace Petitions.Engine.Expressions;

/// <summary>Branches, loops, jumps, try and switch.</summary>
internal sealed partial class Parser
{
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
