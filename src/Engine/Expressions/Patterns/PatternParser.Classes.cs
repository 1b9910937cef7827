using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>Escapes and classes of characters.</summary>
internal sealed partial class PatternParser
{
    private PatternNode ParseEscape()
    {
        _at++;
        if (IsEnd) throw new PatternError("\\ at end of pattern");
        var c = Peek();
        if (c is 'b' or 'B')
        {
            _at++;
            return new At(c == 'b' ? Place.WordEdge : Place.NotWordEdge);
        }
        if (c == 'k' && (_unicode || _hasNames))
        {
            _at++;
            return Take("<") ? new Again(0, TakeName()) : throw new PatternError("Invalid named reference");
        }
        if (c is >= '1' and <= '9' && TakeReference() is { } reference) return reference;
        return TakeSet() is { } set ? new OneOf(set) : new OneChar(TakeEscaped(inClass: false));
    }

    private Again? TakeReference()
    {
        var start = _at;
        var number = Number()!.Value;
        if (number < _groupCount) return new Again(number, null);
        if (_unicode) throw new PatternError("Invalid escape");
        _at = start;
        return null;
    }

    /// <summary>\d, \w, \s, \p{…} and their opposites.</summary>
    private CharSet? TakeSet()
    {
        var c = Peek();
        if (c is 'p' or 'P' && _unicode) return TakeProperty();
        var set = char.ToLowerInvariant(c) switch { 'd' => CharSet.Digits, 'w' => CharSet.Words, 's' => CharSet.Blanks, _ => null };
        if (set is null || !char.IsAsciiLetter(c)) return null;
        _at++;
        set.IsNegated = char.IsUpper(c);
        return set;
    }

    private CharSet TakeProperty()
    {
        var negated = _source[_at++] == 'P';
        var end = Peek() == '{' ? _source.IndexOf('}', _at) : -1;
        if (end < 0) throw new PatternError("Invalid property name");
        var name = _source[(_at + 1)..end];
        _at = end + 1;
        var set = CharSet.Property(name) ?? throw new PatternError($"The property '{name}' is not supported; use a general category, Script=Han, ASCII, Any or White_Space");
        set.IsNegated = negated;
        return set;
    }

    /// <summary>One character that is written with a backslash, which has been read.</summary>
    private int TakeEscaped(bool inClass)
    {
        var c = TakeChar();
        switch (c)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'b' when inClass: return '\b';
            case '-' when inClass && _unicode: return '-';
            case 'c' when char.IsAsciiLetter(Peek()): return _source[_at++] & 31;
            case 'c' when !_unicode:
                _at--;
                return '\\';
            case 'x' when Hex(2) is { } code: return code;
            case 'u' when TakeUnicode() is { } code: return code;
            case '0' when !char.IsAsciiDigit(Peek()): return 0;
            case >= '0' and <= '7' when !_unicode: return TakeOctal(c - '0');
            default: return !_unicode || "^$\\.*+?()[]{}|/".Contains((char)c) ? c : throw new PatternError("Invalid escape");
        }
    }

    private int TakeOctal(int value)
    {
        while (Peek() is >= '0' and <= '7' && value * 8 + Peek() - '0' < 256) value = value * 8 + _source[_at++] - '0';
        return value;
    }

    private int? Hex(int digits)
    {
        if (_at + digits > _source.Length
            || !int.TryParse(_source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return null;
        _at += digits;
        return code;
    }

    private int? TakeUnicode()
    {
        if (_unicode && Peek() == '{')
        {
            var end = _source.IndexOf('}', _at);
            if (end < 0 || !int.TryParse(_source.AsSpan(_at + 1, end - _at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var given)
                || given is < 0 or > 0x10FFFF) throw new PatternError("Invalid Unicode escape");
            _at = end + 1;
            return given;
        }
        var code = Hex(4);
        if (code is null && _unicode) throw new PatternError("Invalid Unicode escape");
        if (!_unicode || code is not (>= 0xD800 and <= 0xDBFF) || Peek() != '\\' || Peek(1) != 'u') return code;
        var before = _at;
        _at += 2;
        if (Hex(4) is >= 0xDC00 and <= 0xDFFF and var low) return char.ConvertToUtf32((char)code, (char)low);
        _at = before;
        return code;
    }

    private CharSet ParseClass()
    {
        _at++;
        var set = new CharSet { IsNegated = Take("^") };
        while (!Take("]"))
        {
            if (IsEnd) throw new PatternError("Unterminated character class");
            var (first, inner) = TakeMember();
            if (inner is not null) set.Add(inner.Contains);
            if (Peek() != '-' || Peek(1) is ']' or '\0')
            {
                if (inner is null) set.Add(first, first);
                continue;
            }
            _at++;
            AddRange(set, first, inner);
        }
        return set;
    }

    private void AddRange(CharSet set, int first, CharSet? inner)
    {
        var (last, other) = TakeMember();
        if (inner is null && other is null)
        {
            set.Add(first, first <= last ? last : throw new PatternError("Range out of order in character class"));
            return;
        }
        // [\d-x] means its three parts.
        if (_unicode) throw new PatternError("Invalid character class");
        if (inner is null) set.Add(first, first);
        set.Add('-', '-');
        if (other is null) set.Add(last, last);
        else set.Add(other.Contains);
    }

    private (int Char, CharSet? Set) TakeMember()
    {
        if (IsEnd) throw new PatternError("Unterminated character class");
        if (Peek() != '\\') return (TakeChar(), null);
        _at++;
        if (IsEnd) throw new PatternError("\\ at end of pattern");
        return TakeSet() is { } set ? (0, set) : (TakeEscaped(inClass: true), null);
    }
}
