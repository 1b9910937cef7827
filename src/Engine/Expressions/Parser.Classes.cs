namespace Petitions.Engine.Expressions;

/// <summary>Classes.</summary>
internal sealed partial class Parser
{
    private int _classes;

    private ClassStatement ParseClassStatement()
    {
        var token = Ahead();
        if (token.Kind != TokenKind.Name) throw Error("A class needs a name.");
        Declare(token.Text, lexical: true, constant: false);
        return new(new Name(token.Text) { Line = token.Line, Column = token.Column }, ParseClass());
    }

    private ClassExpr ParseClass()
    {
        Descend();
        var (start, token) = (_at, Now);
        _at++;
        var level = new Level(isFunction: false);
        var name = Now.Kind == TokenKind.Name && !IsWord("extends") ? ExpectName() : null;
        Capture();
        _levels.Push(level);
        if (name is not null)
        {
            Names.Own.Add(name);
            level.Shape.Declare(name, lexical: true, constant: true);
        }
        var parent = TakeWord("extends") ? ParseChain() : null;
        Expect("{");
        _classes++;
        var strict = _strict;
        _strict = true;
        FunctionNode? constructor = null;
        var members = new List<ClassMember>();
        while (!TakeMark("}"))
        {
            if (TakeMark(";")) continue;
            var member = ParseClassMember();
            if (member is not { Part: ClassPart.Method, IsStatic: false, Name: "constructor" }) members.Add(member);
            else if (constructor is null) constructor = member.Code;
            else throw Error("A class may only have one constructor.");
        }
        _classes--;
        _strict = strict;
        _levels.Pop();
        _depth--;
        return new(level.Shape, name, parent, constructor, members, Written(start)) { Line = token.Line, Column = token.Column };
    }

    private ClassMember ParseClassMember()
    {
        var start = _at;
        var isStatic = IsWord("static") && Ahead() is not { Kind: TokenKind.Mark, Text: "(" or "=" or ";" or "}" };
        if (isStatic) _at++;
        if (isStatic && IsMark("{")) return new(ClassPart.Block, true, null, null, ParseFieldCode(start, isBlock: true));
        if (IsMark("*")) throw Error("Generators are not supported.");
        var isAlone = Ahead() is { Kind: TokenKind.Mark, Text: "(" or "=" or ";" or "}" };
        var kind = isAlone ? ClassPart.Method : IsWord("get") ? ClassPart.Getter : IsWord("set") ? ClassPart.Setter : ClassPart.Method;
        var isAsync = !isAlone && IsWord("async") && !Ahead().AfterNewline;
        if (kind != ClassPart.Method || isAsync) _at++;
        if (IsMark("*")) throw Error("Generators are not supported.");
        var (name, computed) = ParseKey();
        if (IsMark("("))
            return new(kind, isStatic, name, computed, ParseFunction(name ?? "", start, isMethod: true, ownName: null, isAsync));
        var value = TakeMark("=") ? ParseFieldCode(start, isBlock: false, name) : null;
        if (!TakeMark(";") && !IsMark("}") && !Now.AfterNewline) throw Unexpected();
        return new(ClassPart.Field, isStatic, name, computed, value);
    }

    /// <summary>The value of a field, or a static block, as a function of its own: "this" is the object or the class.</summary>
    private FunctionNode ParseFieldCode(int start, bool isBlock, string? name = null)
    {
        var token = Now;
        var level = new Level(isFunction: true);
        Capture();
        _levels.Push(level);
        Expr? value = null;
        IReadOnlyList<Statement> body = [];
        if (isBlock)
        {
            Expect("{");
            body = ParseUntilBrace();
        }
        else value = ParseAssignment();
        if (name is not null) value?.NameFunction(name);
        _levels.Pop();
        return new FunctionNode
        {
            IsMethod = true, Source = Written(start), Shape = level.Shape, Parameters = [], Functions = level.Functions, Body = body, Value = value,
            Line = token.Line, Column = token.Column,
        };
    }

    private Expr ParseSuper()
    {
        var token = Now;
        if (_classes == 0) throw Error("'super' is supported in classes only.");
        _at++;
        if (TakeMark("(")) return new SuperCall(ParseArguments()) { Line = token.Line, Column = token.Column };
        if (TakeMark("["))
        {
            var key = ParseExpression();
            Expect("]");
            return new SuperMember(key) { Line = token.Line, Column = token.Column };
        }
        Expect(".");
        if (Now.Kind != TokenKind.Name) throw Unexpected("A name");
        return new SuperMember(new Constant(_tokens[_at++].Text)) { Line = token.Line, Column = token.Column };
    }
}
