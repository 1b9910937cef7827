using System.Globalization;
using System.Text.Json;

namespace Petitions.Engine;

/// <summary>The rules of converting.</summary>
public sealed partial class ValueKind
{
    /// <summary>
    /// The value in this type; null stays null, and blank text is null for every type but text. As in Elsa a value that does not have the form of
    /// the type becomes the type's empty value (0, false, no time at all, null); what is too large, broken JSON and an unknown choice are faults.
    /// </summary>
    /// <exception cref="EngineFault">The value cannot be converted (CONVERSION).</exception>
    public object? Convert(object? value)
    {
        try
        {
            return Converted(value);
        }
        catch (FormatException)
        {
            return Empty;
        }
    }

    /// <summary>What a designer should hear of a value that is written down: why it is not of this type; null when it is.</summary>
    public EngineFault? Refusal(object? value)
    {
        try
        {
            Converted(value);
            return null;
        }
        catch (FormatException e)
        {
            return Refuse(value!, e);
        }
        catch (EngineFault fault)
        {
            return fault;
        }
    }

    private object? Empty => _shape switch
    {
        Shape.Bool => false,
        Shape.Whole => 0L,
        Shape.Real => 0d,
        Shape.Exact => 0m,
        Shape.Guid => System.Guid.Empty,
        Shape.Moment => default(DateTimeOffset),
        Shape.DateTime => default(DateTime),
        Shape.Date => default(DateOnly),
        Shape.Time => default(TimeOnly),
        Shape.Span => TimeSpan.Zero,
        _ => null,
    };

    /// <exception cref="FormatException">It does not have the form.</exception>
    private object? Converted(object? value)
    {
        if (value is null || _shape == Shape.Any) return value;
        if (value is string blank && _shape != Shape.Text && string.IsNullOrWhiteSpace(blank)) return null;
        try
        {
            return _shape switch
            {
                Shape.Text => ToText(value),
                Shape.Bool => ToBool(value),
                Shape.Whole => ToWhole(value),
                Shape.Real => ToReal(value),
                Shape.Bytes => value is byte[] ? value : value is string text ? FromBase64(text) : throw new FormatException(),
                Shape.List => ToList(value),
                Shape.Map => ToMap(value),
                Shape.Json => value is string json ? Parsed(json) : value is IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> ? value : throw new FormatException(),
                Shape.Choice => ToChoice(value),
                _ when value is string broken && IsJson(broken) => throw Refuse(value),
                Shape.Exact => ToExact(value),
                Shape.Guid => value is Guid ? value : Guid.Parse(Text(value)),
                Shape.Moment => ToMoment(value),
                Shape.DateTime => value is DateTime ? value : ToMoment(value).UtcDateTime,
                Shape.Date => ToDate(value),
                Shape.Time => value is TimeOnly ? value : TimeOnly.Parse(Text(value), Invariant),
                Shape.Span => ToSpan(value),
                _ => throw new FormatException(),
            };
        }
        catch (Exception e) when (e is OverflowException or JsonException or ArgumentException)
        {
            throw Refuse(value, e);
        }
    }

    private EngineFault Refuse(object value, Exception? inner = null)
    {
        var text = Values.ToText(value) ?? "";
        if (text.Length > 80) text = text[..80] + "…";
        return new(FaultCodes.Conversion, $"\"{text}\" cannot be converted to {Name}.", inner);
    }

    private static string Text(object value) => value as string ?? throw new FormatException();

    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>Numbers as .NET writes them; lists and objects as JSON in ASCII quotes, as Elsa has it.</summary>
    private static string ToText(object value) => value switch
    {
        double number => number.ToString("R", Invariant),
        IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> => Values.ToElsaJson(value),
        _ => Values.ToText(value)!,
    };

    private static object ToBool(object value) => value switch
    {
        bool b => b,
        string s => bool.Parse(s),
        _ => Values.IsNumber(value) ? Values.ToDouble(value) != 0 : throw new FormatException(),
    };

    private object ToWhole(object value)
    {
        var whole = value switch
        {
            long n => n,
            int n => n,
            bool b => b ? 1L : 0L,
            double d => double.IsFinite(d) && Math.Abs(d) < 9.3e18 ? (long)Math.Round(d, MidpointRounding.ToEven) : throw new OverflowException(),
            decimal m => (long)Math.Round(m, MidpointRounding.ToEven),
            string s => long.Parse(s, NumberStyles.Integer, Invariant),
            _ => throw new FormatException(),
        };
        var (least, most) = Bounds.GetValueOrDefault(Bare(Name), (long.MinValue, long.MaxValue));
        return whole >= least && whole <= most ? whole : throw new OverflowException();
    }

    private static readonly Dictionary<string, (long Least, long Most)> Bounds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Byte"] = (byte.MinValue, byte.MaxValue), ["SByte"] = (sbyte.MinValue, sbyte.MaxValue), ["Int16"] = (short.MinValue, short.MaxValue),
        ["UInt16"] = (ushort.MinValue, ushort.MaxValue), ["Int32"] = (int.MinValue, int.MaxValue), ["Int"] = (int.MinValue, int.MaxValue),
        ["UInt32"] = (uint.MinValue, uint.MaxValue), ["UInt64"] = (0, long.MaxValue),
    };

    private static object ToReal(object value) => value switch
    {
        string s => double.Parse(s, Invariant),
        bool b => b ? 1d : 0d,
        _ => Values.IsNumber(value) ? Values.ToDouble(value) : throw new FormatException(),
    };

    private static object ToExact(object value) => value switch
    {
        decimal m => m,
        string s => decimal.Parse(s, NumberStyles.Number | NumberStyles.AllowExponent, Invariant),
        double d => (decimal)d,
        bool b => b ? 1m : 0m,
        _ => Values.IsNumber(value) ? (decimal)Values.ToDouble(value) : throw new FormatException(),
    };

    private static DateTimeOffset ToMoment(object value) => value switch
    {
        DateTimeOffset t => t,
        DateTime t => new DateTimeOffset(t.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(t, DateTimeKind.Utc) : t),
        DateOnly d => new DateTimeOffset(d.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        string s => DateTimeOffset.Parse(s, Invariant, DateTimeStyles.AssumeUniversal),
        _ => throw new FormatException(),
    };

    private static object ToDate(object value) => value switch
    {
        DateOnly day => day,
        string s when DateOnly.TryParse(s, Invariant, out var day) => day,
        _ => DateOnly.FromDateTime(ToMoment(value).DateTime),
    };

    private static object ToSpan(object value) => value switch
    {
        TimeSpan t => t,
        string s => TimeSpan.TryParse(s, Invariant, out var span) ? span : System.Xml.XmlConvert.ToTimeSpan(s),
        _ => throw new FormatException(),
    };

    private static byte[] FromBase64(string text)
    {
        try
        {
            return System.Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    /// <summary>One text is a list of one text; a list of anything is made of its letters. What is no list at all is none.</summary>
    private object? ToList(object value)
    {
        if (value is string text)
        {
            if (IsJson(text)) value = Values.FromJson(text)!;
            else return _item!._shape == Shape.Text ? new List<object?> { text } : text.Select(letter => _item.Convert(letter.ToString())).ToList();
        }
        if (value is IReadOnlyDictionary<string, object?>) throw Refuse(value);
        if (value is not IReadOnlyList<object?> list) throw new FormatException();
        if (_item!.IsAny) return list;
        var converted = new List<object?>(list.Count);
        foreach (var item in list) converted.Add(_item.Convert(item));
        return converted;
    }

    private object ToMap(object value)
    {
        if (value is string text) value = Parsed(text);
        else if (value is not IReadOnlyDictionary<string, object?>) throw new FormatException();
        return value is IReadOnlyDictionary<string, object?> ? value : throw Refuse(value);
    }

    private static object Parsed(string json) => IsJson(json) ? Values.FromJson(json)! : throw new FormatException();

    private object ToChoice(object value)
    {
        if (value is string name && _choices.Contains(name, StringComparer.Ordinal)) return name;
        if (Values.IsNumber(value) && Values.ToDouble(value) is var index && index >= 0 && index < _choices.Count) return _choices[(int)index];
        throw Refuse(value);
    }
}
