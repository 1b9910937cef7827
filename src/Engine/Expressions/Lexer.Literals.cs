using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>Texts, templates and numbers.</summary>
internal sealed partial class Lexer
{
    private void ReadTemplateRest()
    {
        _braces.Pop();
        ReadTemplate(_at++);
    }

    private void ReadTemplate(int start)
    {
        var (line, column) = (_line, start - _lineStart + 1);
        var text = new StringBuilder();
        var from = _at;
        while (true)
        {
            if (_at >= source.Length) throw Error("A template does not end.", line, column);
            var c = source[_at];
            if (c == '`' || (c == '$' && Peek(1) == '{')) break;
            if (c == '\\') Escape(text, inTemplate: true);
            else if (c is '\n' or '\r')
            {
                text.Append('\n');
                NewLine(c);
            }
            else
            {
                text.Append(c);
                _at++;
            }
        }
        var raw = source[from.._at].Replace("\r\n", "\n").Replace('\r', '\n');
        var tail = source[_at] == '`';
        _at += tail ? 1 : 2;
        if (!tail) _braces.Push(true);
        _tokens.Add(new(TokenKind.Template, text.ToString(), 0, line, column, _newline, raw, tail, IsHead: source[start] == '`', Start: start, End: _at));
        _newline = false;
    }

    private void ReadText(char quote)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (true)
        {
            var c = Peek();
            if (_at >= source.Length || c is '\n' or '\r') throw Error("A text does not end.", start);
            if (c == quote) break;
            if (c == '\\') Escape(text, inTemplate: false);
            else
            {
                text.Append(c);
                _at++;
            }
        }
        _at++;
        Add(TokenKind.Text, text.ToString(), start);
    }

    private void Escape(StringBuilder text, bool inTemplate)
    {
        var c = Peek(1);
        _at += 2;
        switch (c)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'v': text.Append('\v'); break;
            case '0' when !char.IsAsciiDigit(Peek()): text.Append('\0'); break;
            case >= '0' and <= '9' when inTemplate: throw Error("Octal escapes are not allowed.", _at);
            case 'x': text.Append((char)Hex(2)); break;
            case 'u': text.Append(UnicodeEscape()); break;
            case '\r' or '\n' or '\u2028' or '\u2029':
                _at--;
                NewLine(c);
                _newline = false;
                break;
            default: text.Append(c); break;
        }
    }

    private string UnicodeEscape()
    {
        if (Peek() != '{') return ((char)Hex(4)).ToString();
        var end = source.IndexOf('}', _at);
        if (end < 0 || !int.TryParse(source.AsSpan(_at + 1, end - _at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
            throw Error("This is no character.", _at);
        _at = end + 1;
        return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
    }

    private int Hex(int digits)
    {
        if (_at + digits > source.Length || !int.TryParse(source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Error("Hexadecimal digits are missing.", _at);
        _at += digits;
        return code;
    }

    private void ReadNumber()
    {
        var start = _at;
        var radix = Peek() != '0' ? 10 : char.ToLowerInvariant(Peek(1)) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        var value = radix == 10 ? Decimal() : Whole(radix);
        if (Peek() == 'n') throw Error("BigInt numbers are not supported.", start);
        if (_at < source.Length && IsNamePart(source[_at])) throw Error("A number runs into a name.", _at);
        Add(TokenKind.Number, source[start.._at], start, value);
    }

    private double Whole(int radix)
    {
        var start = _at;
        _at += 2;
        var value = 0.0;
        var digits = 0;
        for (; _at < source.Length; _at++)
        {
            if (source[_at] == '_') continue;
            var digit = char.IsAsciiHexDigit(source[_at]) ? Convert.ToInt32(source[_at].ToString(), 16) : 99;
            if (digit >= radix) break;
            value = value * radix + digit;
            digits++;
        }
        return digits > 0 ? value : throw Error("Digits are missing.", start);
    }

    private double Decimal()
    {
        var start = _at;
        Digits();
        if (Peek() == '.')
        {
            _at++;
            Digits();
        }
        if (Peek() is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _at += 2;
            Digits();
        }
        var text = source[start.._at].Replace("_", "");
        if (text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1])) throw Error("Octal numbers are written 0o17.", start);
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(Peek()) || (Peek() == '_' && char.IsAsciiDigit(Peek(1)))) _at++;
    }
}
