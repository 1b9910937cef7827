using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Petitions.Engine.Expressions;

/// <summary>
/// A regular expression of JavaScript as one of .NET. Where it can be, it is matched in linear time; patterns that look around or refer back
/// are matched under a time limit.
/// </summary>
internal sealed class RegexTranslation
{
    private RegexTranslation(string source, string flags, Regex regex, IReadOnlyList<string?> groupNames)
    {
        Source = source;
        Flags = flags;
        Regex = regex;
        GroupNames = groupNames;
    }

    public string Source { get; }
    public string Flags { get; }
    public Regex Regex { get; }

    /// <summary>Name of each group, by its number; null for those without.</summary>
    public IReadOnlyList<string?> GroupNames { get; }

    /// <exception cref="JsThrow">A SyntaxError of the script: the pattern or a flag is not valid.</exception>
    public static RegexTranslation Of(Evaluation e, string source, string flags)
    {
        if (flags.Distinct().Count() != flags.Length || flags.Any(f => !"dgimsuy".Contains(f)))
            throw e.SyntaxError($"Invalid flags supplied to RegExp constructor '{flags}'");
        if (source.Length > 20_000) throw e.SyntaxError("Invalid regular expression: too long");
        var writer = new Writer(source, flags);
        var options = RegexOptions.CultureInvariant;
        if (flags.Contains('i')) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m')) options |= RegexOptions.Multiline;
        try
        {
            var pattern = writer.Write();
            return new(source, flags, Make(pattern, options, writer.NeedsBacktracking, e.Limits.RegexTime), writer.GroupNames);
        }
        catch (ArgumentException wrong)
        {
            throw e.SyntaxError($"Invalid regular expression: /{source}/: {wrong.Message}");
        }
    }

    private static Regex Make(string pattern, RegexOptions options, bool backtracks, TimeSpan limit)
    {
        if (backtracks) return new Regex(pattern, options, limit);
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, limit);
        }
        catch (NotSupportedException)
        {
            // Large counted repetitions exceed what the linear matcher takes.
            return new Regex(pattern, options, limit);
        }
    }

    private sealed class Writer(string source, string flags)
    {
        private readonly StringBuilder _out = new();
        private readonly List<string?> _names = [null];
        private int _at;

        public bool NeedsBacktracking { get; private set; }

        public IReadOnlyList<string?> GroupNames => _names;

        public string Write()
        {
            CollectGroups();
            while (_at < source.Length) Next();
            return _out.ToString();
        }

        /// <summary>.NET numbers named groups after the others, JavaScript in their order: all are written without names.</summary>
        private void CollectGroups()
        {
            var inClass = false;
            for (var i = 0; i < source.Length; i++)
            {
                if (source[i] == '\\') i++;
                else if (source[i] == '[') inClass = true;
                else if (source[i] == ']') inClass = false;
                else if (source[i] == '(' && !inClass && NameAt(i) is var (isGroup, name) && isGroup) _names.Add(name);
            }
        }

        private (bool IsGroup, string? Name) NameAt(int open)
        {
            if (open + 1 >= source.Length || source[open + 1] != '?') return (true, null);
            if (open + 3 >= source.Length || source[open + 2] != '<' || source[open + 3] is '=' or '!') return (false, null);
            var end = source.IndexOf('>', open);
            return end < 0 ? throw new ArgumentException("A group name does not end.") : (true, source[(open + 3)..end]);
        }

        private void Next()
        {
            var c = source[_at];
            switch (c)
            {
                case '\\': Escape(inClass: false); break;
                case '[': Class(); break;
                case '(': Group(); break;
                case '.':
                    _out.Append(Dot());
                    _at++;
                    break;
                case '$':
                    _out.Append(flags.Contains('m') ? @"(?=[\n\r\u2028\u2029]|\z)" : @"\z");
                    NeedsBacktracking |= flags.Contains('m');
                    _at++;
                    break;
                case '{' when !IsCount():
                    _out.Append(@"\{");
                    _at++;
                    break;
                case '#' or ' ':
                    _out.Append('\\').Append(c);
                    _at++;
                    break;
                default:
                    _out.Append(c);
                    _at++;
                    break;
            }
        }

        private string Dot()
        {
            var one = flags.Contains('s') ? @"[\s\S]" : @"[^\n\r\u2028\u2029]";
            return flags.Contains('u') ? $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|{one})" : one;
        }

        private bool IsCount()
        {
            var end = source.IndexOf('}', _at);
            if (end < 0) return false;
            var inner = source[(_at + 1)..end];
            return inner.Length > 0 && char.IsAsciiDigit(inner[0]) && inner.All(c => char.IsAsciiDigit(c) || c == ',') && inner.Count(c => c == ',') <= 1;
        }

        private void Group()
        {
            var (isGroup, name) = NameAt(_at);
            if (isGroup)
            {
                _out.Append('(');
                _at = name is null ? _at + 1 : source.IndexOf('>', _at) + 1;
                return;
            }
            var lookbehind = _at + 2 < source.Length && source[_at + 2] == '<';
            var length = lookbehind ? 4 : 3;
            if (_at + length > source.Length || (!lookbehind && source[_at + 2] is not (':' or '=' or '!'))) throw new ArgumentException("Invalid group");
            NeedsBacktracking |= source[_at + 2] != ':';
            _out.Append(source, _at, length);
            _at += length;
        }

        private void Class()
        {
            var close = source.IndexOf(']', _at);
            if (close == _at + 1)
            {
                _out.Append("(?!)");
                NeedsBacktracking = true;
                _at += 2;
                return;
            }
            if (close == _at + 2 && source[_at + 1] == '^')
            {
                _out.Append(@"[\s\S]");
                _at += 3;
                return;
            }
            _out.Append(source[_at++]);
            if (_at < source.Length && source[_at] == '^') _out.Append(source[_at++]);
            while (_at < source.Length && source[_at] != ']')
            {
                if (source[_at] == '\\') Escape(inClass: true);
                else
                {
                    // In .NET an inner "[" or "-[" would mean a class within the class.
                    if (source[_at] == '[') _out.Append('\\');
                    _out.Append(source[_at++]);
                }
            }
            if (_at >= source.Length) throw new ArgumentException("Unterminated character class");
            _out.Append(']');
            _at++;
        }

        private void Escape(bool inClass)
        {
            if (_at + 1 >= source.Length) throw new ArgumentException("\\ at end of pattern");
            var c = source[_at + 1];
            _at += 2;
            switch (c)
            {
                case 'd': _out.Append(inClass ? "0-9" : "[0-9]"); break;
                case 'D' when !inClass: _out.Append("[^0-9]"); break;
                case 'w': _out.Append(inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]"); break;
                case 'W' when !inClass: _out.Append("[^a-zA-Z0-9_]"); break;
                case 's': _out.Append(inClass ? @"\s\uFEFF" : @"[\s\uFEFF]"); break;
                case 'S' when !inClass: _out.Append(@"[^\s\uFEFF]"); break;
                case 'b' when !inClass: WordBoundary(true); break;
                case 'B' when !inClass: WordBoundary(false); break;
                case 'u' when Peek() == '{': CodePoint(inClass); break;
                case 'k' when Peek() == '<': NamedReference(); break;
                case 'p' or 'P': Category(c); break;
                case >= '1' and <= '9' when !inClass: Reference(); break;
                case '0': _out.Append(@"\u0000"); break;
                case 'D' or 'W' or 'S' or 'b' or 'B' or 'n' or 'r' or 't' or 'f' or 'v' or 'x' or 'u' or 'c': _out.Append('\\').Append(c); break;
                default: _out.Append(Regex.Escape(c.ToString()) is ['\\', ..] escaped ? escaped : c is ']' or '-' or '/' ? "\\" + c : c.ToString()); break;
            }
        }

        private char Peek() => _at < source.Length ? source[_at] : '\0';

        /// <summary>JavaScript's words are ASCII; .NET's \b counts Chinese characters as words.</summary>
        private void WordBoundary(bool boundary)
        {
            NeedsBacktracking = true;
            const string Word = "[a-zA-Z0-9_]";
            _out.Append(boundary
                ? $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))"
                : $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))");
        }

        private void CodePoint(bool inClass)
        {
            var end = source.IndexOf('}', _at);
            if (end < 0 || !int.TryParse(source.AsSpan(_at + 1, end - _at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF)
                throw new ArgumentException("Invalid Unicode escape");
            _at = end + 1;
            if (code > 0xFFFF && inClass) throw new ArgumentException("Characters beyond U+FFFF are not supported in classes");
            _out.Append(Regex.Escape(code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code)));
        }

        private void NamedReference()
        {
            var end = source.IndexOf('>', _at);
            var number = end < 0 ? -1 : _names.IndexOf(source[(_at + 1)..end]);
            if (number < 1) throw new ArgumentException("Invalid named reference");
            _at = end + 1;
            Refer(number);
        }

        private void Reference()
        {
            var start = _at - 1;
            while (char.IsAsciiDigit(Peek())) _at++;
            if (!int.TryParse(source.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out var number) || number >= _names.Count)
                throw new ArgumentException("Invalid reference to a group");
            Refer(number);
        }

        /// <summary>A reference to a group that took no part matches nothing in JavaScript, and fails in .NET.</summary>
        private void Refer(int number)
        {
            NeedsBacktracking = true;
            _out.Append(CultureInfo.InvariantCulture, $@"(?({number})\{number}|)");
        }

        private void Category(char c)
        {
            var end = source.IndexOf('}', _at);
            if (Peek() != '{' || end < 0) throw new ArgumentException("Invalid property name");
            var name = source[(_at + 1)..end];
            name = name[(name.IndexOf('=') + 1)..];
            _at = end + 1;
            _out.Append('\\').Append(c).Append('{').Append(name switch
            {
                "Letter" or "Alphabetic" => "L", "Lowercase" or "Lowercase_Letter" => "Ll", "Uppercase" or "Uppercase_Letter" => "Lu",
                "Number" => "N", "Decimal_Number" => "Nd", "Punctuation" => "P", "Symbol" => "S", "Separator" => "Z",
                "Han" => "IsCJKUnifiedIdeographs", _ => name,
            }).Append('}');
        }
    }
}
