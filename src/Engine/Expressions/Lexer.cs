using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

internal enum TokenKind { End, Name, Mark, Number, Text, Template, Regex }

/// <param name="Text">Name, mark, text as meant, or the pattern of a regular expression.</param>
/// <param name="Raw">Template text as written; flags of a regular expression.</param>
/// <param name="AfterNewline">A line ended before it, where a statement may end too.</param>
/// <param name="IsTail">The template ends here.</param>
/// <param name="IsHead">The template begins here.</param>
/// <param name="IsEscaped">A name or text written with escapes, which is no keyword.</param>
internal readonly record struct Token(
    TokenKind Kind, string Text, double Number, int Line, int Column, bool AfterNewline, string? Raw = null, bool IsTail = false, bool IsEscaped = false, bool IsHead = false);

/// <summary>Cuts a script into tokens, all at once.</summary>
internal sealed class Lexer(string source)
{
    private static readonly string[] Marks =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
    ];

    private static readonly HashSet<string> BeforeRegex =
    [
        "return", "typeof", "instanceof", "in", "of", "new", "delete", "void", "throw", "case", "do", "else", "await",
    ];

    private readonly List<Token> _tokens = [];
    private readonly Stack<bool> _braces = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private bool _newline;

    public List<Token> All()
    {
        while (true)
        {
            SkipBlank();
            if (_at >= source.Length) break;
            Next();
        }
        Add(TokenKind.End, "", _at);
        return _tokens;
    }

    public static EngineFault Error(string sentence, int line, int column) =>
        new(FaultCodes.ScriptSyntax, $"{sentence} (line {line}, column {column})") { Line = line, Column = column };

    private EngineFault Error(string sentence, int at) => Error(sentence, _line, at - _lineStart + 1);

    private char Peek(int ahead = 0) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private void Add(TokenKind kind, string text, int start, double number = 0, string? raw = null, bool tail = false, bool escaped = false)
    {
        _tokens.Add(new(kind, text, number, _line, start - _lineStart + 1, _newline, raw, tail, escaped));
        _newline = false;
    }

    private void SkipBlank()
    {
        while (_at < source.Length)
        {
            var c = source[_at];
            if (c is '\n' or '\r' or '\u2028' or '\u2029') NewLine(c);
            else if (c == '\uFEFF' || char.IsWhiteSpace(c)) _at++;
            else if (c == '/' && Peek(1) == '/') SkipTo(source.IndexOfAny(['\n', '\r', '\u2028', '\u2029'], _at));
            else if (c == '/' && Peek(1) == '*') SkipComment();
            else return;
        }
    }

    private void NewLine(char c)
    {
        _at += c == '\r' && Peek(1) == '\n' ? 2 : 1;
        _line++;
        _lineStart = _at;
        _newline = true;
    }

    private void SkipTo(int at) => _at = at < 0 ? source.Length : at;

    private void SkipComment()
    {
        var end = source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0) throw Error("A comment does not end.", _at);
        while (_at < end)
        {
            if (source[_at] is '\n' or '\r') NewLine(source[_at]);
            else _at++;
        }
        _at = end + 2;
    }

    private void Next()
    {
        var c = source[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) ReadNumber();
        else if (c is '"' or '\'') ReadText(c);
        else if (c == '`') ReadTemplate(_at++);
        else if (IsNameStart(c)) ReadName();
        else if (c == '}' && _braces.TryPeek(out var isTemplate) && isTemplate) ReadTemplateRest();
        else if (c == '/' && RegexMayStand()) ReadRegex();
        else ReadMark();
    }

    private static bool IsNameStart(char c) => c is '$' or '_' or '\\' || char.IsLetter(c) || char.IsSurrogate(c);

    private static bool IsNamePart(char c) =>
        IsNameStart(c) || char.IsDigit(c) || c is '\u200C' or '\u200D'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    private void ReadName()
    {
        var start = _at;
        while (_at < source.Length && source[_at] != '\\' && IsNamePart(source[_at])) _at++;
        if (Peek() != '\\')
        {
            Add(TokenKind.Name, string.Intern(source[start.._at]), start);
            return;
        }
        var name = new StringBuilder(source, start, _at - start, 64);
        while (_at < source.Length && IsNamePart(source[_at]))
        {
            if (source[_at] != '\\')
            {
                name.Append(source[_at++]);
                continue;
            }
            if (Peek(1) != 'u') throw Error("Only \\u may stand in a name.", _at);
            _at += 2;
            name.Append(UnicodeEscape());
        }
        Add(TokenKind.Name, string.Intern(name.ToString()), start, escaped: true);
    }

    private void ReadMark()
    {
        foreach (var mark in Marks)
        {
            if (string.CompareOrdinal(source, _at, mark, 0, mark.Length) != 0) continue;
            if (mark == "?." && char.IsAsciiDigit(Peek(2))) continue;
            if (mark == "{") _braces.Push(false);
            if (mark == "}" && _braces.Count > 0) _braces.Pop();
            Add(TokenKind.Mark, mark, _at);
            _at += mark.Length;
            return;
        }
        throw Error($"'{source[_at]}' has no meaning here.", _at);
    }

    private bool RegexMayStand()
    {
        if (_tokens.Count == 0) return true;
        var last = _tokens[^1];
        return last.Kind switch
        {
            TokenKind.Name => BeforeRegex.Contains(last.Text) && !last.IsEscaped && !(_tokens.Count > 1 && _tokens[^2] is { Kind: TokenKind.Mark, Text: "." or "?." }),
            TokenKind.Mark => last.Text is not (")" or "]" or "++" or "--"),
            TokenKind.Template => !last.IsTail,
            TokenKind.End or TokenKind.Number or TokenKind.Text or TokenKind.Regex => false,
        };
    }

    private void ReadRegex()
    {
        var start = _at++;
        var inClass = false;
        for (; ; _at++)
        {
            if (_at >= source.Length || source[_at] is '\n' or '\r') throw Error("A regular expression does not end.", start);
            if (source[_at] == '\\') _at++;
            else if (source[_at] == '[') inClass = true;
            else if (source[_at] == ']') inClass = false;
            else if (source[_at] == '/' && !inClass) break;
        }
        var pattern = source[(start + 1).._at++];
        var flags = _at;
        while (_at < source.Length && IsNamePart(source[_at])) _at++;
        Add(TokenKind.Regex, pattern, start, raw: source[flags.._at]);
    }

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
        _tokens.Add(new(TokenKind.Template, text.ToString(), 0, line, column, _newline, raw, tail, IsHead: source[start] == '`'));
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
