namespace Petitions.Engine.Expressions;

internal sealed class Unary(string op, Expr operand) : Expr
{
    public override JsValue Eval(Frame f)
    {
        if (op == "typeof") return (operand is Name name ? name.EvalOrUndefined(f) : operand.Eval(f)).TypeName;
        if (op == "delete") return Delete(f);
        var value = operand.Eval(f);
        f.E.At = this;
        return op switch
        {
            "!" => !JsConvert.ToBool(value),
            "-" => -JsConvert.ToNumber(f.E, value),
            "+" => JsConvert.ToNumber(f.E, value),
            "~" => ~JsConvert.ToInt32(f.E, value),
            "void" => JsValue.Undefined,
            _ => value,
        };
    }

    private JsValue Delete(Frame f)
    {
        if (operand is OptionalChain chain) return DeleteMember(f, chain.Inner as Member);
        return operand is Member member ? DeleteMember(f, member) : true;
    }

    private JsValue DeleteMember(Frame f, Member? member)
    {
        if (member is null) return true;
        var owner = member.Owner.Eval(f);
        if (owner.IsUnset || (member.IsOptional && owner.IsNullish)) return true;
        var key = JsConvert.ToKey(f.E, member.Key.Eval(f));
        f.E.At = this;
        if (member.IsStrict && owner.Object is { } strict && !strict.Delete(f.E, key)) throw f.E.TypeError($"Cannot delete property '{Symbols.Shown(key)}'");
        return owner.Object is { } target ? target.Delete(f.E, key) : !owner.IsNullish ? true : throw f.E.TypeError("Cannot convert undefined or null to object");
    }
}

internal sealed class Binary(string op, Expr left, Expr right) : Expr
{
    private readonly BinaryOp _op = Operation.Parse(op);

    public override JsValue Eval(Frame f)
    {
        f.E.CheckStack();
        var a = left.Eval(f);
        var b = right.Eval(f);
        f.E.At = this;
        return Operation.Apply(f.E, _op, a, b);
    }
}

internal sealed class Logical(string op, Expr left, Expr right) : Expr
{
    public override JsValue Eval(Frame f)
    {
        f.E.CheckStack();
        var value = left.Eval(f);
        return IsDecided(op, value) ? value : right.Eval(f);
    }

    /// <summary>Whether the left side is the answer already.</summary>
    public static bool IsDecided(string op, JsValue left) => op switch
    {
        "&&" => !JsConvert.ToBool(left),
        "||" => JsConvert.ToBool(left),
        _ => !left.IsNullish,
    };
}

internal sealed class Conditional(Expr condition, Expr yes, Expr no) : Expr
{
    public override JsValue Eval(Frame f) => JsConvert.ToBool(condition.Eval(f)) ? yes.Eval(f) : no.Eval(f);
}

internal sealed class Comma(Expr left, Expr right) : Expr
{
    public override JsValue Eval(Frame f)
    {
        f.E.CheckStack();
        left.Eval(f);
        return right.Eval(f);
    }
}

/// <summary>a = b, a += b, a ??= b.</summary>
internal sealed class Assignment(string op, Target target, Expr value) : Expr
{
    public string Operator => op;
    public Target Target => target;
    public Expr Value => value;

    private readonly BinaryOp? _op = op is "=" or "&&=" or "||=" or "??=" ? null : Operation.Parse(op[..^1]);

    public override JsValue Eval(Frame f)
    {
        if (op == "=") return AssignPlain(f);
        var member = target as Member;
        var (owner, key) = member?.Place(f) ?? default;
        var before = member is null ? target.Eval(f) : member.Read(f, owner, key);
        if (_op is null && Logical.IsDecided(op[..^1], before)) return before;
        var operand = value.Eval(f);
        f.E.At = this;
        var after = _op is { } operation ? Operation.Apply(f.E, operation, before, operand) : operand;
        if (member is null) target.Assign(f, after);
        else member.Write(f, owner, key, after);
        return after;
    }

    private JsValue AssignPlain(Frame f)
    {
        if (target is Member member)
        {
            var (owner, key) = member.Place(f);
            var assigned = value.Eval(f);
            member.Write(f, owner, key, assigned);
            return assigned;
        }
        var result = value.Eval(f);
        target.Assign(f, result);
        return result;
    }
}

/// <summary>++ and --.</summary>
internal sealed class Step(Target target, double by, bool isPrefix) : Expr
{
    public override JsValue Eval(Frame f)
    {
        var member = target as Member;
        var (owner, key) = member?.Place(f) ?? default;
        var before = JsConvert.ToNumber(f.E, member is null ? target.Eval(f) : member.Read(f, owner, key));
        var after = before + by;
        if (member is null) target.Assign(f, after);
        else member.Write(f, owner, key, after);
        return isPrefix ? after : before;
    }
}
