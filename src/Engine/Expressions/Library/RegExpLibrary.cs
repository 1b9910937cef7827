using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>RegExp, and the methods of strings that take one.</summary>
internal static partial class RegExpLibrary
{
    public static void Fill()
    {
        var p = Builtins.RegExpPrototype;
        Builtins.Constructor("RegExp", 2, p, static (e, _, a) => Make(e, a), Make);
        Builtins.Method(p, "test", 1, static (e, self, a) => Execute(e, This(e, self), JsConvert.ToText(e, a.Arg(0))) is not null);
        Builtins.Method(p, "exec", 1, static (e, self, a) =>
            JsConvert.ToText(e, a.Arg(0)) is var text && Execute(e, This(e, self), text) is { } match ? Result(e, This(e, self), match, text) : JsValue.Null);
        Builtins.Method(p, "toString", 0, static (e, self, _) => $"/{Source(This(e, self))}/{This(e, self).Pattern.Flags}");
        Builtins.Getter(p, "source", static (e, self, _) => Source(This(e, self)));
        Builtins.Getter(p, "flags", static (e, self, _) => string.Concat(This(e, self).Pattern.Flags.Order()));
        foreach (var (name, flag) in ((string, char)[])
                 [("global", 'g'), ("ignoreCase", 'i'), ("multiline", 'm'), ("sticky", 'y'), ("unicode", 'u'), ("dotAll", 's'), ("hasIndices", 'd')])
            Builtins.Getter(p, name, (e, self, _) => This(e, self).Pattern.Has(flag));
        FillStrings(Builtins.StringPrototype);
    }

    private static void FillStrings(JsObject p)
    {
        Builtins.Method(p, "match", 1, MatchIn);
        Builtins.Method(p, "matchAll", 1, MatchAll);
        Builtins.Method(p, "search", 1, static (e, self, a) =>
            StringLibrary.This(e, self) is var text && RegexOf(e, a.Arg(0), "") is var regex && At(e, regex, text, 0) is { } match ? match.Index : -1);
        Builtins.Method(p, "replace", 2, static (e, self, a) => Replace(e, StringLibrary.This(e, self), a, all: false));
        Builtins.Method(p, "replaceAll", 2, static (e, self, a) => Replace(e, StringLibrary.This(e, self), a, all: true));
        Builtins.Method(p, "split", 2, Split);
    }

    private static JsRegExp This(Evaluation e, JsValue self) => self.As<JsRegExp>() ?? throw e.TypeError("This is not a regular expression");

    private static string Source(JsRegExp regex) => regex.Pattern.Source.Length == 0 ? "(?:)" : Slashed(regex.Pattern.Source);

    /// <summary>The source as it would stand between slashes.</summary>
    private static string Slashed(string source)
    {
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '\\' && i + 1 < source.Length) text.Append(source[i++]);
            else if (source[i] == '[') inClass = true;
            else if (source[i] == ']') inClass = false;
            else if (source[i] == '/' && !inClass) text.Append('\\');
            text.Append(source[i]);
        }
        return text.ToString();
    }

    private static JsValue Make(Evaluation e, JsValue[] args)
    {
        e.Allocate(2000);
        e.Charge(500);
        var known = args.Arg(0).As<JsRegExp>();
        var flags = args.Arg(1).IsUndefined ? known?.Pattern.Flags ?? "" : JsConvert.ToText(e, args[1]);
        var source = known?.Pattern.Source ?? (args.Arg(0).IsUndefined ? "" : JsConvert.ToText(e, args[0]));
        return new JsRegExp(Pattern.Of(e, source, flags));
    }

    private static JsRegExp RegexOf(Evaluation e, JsValue value, string flags) =>
        value.As<JsRegExp>() ?? Make(e, [value, flags]).As<JsRegExp>()!;

    /// <summary>What was found: the places of the groups, two for each.</summary>
    private sealed record Match(JsRegExp Regex, string Text, int[] Places)
    {
        public int Index => Places[0];
        public int End => Places[1];
        public bool IsEmpty => Index == End;

        public IEnumerable<JsValue> Groups => Enumerable.Range(0, Places.Length / 2).Select(Group);

        public JsValue Group(int index) => Places[index * 2] < 0 || Places[index * 2 + 1] < 0 ? JsValue.Undefined : Text[Places[index * 2]..Places[index * 2 + 1]];

        /// <summary>Where to look after an empty match.</summary>
        public int Next => !IsEmpty ? End : Regex.Pattern.Has('u') && End + 1 < Text.Length && char.IsSurrogatePair(Text, End) ? End + 2 : End + 1;
    }

    /// <summary>One match, from lastIndex where the flags g or y say so.</summary>
    private static Match? Execute(Evaluation e, JsRegExp regex, string text)
    {
        var remembers = regex.IsGlobal || regex.IsSticky;
        var from = remembers ? JsConvert.ToInteger(e, regex.Get(e, "lastIndex")) : 0;
        var match = from > text.Length ? null : At(e, regex, text, (int)Math.Max(0, from));
        if (remembers) SetLast(regex, match?.End ?? 0);
        return match;
    }

    private static void SetLast(JsRegExp regex, int at) => regex.Define("lastIndex", at, Traits.Hidden | Traits.Fixed);

    private static Match? At(Evaluation e, JsRegExp regex, string text, int from)
    {
        e.Charge(1);
        e.Allocate(200 + 8L * regex.Pattern.SlotCount);
        return new PatternMatcher(e, regex.Pattern, text).Find(from, regex.IsSticky) is { } places ? new(regex, text, places) : null;
    }

    private static IEnumerable<Match> Matches(Evaluation e, JsRegExp regex, string text, int from = 0)
    {
        while (from <= text.Length && At(e, regex, text, from) is { } match)
        {
            yield return match;
            from = match.Next;
        }
    }

    /// <summary>All matches from the beginning, as match and replace want them; the expression begins anew afterwards.</summary>
    private static IEnumerable<Match> All(Evaluation e, JsRegExp regex, string text)
    {
        SetLast(regex, 0);
        return Matches(e, regex, text);
    }

    private static JsArray Result(Evaluation e, JsRegExp regex, Match match, string text)
    {
        e.Allocate(200 + 2L * (match.End - match.Index) * (match.Places.Length / 2));
        var result = new JsArray([.. match.Groups]);
        result.Define("index", match.Index);
        result.Define("input", text);
        result.Define("groups", Groups(regex, match));
        return result;
    }

    private static JsValue Groups(JsRegExp regex, Match match)
    {
        var names = regex.Pattern.GroupNames;
        if (names.All(n => n is null)) return JsValue.Undefined;
        var groups = new JsObject(null);
        for (var i = 1; i < names.Count; i++)
            if (names[i] is { } name) groups.Define(name, match.Group(i));
        return groups;
    }

    private static JsValue MatchIn(Evaluation e, JsValue self, JsValue[] args)
    {
        var text = StringLibrary.This(e, self);
        var regex = RegexOf(e, args.Arg(0), "");
        if (!regex.IsGlobal) return Execute(e, regex, text) is { } match ? Result(e, regex, match, text) : JsValue.Null;
        var all = ArrayLibrary.New(e, []);
        foreach (var each in All(e, regex, text)) all.Push(e, e.Made(each.Group(0).Text));
        return all.Items.Count == 0 ? JsValue.Null : all;
    }

    private static JsValue MatchAll(Evaluation e, JsValue self, JsValue[] args)
    {
        var text = StringLibrary.This(e, self);
        var regex = RegexOf(e, args.Arg(0), "g");
        if (!regex.IsGlobal) throw e.TypeError("String.prototype.matchAll called with a non-global RegExp argument");
        var last = (int)Math.Clamp(JsConvert.ToInteger(e, regex.Get(e, "lastIndex")), 0, text.Length);
        return new JsIterator(Matches(e, regex, text, last).Select(m => (JsValue)Result(e, regex, m, text)).GetEnumerator());
    }
}
