using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>String. What takes regular expressions too is in <see cref="RegExpLibrary"/>.</summary>
internal static class StringLibrary
{
    public static void Fill()
    {
        var p = Builtins.StringPrototype;
        var constructor = Builtins.Constructor("String", 1, p,
            static (e, _, a) => a.Length == 0 ? "" : e.Made(JsConvert.ToText(e, a[0])),
            static (e, a) => new JsBoxed(a.Length == 0 ? "" : JsConvert.ToText(e, a[0]), Builtins.StringPrototype));
        Builtins.Method(constructor, "fromCharCode", 1, static (e, _, a) => e.Made(string.Concat(a.Select(c => (char)JsConvert.ToInt32(e, c)))));
        Builtins.Method(constructor, "fromCodePoint", 1, static (e, _, a) => e.Made(string.Concat(a.Select(c => FromCodePoint(e, c)))));
        Builtins.Method(constructor, "raw", 1, Raw);
        FillParts(p);
        FillChanges(p);
        FillTests(p);
    }

    /// <summary>The string a method was called on.</summary>
    public static string This(Evaluation e, JsValue self)
    {
        if (self.IsString) return self.Text;
        if (self.Object is JsBoxed { Value.IsString: true } boxed) return boxed.Value.Text;
        if (self.IsNullish) throw e.TypeError("String.prototype method called on null or undefined");
        return JsConvert.ToText(e, self);
    }

    private static string Text(Evaluation e, JsValue[] args, int index = 0) => JsConvert.ToText(e, args.Arg(index));

    private static void FillParts(JsObject p)
    {
        Builtins.Method(p, "at", 1, static (e, self, a) =>
        {
            var (text, at) = (This(e, self), JsConvert.ToInteger(e, a.Arg(0)));
            if (at < 0) at += text.Length;
            return at >= 0 && at < text.Length ? JsText.Char(text[(int)at]) : JsValue.Undefined;
        });
        Builtins.Method(p, "charAt", 1, static (e, self, a) => Code(e, self, a) is >= 0 and var code ? JsText.Char((char)code) : "");
        Builtins.Method(p, "charCodeAt", 1, static (e, self, a) => Code(e, self, a) is >= 0 and var code ? code : double.NaN);
        Builtins.Method(p, "codePointAt", 1, static (e, self, a) =>
        {
            var (text, at) = (This(e, self), JsConvert.ToInteger(e, a.Arg(0)));
            if (at < 0 || at >= text.Length) return JsValue.Undefined;
            return Rune.TryGetRuneAt(text, (int)at, out var rune) ? rune.Value : text[(int)at];
        });
        Builtins.Method(p, "slice", 2, static (e, self, a) =>
        {
            var text = This(e, self);
            var start = ArrayLibrary.Place(e, a.Arg(0), text.Length, 0);
            var end = ArrayLibrary.Place(e, a.Arg(1), text.Length, text.Length);
            return e.Made(end > start ? text[start..end] : "");
        });
        Builtins.Method(p, "substring", 2, static (e, self, a) =>
        {
            var text = This(e, self);
            var start = (int)Math.Clamp(JsConvert.ToInteger(e, a.Arg(0)), 0, text.Length);
            var end = a.Arg(1).IsUndefined ? text.Length : (int)Math.Clamp(JsConvert.ToInteger(e, a[1]), 0, text.Length);
            return e.Made(text[Math.Min(start, end)..Math.Max(start, end)]);
        });
        Builtins.Method(p, "substr", 2, static (e, self, a) =>
        {
            var text = This(e, self);
            var start = ArrayLibrary.Place(e, a.Arg(0), text.Length, 0);
            var length = a.Arg(1).IsUndefined ? text.Length - start : (int)Math.Clamp(JsConvert.ToInteger(e, a[1]), 0, text.Length - start);
            return e.Made(text.Substring(start, length));
        });
        Builtins.Method(p, "isWellFormed", 0, static (e, self, _) => WellFormed(e, self).Equals(This(e, self), StringComparison.Ordinal));
        Builtins.Method(p, "toWellFormed", 0, static (e, self, _) => WellFormed(e, self));
        Builtins.Method(p, "toString", 0, static (e, self, _) => This(e, self));
        Builtins.Method(p, "valueOf", 0, static (e, self, _) => This(e, self));
        Builtins.Method(p, Symbols.Iterator.Key, 0, static (e, self, _) => new JsIterator(Iteration.Of(e, This(e, self)).GetEnumerator()));
        Builtins.Getter(p, "length", static (e, self, _) => This(e, self).Length);
    }

    /// <summary>With the sign for an unreadable character in place of half ones.</summary>
    private static string WellFormed(Evaluation e, JsValue self) => e.Made(string.Concat(e.Walk(This(e, self)).EnumerateRunes()));

    private static int Code(Evaluation e, JsValue self, JsValue[] args)
    {
        var (text, at) = (This(e, self), JsConvert.ToInteger(e, args.Arg(0)));
        return at >= 0 && at < text.Length ? text[(int)at] : -1;
    }

    private static void FillChanges(JsObject p)
    {
        Builtins.Method(p, "concat", 1, static (e, self, a) =>
        {
            var text = This(e, self);
            for (var i = 0; i < a.Length; i++) text = e.Made(text + Text(e, a, i));
            return text;
        });
        Builtins.Method(p, "repeat", 1, Repeat);
        Builtins.Method(p, "padStart", 2, static (e, self, a) => Pad(e, self, a, atStart: true));
        Builtins.Method(p, "padEnd", 2, static (e, self, a) => Pad(e, self, a, atStart: false));
        Builtins.Method(p, "trim", 0, static (e, self, _) => e.Made(JsText.Trim(e.Look(This(e, self)))));
        Builtins.Method(p, "trimStart", 0, static (e, self, _) => e.Made(JsText.TrimStart(e.Look(This(e, self)))));
        Builtins.Method(p, "trimEnd", 0, static (e, self, _) => e.Made(JsText.TrimEnd(e.Look(This(e, self)))));
        Builtins.Method(p, "toLowerCase", 0, static (e, self, _) => e.Made(This(e, self).ToLowerInvariant()));
        Builtins.Method(p, "toUpperCase", 0, static (e, self, _) => e.Made(This(e, self).Replace("ß", "SS").ToUpperInvariant()));
        Builtins.Method(p, "toLocaleLowerCase", 0, static (e, self, _) => e.Made(This(e, self).ToLowerInvariant()));
        Builtins.Method(p, "toLocaleUpperCase", 0, static (e, self, _) => e.Made(This(e, self).Replace("ß", "SS").ToUpperInvariant()));
        Builtins.Method(p, "normalize", 0, Normalize);
    }

    private static JsValue Normalize(Evaluation e, JsValue self, JsValue[] args)
    {
        var form = args.Arg(0).IsUndefined ? NormalizationForm.FormC : Text(e, args) switch
        {
            "NFC" => NormalizationForm.FormC, "NFD" => NormalizationForm.FormD, "NFKC" => NormalizationForm.FormKC, "NFKD" => NormalizationForm.FormKD,
            _ => throw e.RangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD."),
        };
        var (text, made, from) = (e.Walk(This(e, self)), new StringBuilder(), 0);
        for (var i = 0; i < text.Length; i++)
        {
            // Half characters and U+FFFE stay as they are; .NET refuses to look at them.
            if (!char.IsSurrogate(text[i]) && text[i] != '\uFFFE') continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i)) i++;
            else
            {
                made.Append(text[from..i].Normalize(form)).Append(text[i]);
                from = i + 1;
            }
        }
        return e.Made(made.Append(text[from..].Normalize(form)).ToString());
    }

    private static void FillTests(JsObject p)
    {
        Builtins.Method(p, "includes", 1, static (e, self, a) => Find(e, self, a) >= 0);
        Builtins.Method(p, "indexOf", 1, static (e, self, a) => Find(e, self, a));
        Builtins.Method(p, "lastIndexOf", 1, static (e, self, a) =>
        {
            var (text, part, from) = (This(e, self), Text(e, a), JsConvert.ToNumber(e, a.Arg(1)));
            e.LookFor(part, text);
            e.Charge(text.Length / 16);
            var last = text.Length - part.Length;
            for (var i = double.IsNaN(from) ? last : (int)Math.Min(Math.Max(from, 0), last); i >= 0; i--)
                if (string.CompareOrdinal(text, i, part, 0, part.Length) == 0) return i;
            return -1;
        });
        Builtins.Method(p, "startsWith", 1, static (e, self, a) =>
        {
            var (text, part) = (This(e, self), e.Look(Plain(e, a)));
            var at = (int)Math.Clamp(JsConvert.ToInteger(e, a.Arg(1)), 0, text.Length);
            return text.AsSpan(at).StartsWith(part, StringComparison.Ordinal);
        });
        Builtins.Method(p, "endsWith", 1, static (e, self, a) =>
        {
            var (text, part) = (This(e, self), e.Look(Plain(e, a)));
            var end = a.Arg(1).IsUndefined ? text.Length : (int)Math.Clamp(JsConvert.ToInteger(e, a[1]), 0, text.Length);
            return text.AsSpan(0, end).EndsWith(part, StringComparison.Ordinal);
        });
        Builtins.Method(p, "localeCompare", 1, static (e, self, a) => Math.Sign(CultureInfo.InvariantCulture.CompareInfo.Compare(e.Walk(This(e, self)), e.Walk(Text(e, a)))));
    }

    private static string Plain(Evaluation e, JsValue[] args) =>
        args.Arg(0).As<JsRegExp>() is null ? Text(e, args) : throw e.TypeError("First argument must not be a regular expression");

    private static int Find(Evaluation e, JsValue self, JsValue[] args)
    {
        var (text, part) = (This(e, self), Plain(e, args));
        e.LookFor(part, text);
        return text.IndexOf(part, (int)Math.Clamp(JsConvert.ToInteger(e, args.Arg(1)), 0, text.Length), StringComparison.Ordinal);
    }

    private static string FromCodePoint(Evaluation e, JsValue value)
    {
        var code = JsConvert.ToNumber(e, value);
        if (code != Math.Truncate(code) || code is < 0 or > 0x10FFFF) throw e.RangeError("Invalid code point " + NumberText.Of(code));
        return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
    }

    private static JsValue Raw(Evaluation e, JsValue self, JsValue[] args)
    {
        var raws = Properties.Get(e, args.Arg(0), "raw").As<JsArray>() ?? throw e.TypeError("String.raw needs a template");
        var text = new StringBuilder();
        for (var i = 0; i < raws.Items.Count; i++)
        {
            text.Append(JsConvert.ToText(e, raws.At(i)));
            if (i + 1 < raws.Items.Count && i + 1 < args.Length) text.Append(Text(e, args, i + 1));
        }
        return e.Made(text.ToString());
    }

    private static JsValue Repeat(Evaluation e, JsValue self, JsValue[] args)
    {
        var (text, times) = (This(e, self), JsConvert.ToInteger(e, args.Arg(0)));
        if (times < 0 || double.IsInfinity(times)) throw e.RangeError("Invalid count value: " + NumberText.Of(times));
        if (text.Length == 0 || times == 0) return "";
        // Paid for before it is made: this is how bombs are built.
        if (text.Length * times > int.MaxValue / 4) throw e.OutOfMemory();
        e.Allocate((long)(2 * text.Length * times));
        return new StringBuilder().Insert(0, text, (int)times).ToString();
    }

    private static JsValue Pad(Evaluation e, JsValue self, JsValue[] args, bool atStart)
    {
        var (text, length) = (This(e, self), JsConvert.ToInteger(e, args.Arg(0)));
        var filler = args.Arg(1).IsUndefined ? " " : Text(e, args, 1);
        if (length <= text.Length || filler.Length == 0) return text;
        if (length > int.MaxValue / 4) throw e.OutOfMemory();
        e.Allocate((long)(4 * length));
        var missing = (int)length - text.Length;
        var pad = new StringBuilder().Insert(0, filler, missing / filler.Length + 1).ToString(0, missing);
        return atStart ? pad + text : text + pad;
    }
}
