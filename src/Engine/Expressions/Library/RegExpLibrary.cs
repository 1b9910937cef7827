using System.Text;
using System.Text.RegularExpressions;

namespace Petitions.Engine.Expressions;

/// <summary>RegExp, and the methods of strings that take one.</summary>
internal static class RegExpLibrary
{
    public static void Fill()
    {
        var p = Builtins.RegExpPrototype;
        Builtins.Constructor("RegExp", 2, p, static (e, _, a) => Make(e, a), Make);
        Builtins.Method(p, "test", 1, static (e, self, a) => Execute(e, This(e, self), JsConvert.ToText(e, a.Arg(0))) is not null);
        Builtins.Method(p, "exec", 1, static (e, self, a) =>
            JsConvert.ToText(e, a.Arg(0)) is var text && Execute(e, This(e, self), text) is { } match ? Result(e, This(e, self), match, text) : JsValue.Null);
        Builtins.Method(p, "toString", 0, static (e, self, _) => $"/{Source(This(e, self))}/{This(e, self).Translation.Flags}");
        Builtins.Getter(p, "source", static (e, self, _) => Source(This(e, self)));
        Builtins.Getter(p, "flags", static (e, self, _) => string.Concat(This(e, self).Translation.Flags.Order()));
        foreach (var (name, flag) in ((string, char)[])
                 [("global", 'g'), ("ignoreCase", 'i'), ("multiline", 'm'), ("sticky", 'y'), ("unicode", 'u'), ("dotAll", 's')])
            Builtins.Getter(p, name, (e, self, _) => This(e, self).Translation.Flags.Contains(flag));
        FillStrings(Builtins.StringPrototype);
    }

    private static void FillStrings(JsObject p)
    {
        Builtins.Method(p, "match", 1, MatchIn);
        Builtins.Method(p, "matchAll", 1, MatchAll);
        Builtins.Method(p, "search", 1, static (e, self, a) =>
            StringLibrary.This(e, self) is var text && Pattern(e, a.Arg(0), "") is var regex && e.Match(() => regex.Regex.Match(text)) is { Success: true } match ? match.Index : -1);
        Builtins.Method(p, "replace", 2, static (e, self, a) => Replace(e, StringLibrary.This(e, self), a, all: false));
        Builtins.Method(p, "replaceAll", 2, static (e, self, a) => Replace(e, StringLibrary.This(e, self), a, all: true));
        Builtins.Method(p, "split", 2, Split);
    }

    private static JsRegExp This(Evaluation e, JsValue self) => self.As<JsRegExp>() ?? throw e.TypeError("This is not a regular expression");

    private static string Source(JsRegExp regex) => regex.Translation.Source.Length == 0 ? "(?:)" : Slashed(regex.Translation.Source);

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
        var flags = args.Arg(1).IsUndefined ? known?.Translation.Flags ?? "" : JsConvert.ToText(e, args[1]);
        var source = known?.Translation.Source ?? (args.Arg(0).IsUndefined ? "" : JsConvert.ToText(e, args[0]));
        return new JsRegExp(RegexTranslation.Of(e, source, flags));
    }

    private static JsRegExp Pattern(Evaluation e, JsValue value, string flags) =>
        value.As<JsRegExp>() ?? Make(e, [value, flags]).As<JsRegExp>()!;

    /// <summary>One match, from lastIndex where the flags g or y say so.</summary>
    private static Match? Execute(Evaluation e, JsRegExp regex, string text)
    {
        var remembers = regex.IsGlobal || regex.IsSticky;
        var from = remembers ? JsConvert.ToInteger(e, regex.Get(e, "lastIndex")) : 0;
        var match = from > text.Length ? null : At(e, regex, text, (int)from);
        if (match is not null && regex.IsSticky && match.Index != (int)from) match = null;
        if (remembers) regex.Define("lastIndex", match is null ? 0 : match.Index + match.Length, hidden: true);
        return match;
    }

    private static Match? At(Evaluation e, JsRegExp regex, string text, int from)
    {
        e.Charge(1 + (text.Length - from) / 32);
        var match = e.Match(() => regex.Regex.Match(text, from));
        return match.Success ? match : null;
    }

    private static IEnumerable<Match> Matches(Evaluation e, JsRegExp regex, string text)
    {
        var from = 0;
        while (from <= text.Length && At(e, regex, text, from) is { } match)
        {
            yield return match;
            from = match.Length == 0 ? match.Index + 1 : match.Index + match.Length;
        }
    }

    private static JsArray Result(Evaluation e, JsRegExp regex, Match match, string text)
    {
        e.Allocate(200 + 2L * match.Length * match.Groups.Count);
        var result = new JsArray([.. match.Groups.Values.Select(Value)]);
        result.Define("index", match.Index);
        result.Define("input", text);
        result.Define("groups", Groups(regex, match));
        return result;
    }

    private static JsValue Value(Group group) => group.Success ? group.Value : JsValue.Undefined;

    private static JsValue Groups(JsRegExp regex, Match match)
    {
        var names = regex.Translation.GroupNames;
        if (names.All(n => n is null)) return JsValue.Undefined;
        var groups = new JsObject(null);
        for (var i = 1; i < names.Count; i++)
            if (names[i] is { } name) groups.Define(name, Value(match.Groups[i]));
        return groups;
    }

    private static JsValue MatchIn(Evaluation e, JsValue self, JsValue[] args)
    {
        var text = StringLibrary.This(e, self);
        var regex = Pattern(e, args.Arg(0), "");
        if (!regex.IsGlobal) return Execute(e, regex, text) is { } match ? Result(e, regex, match, text) : JsValue.Null;
        var all = ArrayLibrary.New(e, []);
        foreach (var each in Matches(e, regex, text)) all.Push(e, e.Made(each.Value));
        return all.Items.Count == 0 ? JsValue.Null : all;
    }

    private static JsValue MatchAll(Evaluation e, JsValue self, JsValue[] args)
    {
        var text = StringLibrary.This(e, self);
        var regex = Pattern(e, args.Arg(0), "g");
        if (!regex.IsGlobal) throw e.TypeError("String.prototype.matchAll called with a non-global RegExp argument");
        return new JsIterator(Matches(e, regex, text).Select(m => (JsValue)Result(e, regex, m, text)).GetEnumerator());
    }

    private static JsValue Replace(Evaluation e, string text, JsValue[] args, bool all)
    {
        if (args.Arg(0).As<JsRegExp>() is not { } regex) return ReplaceText(e, text, args, all);
        if (all && !regex.IsGlobal) throw e.TypeError("replaceAll must be called with a global RegExp");
        var result = new StringBuilder();
        var last = 0;
        var matches = regex.IsGlobal ? Matches(e, regex, text) : Execute(e, regex, text) is { } one ? [one] : (IEnumerable<Match>)[];
        foreach (var match in matches)
        {
            result.Append(text, last, match.Index - last);
            var groups = match.Groups.Values.Skip(1).Select(Value).ToArray();
            Append(e, result, Replacement(e, args.Arg(1), match.Value, groups, Groups(regex, match), match.Index, text));
            last = match.Index + match.Length;
        }
        return e.Made(result.Append(text, last, text.Length - last).ToString());
    }

    private static JsValue ReplaceText(Evaluation e, string text, JsValue[] args, bool all)
    {
        var part = JsConvert.ToText(e, args.Arg(0));
        var result = new StringBuilder();
        var last = 0;
        var from = 0;
        while (from <= text.Length && text.IndexOf(part, from, StringComparison.Ordinal) is >= 0 and var at)
        {
            e.Charge(1);
            result.Append(text, last, at - last);
            Append(e, result, Replacement(e, args.Arg(1), part, [], JsValue.Undefined, at, text));
            last = at + part.Length;
            from = part.Length == 0 ? at + 1 : last;
            if (!all) break;
        }
        return e.Made(result.Append(text, last, text.Length - last).ToString());
    }

    private static void Append(Evaluation e, StringBuilder to, string text)
    {
        e.Allocate(2L * text.Length);
        to.Append(text);
    }

    private static string Replacement(Evaluation e, JsValue by, string found, JsValue[] groups, JsValue named, int at, string text)
    {
        if (by.Function is { } function)
        {
            JsValue[] args = named.IsUndefined ? [found, .. groups, at, text] : [found, .. groups, at, text, named];
            return JsConvert.ToText(e, function.Call(e, JsValue.Undefined, args));
        }
        var template = JsConvert.ToText(e, by);
        return template.Contains('$') ? Expand(e, template, found, groups, named, at, text) : template;
    }

    /// <summary>$$, $&amp;, $`, $', $1 and $&lt;name&gt;.</summary>
    private static string Expand(Evaluation e, string template, string found, JsValue[] groups, JsValue named, int at, string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var next = i + 1 < template.Length ? template[i + 1] : '\0';
            if (template[i] != '$' || next == '\0') result.Append(template[i]);
            else if (next == '$') result.Append(template[++i]);
            else if (next == '&') (i, _) = (i + 1, result.Append(found));
            else if (next == '`') (i, _) = (i + 1, result.Append(text, 0, at));
            else if (next == '\'') (i, _) = (i + 1, result.Append(text, at + found.Length, text.Length - at - found.Length));
            else if (next == '<' && named.IsObject && template.IndexOf('>', i) is > 0 and var end)
            {
                var value = named.Object!.Get(e, template[(i + 2)..end]);
                if (!value.IsUndefined) result.Append(value.Text);
                i = end;
            }
            else if (GroupNumber(template, i + 1, groups.Length) is var (number, digits) && digits > 0)
            {
                if (groups[number - 1].IsString) result.Append(groups[number - 1].Text);
                i += digits;
            }
            else result.Append('$');
            e.Charge(1);
            if (result.Length > JsArray.Longest) throw e.OutOfMemory();
        }
        return result.ToString();
    }

    private static (int Number, int Digits) GroupNumber(string template, int at, int groups)
    {
        if (!char.IsAsciiDigit(template[at])) return (0, 0);
        var one = template[at] - '0';
        var two = at + 1 < template.Length && char.IsAsciiDigit(template[at + 1]) ? one * 10 + template[at + 1] - '0' : 0;
        if (two > 0 && two <= groups) return (two, 2);
        return one > 0 && one <= groups ? (one, 1) : (0, 0);
    }

    private static JsValue Split(Evaluation e, JsValue self, JsValue[] args)
    {
        var text = StringLibrary.This(e, self);
        var limit = args.Arg(1).IsUndefined ? uint.MaxValue : (uint)JsConvert.ToInt32(e, args[1]);
        var parts = ArrayLibrary.New(e, []);
        if (args.Arg(0).IsUndefined) parts.Push(e, text);
        else if (args.Arg(0).As<JsRegExp>() is { } regex) SplitBy(e, regex, text, parts);
        else SplitBy(e, JsConvert.ToText(e, args[0]), text, parts);
        if (parts.Items.Count > limit) parts.Items.RemoveRange((int)limit, parts.Items.Count - (int)limit);
        return parts;
    }

    private static void SplitBy(Evaluation e, string separator, string text, JsArray parts)
    {
        e.Charge(text.Length / 16);
        if (separator.Length == 0)
        {
            foreach (var c in text) parts.Push(e, JsText.Char(c));
            return;
        }
        foreach (var part in text.Split(separator)) parts.Push(e, e.Made(part));
    }

    private static void SplitBy(Evaluation e, JsRegExp regex, string text, JsArray parts)
    {
        if (text.Length == 0)
        {
            if (At(e, regex, text, 0) is null) parts.Push(e, "");
            return;
        }
        var last = 0;
        foreach (var match in Matches(e, regex, text))
        {
            if (match.Length == 0 && (match.Index == last || match.Index >= text.Length)) continue;
            if (match.Index >= text.Length) break;
            parts.Push(e, e.Made(text[last..match.Index]));
            foreach (var group in match.Groups.Values.Skip(1)) parts.Push(e, Value(group));
            last = match.Index + match.Length;
        }
        parts.Push(e, e.Made(text[last..]));
    }
}
