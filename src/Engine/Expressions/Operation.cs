namespace Petitions.Engine.Expressions;

internal enum BinaryOp
{
    Add, Subtract, Multiply, Divide, Remainder, Power, Equal, NotEqual, Same, NotSame, Less, Greater, AtMost, AtLeast,
    And, Or, Xor, Left, Right, RightUnsigned, In, InstanceOf,
}

/// <summary>The operators with two sides.</summary>
internal static class Operation
{
    public static BinaryOp Parse(string op) => op switch
    {
        "+" => BinaryOp.Add, "-" => BinaryOp.Subtract, "*" => BinaryOp.Multiply, "/" => BinaryOp.Divide, "%" => BinaryOp.Remainder,
        "**" => BinaryOp.Power, "==" => BinaryOp.Equal, "!=" => BinaryOp.NotEqual, "===" => BinaryOp.Same, "!==" => BinaryOp.NotSame,
        "<" => BinaryOp.Less, ">" => BinaryOp.Greater, "<=" => BinaryOp.AtMost, ">=" => BinaryOp.AtLeast, "&" => BinaryOp.And,
        "|" => BinaryOp.Or, "^" => BinaryOp.Xor, "<<" => BinaryOp.Left, ">>" => BinaryOp.Right, ">>>" => BinaryOp.RightUnsigned,
        "in" => BinaryOp.In, "instanceof" => BinaryOp.InstanceOf,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "No such operator."),
    };

    public static JsValue Apply(Evaluation e, BinaryOp op, JsValue a, JsValue b) => op switch
    {
        BinaryOp.Add => a.IsNumber && b.IsNumber ? a.Number + b.Number : Add(e, a, b),
        BinaryOp.Subtract => Number(e, a) - Number(e, b),
        BinaryOp.Multiply => Number(e, a) * Number(e, b),
        BinaryOp.Divide => Number(e, a) / Number(e, b),
        BinaryOp.Remainder => Number(e, a) % Number(e, b),
        BinaryOp.Power => Power(Number(e, a), Number(e, b)),
        BinaryOp.Equal => JsConvert.LooseEquals(e, a, b),
        BinaryOp.NotEqual => !JsConvert.LooseEquals(e, a, b),
        BinaryOp.Same => Same(e, a, b),
        BinaryOp.NotSame => !Same(e, a, b),
        BinaryOp.Less => Compare(e, a, b, (x, y) => x < y, c => c < 0),
        BinaryOp.Greater => Compare(e, a, b, (x, y) => x > y, c => c > 0),
        BinaryOp.AtMost => Compare(e, a, b, (x, y) => x <= y, c => c <= 0),
        BinaryOp.AtLeast => Compare(e, a, b, (x, y) => x >= y, c => c >= 0),
        BinaryOp.And => Bits(e, a) & Bits(e, b),
        BinaryOp.Or => Bits(e, a) | Bits(e, b),
        BinaryOp.Xor => Bits(e, a) ^ Bits(e, b),
        BinaryOp.Left => Bits(e, a) << (Bits(e, b) & 31),
        BinaryOp.Right => Bits(e, a) >> (Bits(e, b) & 31),
        BinaryOp.RightUnsigned => (uint)Bits(e, a) >> (Bits(e, b) & 31),
        BinaryOp.In => In(e, a, b),
        BinaryOp.InstanceOf => InstanceOf(e, a, b),
    };

    private static double Number(Evaluation e, JsValue value) => value.IsNumber ? value.Number : JsConvert.ToNumber(e, value);

    private static int Bits(Evaluation e, JsValue value) => JsConvert.ToInt32(e, value);

    private static JsValue Add(Evaluation e, JsValue a, JsValue b)
    {
        if (a.IsObject) a = JsConvert.ToPrimitive(e, a, "default");
        if (b.IsObject) b = JsConvert.ToPrimitive(e, b, "default");
        if (!a.IsString && !b.IsString) return JsConvert.ToNumber(e, a) + JsConvert.ToNumber(e, b);
        var (left, right) = (JsConvert.ToText(e, a), JsConvert.ToText(e, b));
        e.Allocate(2L * (left.Length + right.Length) + 24);
        return left + right;
    }

    /// <summary>Long texts take long to compare.</summary>
    private static bool Same(Evaluation e, JsValue a, JsValue b)
    {
        if (a.IsString && b.IsString) e.Charge(Math.Min(a.Text.Length, b.Text.Length) / 64);
        return JsConvert.StrictEquals(a, b);
    }

    private static double Power(double a, double b) => Math.Abs(a) == 1 && !double.IsFinite(b) ? double.NaN : Math.Pow(a, b);

    private static bool Compare(Evaluation e, JsValue a, JsValue b, Func<double, double, bool> numbers, Func<int, bool> texts)
    {
        if (a.IsNumber && b.IsNumber) return numbers(a.Number, b.Number);
        if (a.IsObject) a = JsConvert.ToPrimitive(e, a, "number");
        if (b.IsObject) b = JsConvert.ToPrimitive(e, b, "number");
        if (a.IsString && b.IsString) e.Charge(Math.Min(a.Text.Length, b.Text.Length) / 64);
        if (a.IsString && b.IsString) return texts(string.CompareOrdinal(a.Text, b.Text));
        return numbers(JsConvert.ToNumber(e, a), JsConvert.ToNumber(e, b));
    }

    private static bool In(Evaluation e, JsValue key, JsValue target) =>
        target.Object is { } owner
            ? owner.Has(e, JsConvert.ToKey(e, key))
            : throw e.TypeError($"Cannot use 'in' operator to search for '{JsConvert.ToKey(e, key)}' in {JsConvert.ToText(e, target)}");

    private static bool InstanceOf(Evaluation e, JsValue value, JsValue type)
    {
        if (type.Function is not { } function) throw e.TypeError("Right-hand side of 'instanceof' is not callable");
        var prototype = function.Get(e, "prototype").Object;
        for (var each = value.Object?.Prototype; each is not null; each = each.Prototype)
            if (ReferenceEquals(each, prototype)) return true;
        return false;
    }
}
