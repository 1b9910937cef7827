using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>A class of characters: [a-z], \d, \p{L}.</summary>
internal sealed class CharSet
{
    private readonly List<(int First, int Last)> _ranges = [];
    private readonly List<Func<int, bool>> _others = [];

    private bool[]? _ascii;

    public bool IsNegated { get; set; }

    public static CharSet Digits => new CharSet().Add('0', '9');
    public static CharSet Words => new CharSet().Add('a', 'z').Add('A', 'Z').Add('0', '9').Add('_', '_');
    public static CharSet Blanks => new CharSet().Add(c => c <= 0xFFFF && JsText.IsBlank((char)c));
    public static CharSet LineEnds => new CharSet().Add('\n', '\n').Add('\r', '\r').Add('\u2028', '\u2029');

    public CharSet Add(int first, int last)
    {
        _ranges.Add((first, last));
        return this;
    }

    public CharSet Add(Func<int, bool> test)
    {
        _others.Add(test);
        return this;
    }

    public CharSet Add(CharSet other, bool negated) => Add(c => other.Has(c) != negated);

    public bool Contains(int c) => Has(c) != IsNegated;

    public bool Contains(int c, bool ignoresCase, bool unicode)
    {
        if (!ignoresCase) return Has(c) != IsNegated;
        var folded = Fold(c, unicode);
        return (Has(c) || Has(folded) || HasUnfolded(folded, unicode)) != IsNegated;
    }

    private bool HasUnfolded(int folded, bool unicode)
    {
        if (folded > 0xFFFF) return false;
        var small = char.ToLowerInvariant((char)folded);
        return Fold(small, unicode) == folded && Has(small);
    }

    /// <summary>No more is added: the answers for ASCII are worked out.</summary>
    public CharSet Seal()
    {
        var ascii = new bool[128];
        for (var c = 0; c < ascii.Length; c++) ascii[c] = Has(c);
        _ascii = ascii;
        return this;
    }

    private bool Has(int c)
    {
        if (c < 128 && _ascii is not null) return _ascii[c];
        foreach (var (first, last) in _ranges)
            if (c >= first && c <= last) return true;
        foreach (var test in _others)
            if (test(c)) return true;
        return false;
    }

    /// <summary>What characters are compared by when case is ignored. Without the flag u, nothing beyond ASCII becomes an ASCII letter.</summary>
    public static int Fold(int c, bool unicode)
    {
        if (c < 128) return c is >= 'a' and <= 'z' ? c - 32 : c;
        if (c > 0xFFFF) return Rune.IsValid(c) ? Rune.ToUpperInvariant(new Rune(c)).Value : c;
        var large = char.ToUpperInvariant((char)c);
        return large < 128 && !unicode ? c : large;
    }

    /// <summary>\p{name}; null for a property that is not supported.</summary>
    public static CharSet? Property(string name)
    {
        var (key, value) = name.Split('=', 2) is [var k, var v] ? (k, v) : ("", name);
        if (key is "Script" or "sc" or "Script_Extensions" or "scx") return value is "Han" or "Hani" ? Han() : null;
        if (key is not ("" or "General_Category" or "gc")) return null;
        if (value == "Any") return new CharSet().Add(0, 0x10FFFF);
        if (value == "ASCII") return new CharSet().Add(0, 0x7F);
        if (value is "White_Space" or "space") return Blanks.Add(0x85, 0x85);
        return Categories(value) is { Length: > 0 } letters ? new CharSet().Add(c => letters.Contains(Category(c), StringComparison.Ordinal)) : null;
    }

    /// <summary>Categories by their letters, written one after the other: "LuLl".</summary>
    private static string Categories(string name) => name switch
    {
        "L" or "Letter" => "LuLlLtLmLo", "LC" or "Cased_Letter" => "LuLlLt", "M" or "Mark" => "MnMcMe", "N" or "Number" => "NdNlNo",
        "P" or "Punctuation" or "punct" => "PcPdPsPePiPfPo", "S" or "Symbol" => "SmScSkSo", "Z" or "Separator" => "ZsZlZp", "C" or "Other" => "CcCfCsCoCn",
        "Uppercase_Letter" => "Lu", "Lowercase_Letter" => "Ll", "Titlecase_Letter" => "Lt", "Modifier_Letter" => "Lm", "Other_Letter" => "Lo",
        "Nonspacing_Mark" => "Mn", "Spacing_Mark" => "Mc", "Enclosing_Mark" => "Me", "Decimal_Number" or "digit" => "Nd", "Letter_Number" => "Nl",
        "Other_Number" => "No", "Connector_Punctuation" => "Pc", "Dash_Punctuation" => "Pd", "Open_Punctuation" => "Ps", "Close_Punctuation" => "Pe",
        "Initial_Punctuation" => "Pi", "Final_Punctuation" => "Pf", "Other_Punctuation" => "Po", "Math_Symbol" => "Sm", "Currency_Symbol" => "Sc",
        "Modifier_Symbol" => "Sk", "Other_Symbol" => "So", "Space_Separator" => "Zs", "Line_Separator" => "Zl", "Paragraph_Separator" => "Zp",
        "Control" or "cntrl" => "Cc", "Format" => "Cf", "Surrogate" => "Cs", "Private_Use" => "Co", "Unassigned" => "Cn",
        "Lu" or "Ll" or "Lt" or "Lm" or "Lo" or "Mn" or "Mc" or "Me" or "Nd" or "Nl" or "No" or "Pc" or "Pd" or "Ps" or "Pe" or "Pi" or "Pf" or "Po"
            or "Sm" or "Sc" or "Sk" or "So" or "Zs" or "Zl" or "Zp" or "Cc" or "Cf" or "Cs" or "Co" or "Cn" => name,
        _ => "",
    };

    private static string Category(int c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter => "Lu", UnicodeCategory.LowercaseLetter => "Ll", UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm", UnicodeCategory.OtherLetter => "Lo", UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc", UnicodeCategory.EnclosingMark => "Me", UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl", UnicodeCategory.OtherNumber => "No", UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd", UnicodeCategory.OpenPunctuation => "Ps", UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi", UnicodeCategory.FinalQuotePunctuation => "Pf", UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm", UnicodeCategory.CurrencySymbol => "Sc", UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So", UnicodeCategory.SpaceSeparator => "Zs", UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp", UnicodeCategory.Control => "Cc", UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs", UnicodeCategory.PrivateUse => "Co", UnicodeCategory.OtherNotAssigned => "Cn",
    };

    private static CharSet Han()
    {
        var han = new CharSet();
        foreach (var (first, last) in ((int, int)[])
                 [
                     (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007),
                     (0x3021, 0x3029), (0x3038, 0x303B), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x16FE2, 0x16FE3), (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF),
                     (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2F800, 0x2FA1D), (0x30000, 0x3134A), (0x31350, 0x323AF),
                 ]) han.Add(first, last);
        return han;
    }
}
