using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>What is wrong with a regular expression.</summary>
internal sealed class PatternError(string message) : Exception(message);

/// <summary>Reads a regular expression as the language defines it, with what it tolerates without the flag u.</summary>
internal sealed partial class PatternParser
{
    private const int DeepestNesting = 100;

    private readonly string _source;
    private readonly bool _unicode;
    private readonly bool _dotAll;
    private readonly bool _multiline;
    private readonly int _groupCount;
    private readonly bool _hasNames;
    private int _at;
    private int _depth;

    public PatternParser(string source, string flags)
    {
        _source = source;
        (_unicode, _dotAll, _multiline) = (flags.Contains('u'), flags.Contains('s'), flags.Contains('m'));
        (_groupCount, _hasNames) = CountGroups(source);
    }

    /// <summary>Name of each group by its number; null for those without. The first is the whole.</summary>
    public List<string?> Names { get; } = [null];

    public PatternNode Parse()
    {
        var whole = ParseChoice();
        if (_at < _source.Length) throw new PatternError("Unmatched ')'");
        return whole;
    }

    private static (int Count, bool HasNames) CountGroups(string source)
    {
        var (count, names, inClass) = (1, false, false);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '\\') i++;
            else if (source[i] == '[') inClass = true;
            else if (source[i] == ']') inClass = false;
            else if (source[i] == '(' && !inClass)
            {
                var isNamed = string.CompareOrdinal(source, i + 1, "?<", 0, 2) == 0 && i + 3 < source.Length && source[i + 3] is not ('=' or '!');
                names |= isNamed;
                if (isNamed || i + 1 >= source.Length || source[i + 1] != '?') count++;
            }
        }
        return (count, names);
    }

    private char Peek(int ahead = 0) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private bool IsEnd => _at >= _source.Length;

    private bool Take(string text)
    {
        if (string.CompareOrdinal(_source, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    private PatternNode ParseChoice()
    {
        if (++_depth > DeepestNesting) throw new PatternError("Regular expression too large");
        var ways = new List<PatternNode>();
        do ways.Add(ParseRow());
        while (Take("|"));
        _depth--;
        return ways.Count == 1 ? ways[0] : new Choice(ways);
    }

    private Row ParseRow()
    {
        var parts = new List<PatternNode>();
        while (!IsEnd && Peek() is not ('|' or ')'))
        {
            var firstGroup = Names.Count;
            var part = ParseAtom();
            parts.Add(ParseRepeat(part, firstGroup));
        }
        return new(parts);
    }

    private PatternNode ParseRepeat(PatternNode part, int firstGroup)
    {
        var (least, most) = (0, int.MaxValue);
        if (Take("*"))
        {
        }
        else if (Take("+")) least = 1;
        else if (Take("?")) most = 1;
        else if (!TakeCount(ref least, ref most)) return part;
        if (part is At or Look { IsBehind: true } || (part is Look && _unicode)) throw new PatternError("Nothing to repeat");
        if (least > most) throw new PatternError("numbers out of order in {} quantifier");
        return new Repeat(part, least, most, !Take("?"), firstGroup, Names.Count);
    }

    private bool TakeCount(ref int least, ref int most)
    {
        if (Peek() != '{') return false;
        var start = _at++;
        if (Number() is { } from)
        {
            least = most = from;
            if (Take(",")) most = Peek() == '}' ? int.MaxValue : Number() ?? -1;
            if (most >= 0 && Take("}")) return true;
        }
        _at = start;
        return _unicode ? throw new PatternError("Incomplete quantifier") : false;
    }

    private int? Number()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek())) _at++;
        return _at == start ? null : int.TryParse(_source.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }

    private PatternNode ParseAtom()
    {
        switch (Peek())
        {
            case '^':
                _at++;
                return new At(_multiline ? Place.LineStart : Place.TextStart);
            case '$':
                _at++;
                return new At(_multiline ? Place.LineEnd : Place.TextEnd);
            case '.':
                _at++;
                return new OneOf(_dotAll ? new CharSet().Add(0, 0x10FFFF) : new CharSet { IsNegated = true }.Add(CharSet.LineEnds, false));
            case '[': return new OneOf(ParseClass());
            case '(': return ParseGroup();
            case '\\': return ParseEscape();
            case '*' or '+' or '?': throw new PatternError("Nothing to repeat");
            case '{' when _unicode || IsCountAhead(): throw new PatternError("Nothing to repeat");
            case ']' or '}' when _unicode: throw new PatternError("Lone quantifier brackets");
            default: return new OneChar(TakeChar());
        }
    }

    private bool IsCountAhead()
    {
        var start = _at;
        var (least, most) = (0, 0);
        var found = TakeCount(ref least, ref most);
        _at = start;
        return found;
    }

    /// <summary>One character; with the flag u the two halves of one are read together.</summary>
    private int TakeChar()
    {
        var c = _source[_at++];
        return _unicode && char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek()) ? char.ConvertToUtf32(c, _source[_at++]) : c;
    }

    private PatternNode ParseGroup()
    {
        _at++;
        if (Take("?:")) return Close(ParseChoice());
        if (Take("?=")) return new Look(Close(ParseChoice()), false, false);
        if (Take("?!")) return new Look(Close(ParseChoice()), false, true);
        if (Take("?<=")) return new Look(Close(ParseChoice()), true, false);
        if (Take("?<!")) return new Look(Close(ParseChoice()), true, true);
        string? name = null;
        if (Take("?<")) name = TakeName();
        else if (Peek() == '?') throw new PatternError("Invalid group");
        if (name is not null && Names.Contains(name)) throw new PatternError("Duplicate capture group name");
        Names.Add(name);
        var index = Names.Count - 1;
        return new Capture(Close(ParseChoice()), index);
    }

    private PatternNode Close(PatternNode inner) => Take(")") ? inner : throw new PatternError("Unterminated group");

    private string TakeName()
    {
        var end = _source.IndexOf('>', _at);
        var name = end < 0 ? "" : _source[_at..end];
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => c is '$' or '_' || char.IsLetterOrDigit(c) || char.IsSurrogate(c)))
            throw new PatternError("Invalid capture group name");
        _at = end + 1;
        return name;
    }
}
