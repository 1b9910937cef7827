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
/// <param name="Start">Where it begins in the script; <paramref name="End"/> is where the next thing may begin.</param>
internal readonly record struct Token(
    TokenKind Kind, string Text, double Number, int Line, int Column, bool AfterNewline, string? Raw = null, bool IsTail = false, bool IsEscaped = false, bool IsHead = false,
    int Start = 0, int End = 0);

/// <summary>Cuts a script into tokens, all at once.</summary>
internal sealed partial class Lexer(string source)
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

    /// <summary>Open round brackets; true for those of if (…), while (…), for (…), behind which a pattern may stand and no division.</summary>
    private readonly Stack<bool> _parens = new();
    private bool _endsHead;
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
        _tokens.Add(new(kind, text, number, _line, start - _lineStart + 1, _newline, raw, tail, escaped, Start: start, End: _at));
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
            if (mark == "(") _parens.Push(_tokens.Count > 0 && IsWord(_tokens.Count - 1, "if", "while", "for"));
            if (mark == ")") _endsHead = _parens.TryPop(out var isHead) && isHead;
            _at += mark.Length;
            Add(TokenKind.Mark, mark, _at - mark.Length);
            return;
        }
        throw Error(source[_at] == '#' ? "Private names (#name) are not supported." : $"'{source[_at]}' has no meaning here.", _at);
    }

    /// <summary>A word of the language, and not the name of a member.</summary>
    private bool IsWord(int at, params ReadOnlySpan<string> words) =>
        _tokens[at] is { Kind: TokenKind.Name, IsEscaped: false } token && words.Contains(token.Text)
        && !(at > 0 && _tokens[at - 1] is { Kind: TokenKind.Mark, Text: "." or "?." });

    private bool RegexMayStand()
    {
        if (_tokens.Count == 0) return true;
        var last = _tokens[^1];
        return last.Kind switch
        {
            TokenKind.Name => BeforeRegex.Contains(last.Text) && !last.IsEscaped && !(_tokens.Count > 1 && _tokens[^2] is { Kind: TokenKind.Mark, Text: "." or "?." }),
            TokenKind.Mark => last.Text == ")" ? _endsHead : last.Text is not ("]" or "++" or "--"),
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
}
