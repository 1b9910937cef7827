using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Petitions.Server;

public enum Language { Chinese, English }

/// <summary>
/// All words the product says, from the two flat resource files of this folder: the same keys in both. Sentences take facts by
/// number (<c>{0}</c>, refusals) or by name (<c>{due}</c>, notices).
/// </summary>
public sealed partial class Texts
{
    public static readonly Texts Chinese = new(Language.Chinese, "zh-Hans", Read("zh-Hans"));
    public static readonly Texts English = new(Language.English, "en", Read("en"));

    private readonly Dictionary<string, string> _sentences;

    private Texts(Language language, string code, Dictionary<string, string> sentences) =>
        (Language, Code, _sentences) = (language, code, sentences);

    public Language Language { get; }

    /// <summary>The language tag: <c>zh-Hans</c> or <c>en</c>.</summary>
    public string Code { get; }

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language == Language.Chinese ? "zh-CN" : "en-GB");

    public IReadOnlyCollection<string> Keys => _sentences.Keys;

    /// <summary>The sentence; a key without one shows itself, so that a gap is seen and not silent.</summary>
    public string this[string key] => _sentences.GetValueOrDefault(key, key);

    public static Texts Of(Language language) => language == Language.Chinese ? Chinese : English;

    public bool Has(string key) => _sentences.ContainsKey(key);

    /// <summary>The sentence, or <paramref name="otherwise"/> where the files hold none (codes of the reference data).</summary>
    public string Or(string key, string otherwise) => _sentences.GetValueOrDefault(key, otherwise);

    public string Say(string key, params object?[] facts) =>
        Numbered().Replace(this[key], m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) is var i && i < facts.Length
            ? Convert.ToString(facts[i], Culture) ?? "" : "");

    /// <summary>Fills facts by name; a fact that nobody gave leaves nothing behind.</summary>
    public string Fill(string key, IReadOnlyDictionary<string, string> facts, Func<string, string, string> show) =>
        Named().Replace(this[key], m => facts.TryGetValue(m.Groups[1].Value, out var fact) ? show(m.Groups[1].Value, fact) : "");

    private static Dictionary<string, string> Read(string code)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"Petitions.Server.Texts.{code}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\{([a-zA-Z]\w*)\}")]
    private static partial Regex Named();
}
