namespace Petitions.Engine.Expressions;

/// <summary>
/// Values of the workflow into a script and back. A script cannot change what it was shown: it works on objects of its own, which are made as far as
/// it touches them.
/// </summary>
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
        e.Allocate(144);
        if (map is not ResultRecord) return new JsShown(e, map, depth);
        var made = new JsRecord();
        e.Allocate(48L * map.Count);
        foreach (var (name, value) in map) made.Define(name, In(e, value, depth + 1));
        return made;
    }

    private static JsArray List(Evaluation e, IReadOnlyList<object?> list, int depth)
    {
        e.CheckDepth(depth);
        e.Allocate(120 + 16L * list.Count);
        return new JsArray(list, item => In(e, item, depth + 1));
    }

    /// <summary>True when the script has left a value as the workflow gave it. Nothing is made to find out.</summary>
    public static bool StillSays(Evaluation e, JsValue value, object? given)
    {
        if (value.IsNull) return given is null;
        if (value.IsString) return given is string or DateOnly or TimeOnly && value.Text == Values.ToText(given);
        if (value.IsNumber) return given is not null && Values.IsNumber(given) && Values.ToDouble(given).Equals(value.Number);
        if (value.IsBool) return given is bool flag && flag == value.IsTrue;
        return value.Object switch
        {
            JsShown shown => given is IReadOnlyDictionary<string, object?> map && shown.StillSays(map),
            JsArray array => given is IReadOnlyList<object?> list && array.StillSays(e, list),
            JsNet net => ReferenceEquals(net.Value, given),
            JsDate date => given is DateTimeOffset or DateTime && In(e, given).As<JsDate>()!.Time.Equals(date.Time),
            _ => false,
        };
    }

    /// <exception cref="EngineFault">SCRIPT_OUTPUT: written as JSON it would be longer than the limit.</exception>
    public static object? Out(Evaluation e, JsValue value)
    {
        e.BeginOutput();
        return Out(e, value, 0);
    }

    private static object? Out(Evaluation e, JsValue value, int depth)
    {
        if (value.IsString) return Text(e, value.Text);
        e.Put(4);
        if (value.IsNumber) return Number(value.Number);
        if (value.IsBool) return value.IsTrue;
        if (value.Object is not { } target) return null;
        e.CheckDepth(depth);
        switch (target)
        {
            case JsShown shown when shown.StillSays(shown.Given): return Given(e, shown.Given);
            case JsArray { Given: { } list } array when array.StillSays(e, list): return Given(e, list);
            case JsArray array: return Items(e, Iteration.Items(array), depth);
            case JsDate date: return double.IsNaN(date.Time) || Math.Abs(date.Time) > 253_402_300_799_999 ? null : Moment(date.Time);
            case JsNet net: return net.Value;
            case JsBoxed boxed: return Out(e, boxed.Value, depth);
            case JsFunction: return null;
            case JsRegExp or JsError: return Text(e, JsConvert.ToText(e, value));
            case JsCollection { IsMap: true } map: return Entries(e, map, depth);
            case JsCollection set: return Items(e, Iteration.Entries(e, set, Iteration.Part.Key), depth);
            case JsIterator iterator: return Items(e, Iteration.Of(e, iterator), depth);
            default: return Members(e, target, depth);
        }
    }

    /// <summary>What the script left as it was is handed back as it is: values of the workflow are never changed after they were made.</summary>
    private static object Given(Evaluation e, object value)
    {
        PutAll(e, value);
        return value is IReadOnlyDictionary<string, object?> and not Dictionary<string, object?> ? new Dictionary<string, object?>((IReadOnlyDictionary<string, object?>)value) : value;
    }

    private static void PutAll(Evaluation e, object? value)
    {
        switch (value)
        {
            case string text: Text(e, text); break;
            case IReadOnlyDictionary<string, object?> map:
                e.Charge(1);
                foreach (var (name, item) in map)
                {
                    e.Put(name.Length);
                    PutAll(e, item);
                }
                break;
            case IReadOnlyList<object?> list:
                e.Charge(1);
                for (var i = 0; i < list.Count; i++) PutAll(e, list[i]);
                break;
            default: e.Put(4); break;
        }
    }

    /// <summary>Whole numbers come out as such, so that a value is the same before and after it was saved.</summary>
    private static object Number(double number) =>
        number == Math.Truncate(number) && Math.Abs(number) <= 9007199254740991 && !(number == 0 && double.IsNegative(number)) ? (object)(long)number : number;

    private static DateTime? Moment(double time) => time < -62_135_596_800_000 ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)time).UtcDateTime;

    private static string Text(Evaluation e, string text)
    {
        e.Put(text.Length + 3);
        return text;
    }

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
        {
            if (map.Entries[i] is not var (key, value)) continue;
            e.Charge(1);
            e.Allocate(64);
            entries[Text(e, JsConvert.ToText(e, key))] = Out(e, value, depth + 1);
        }
        return entries;
    }

    private static Dictionary<string, object?> Members(Evaluation e, JsObject target, int depth)
    {
        var members = target is JsRecord ? new ResultRecord() : new Dictionary<string, object?>();
        foreach (var key in target.OwnKeys(e))
        {
            e.Charge(1);
            e.Allocate(64);
            e.Put(key.Length);
            members[key] = Out(e, target.Get(e, key), depth + 1);
        }
        return members;
    }
}
