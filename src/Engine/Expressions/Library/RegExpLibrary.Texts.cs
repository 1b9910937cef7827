using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>Replacing and splitting.</summary>
internal static partial class RegExpLibrary
{
    private static JsValue Replace(Evaluation e, string text, JsValue[] args, bool all)
    {
        if (args.Arg(0).As<JsRegExp>() is not { } regex) return ReplaceText(e, text, args, all);
        if (all && !regex.IsGlobal) throw e.TypeError("replaceAll must be called with a global RegExp");
        var result = new StringBuilder();
        var last = 0;
        var matches = regex.IsGlobal ? All(e, regex, text).ToList() : Execute(e, regex, text) is { } one ? [one] : (IEnumerable<Match>)[];
        foreach (var match in matches)
        {
            result.Append(text, last, match.Index - last);
            Append(e, result, Replacement(e, args.Arg(1), match.Group(0).Text, [.. match.Groups.Skip(1)], Groups(regex, match), match.Index, text));
            last = match.End;
        }
        return e.Made(result.Append(text, last, text.Length - last).ToString());
    }

    private static JsValue ReplaceText(Evaluation e, string text, JsValue[] args, bool all)
    {
        var part = JsConvert.ToText(e, args.Arg(0));
        e.LookFor(part, text);
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
        e.LookFor(separator, text);
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
            if (Split(e, regex, text, 0) is null) parts.Push(e, "");
            return;
        }
        // At every place a match is asked for that begins just there, as with the flag y.
        var (last, at) = (0, 0);
        while (at < text.Length)
        {
            if (Split(e, regex, text, at) is not { } match) break;
            if (match.Index >= text.Length) break;
            if (match.End == last)
            {
                at = match.Index + 1;
                continue;
            }
            parts.Push(e, e.Made(text[last..match.Index]));
            foreach (var group in match.Groups.Skip(1)) parts.Push(e, group);
            last = match.End;
            at = match.IsEmpty ? match.Next : last;
        }
        parts.Push(e, e.Made(text[last..]));
    }

    private static Match? Split(Evaluation e, JsRegExp regex, string text, int from)
    {
        e.Charge(1);
        return new PatternMatcher(e, regex.Pattern, text).Find(from, isSticky: false) is { } places ? new(regex, text, places) : null;
    }
}
