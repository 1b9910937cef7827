namespace Petitions.Engine.Expressions;

/// <summary>Values of the workflow into a script and back. Both ways they are copied: a script cannot change what it was shown.</summary>
internal static class Marshal
{
    public static JsValue In(Evaluation e, object? value, int depth = 0)
    {
        switch (value)
        {
            case null: return JsValue.Null;
            case string text: return text;
            case bool flag: return flag;
            case long or int or double or decimal: return Values.ToDouble(value);
            case DateTimeOffset moment: return new JsDate(moment.ToUnixTimeMilliseconds());
            case DateTime moment: return new JsDate((moment.ToUniversalTime() - DateTime.UnixEpoch).TotalMilliseconds);
            case DateOnly or TimeOnly: return Values.ToText(value)!;
            case IReadOnlyDictionary<string, object?> map: return Map(e, map, depth);
            case IReadOnlyList<object?> list: return List(e, list, depth);
            default:
                e.Allocate(64);
                return new JsNet(value);
        }
    }

    private static JsObject Map(Evaluation e, IReadOnlyDictionary<string, object?> map, int depth)
    {
        e.CheckDepth(depth);
        e.Allocate(64 + 48L * map.Count);
        var made = map is ResultRecord ? new JsRecord() : new JsObject(Builtins.ObjectPrototype);
        foreach (var (name, value) in map) made.Define(name, In(e, value, depth + 1));
        return made;
    }

    private static JsArray List(Evaluation e, IReadOnlyList<object?> list, int depth)
    {
        e.CheckDepth(depth);
        e.Allocate(56 + 16L * list.Count);
        var items = new List<JsValue>(list.Count);
        for (var i = 0; i < list.Count; i++) items.Add(In(e, list[i], depth + 1));
        return new JsArray(items);
    }

    public static object? Out(Evaluation e, JsValue value, int depth = 0)
    {
        if (value.IsString) return Text(e, value.Text);
        if (value.IsNumber) return Number(value.Number);
        if (value.IsBool) return value.IsTrue;
        if (value.Object is not { } target) return null;
        e.CheckDepth(depth);
        switch (target)
        {
            case JsArray array: return Items(e, Iteration.Items(array), depth);
            case JsDate date: return double.IsNaN(date.Time) || Math.Abs(date.Time) > 253_402_300_799_999 ? null : Moment(date.Time);
            case JsNet net: return net.Value;
            case JsBoxed boxed: return Out(e, boxed.Value);
            case JsRegExp or JsFunction: return target is JsFunction ? null : JsConvert.ToText(e, value);
            case JsCollection { IsMap: true } map: return Entries(e, map, depth);
            case JsCollection set: return Items(e, Iteration.Entries(set, Iteration.Part.Key), depth);
            case JsIterator iterator: return Items(e, Iteration.Of(e, iterator), depth);
            case JsError: return JsConvert.ToText(e, value);
            default: return Members(e, target, depth);
        }
    }

    /// <summary>Whole numbers come out as such, so that a value is the same before and after it was saved.</summary>
    private static object Number(double number) =>
        number == Math.Truncate(number) && Math.Abs(number) <= 9007199254740991 && !(number == 0 && double.IsNegative(number)) ? (object)(long)number : number;

    private static DateTimeOffset? Moment(double time) => time < -62_135_596_800_000 ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)time);

    private static string Text(Evaluation e, string text) =>
        text.Length <= e.Limits.OutputChars
            ? text
            : throw new EngineFault(FaultCodes.ScriptOutput, $"The result of the script is longer than {e.Limits.OutputChars} characters.");

    private static List<object?> Items(Evaluation e, IEnumerable<JsValue> items, int depth)
    {
        var list = new List<object?>();
        foreach (var item in items)
        {
            e.Charge(1);
            e.Allocate(24);
            list.Add(Out(e, item, depth + 1));
        }
        return list;
    }

    private static Dictionary<string, object?> Entries(Evaluation e, JsCollection map, int depth)
    {
        var entries = new Dictionary<string, object?>();
        for (var i = 0; i < map.Entries.Count; i++)
            if (map.Entries[i] is var (key, value)) entries[JsConvert.ToText(e, key)] = Out(e, value, depth + 1);
        return entries;
    }

    private static Dictionary<string, object?> Members(Evaluation e, JsObject target, int depth)
    {
        var members = target is JsRecord ? new ResultRecord() : new Dictionary<string, object?>();
        foreach (var key in target.OwnKeys(e))
        {
            e.Charge(1);
            e.Allocate(64);
            members[key] = Out(e, target.Get(e, key), depth + 1);
        }
        return members;
    }
}
