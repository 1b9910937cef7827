namespace Petitions.Engine.Expressions;

/// <summary>Small things about strings.</summary>
internal static class JsText
{
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    /// <summary>A string of one character; the common ones are shared.</summary>
    public static JsValue Char(char c) => c < 128 ? Ascii[c] : c.ToString();

    public static string Trim(string text) => TrimEnd(TrimStart(text));

    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text[start])) start++;
        return text[start..];
    }

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsBlank(text[end - 1])) end--;
        return text[..end];
    }

    public static bool IsBlank(char c) => c == '\uFEFF' || (char.IsWhiteSpace(c) && c != '\u0085');
}
