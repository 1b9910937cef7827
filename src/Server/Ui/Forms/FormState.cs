using Microsoft.Extensions.Primitives;
using Petitions.Cases;
using Petitions.Server.Api;

namespace Petitions.Server.Ui.Forms;

/// <summary>What stands in a form when it is shown: what was typed, or the page's proposals, and the refusal where it arose.</summary>
public sealed class FormState(IReadOnlyDictionary<string, StringValues> given, Refused? refused = null)
{
    public static readonly FormState Empty = new(new Dictionary<string, StringValues>());

    private readonly Dictionary<string, int> _more = given.TryGetValue("add", out var add)
        ? add.OfType<string>().ToDictionary(path => path, _ => 1) : [];

    public Refused? Refused { get; } = refused;

    /// <summary>True when somebody has typed: proposals of the page no longer apply.</summary>
    public bool IsPosted => given.Count > 0;

    public static FormState Of(IFormCollection form, Refused? refused = null) =>
        new(form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal), refused);

    /// <summary>A row that was added after the post has its proposals, too.</summary>
    public string Value(string path, string? proposed = null) => given.TryGetValue(path, out var v) ? v.LastOrDefault() ?? "" : proposed ?? "";

    /// <summary>Everything that was typed under one name, in order.</summary>
    public IReadOnlyList<string> Values(string path) => given.TryGetValue(path, out var v) ? [.. v.Select(one => one ?? "")] : [];

    public bool Has(string path, string value) => given.TryGetValue(path, out var v) && v.Contains(value);

    public bool IsOn(string path, bool proposed = false) => given.TryGetValue(path, out var v) ? v.LastOrDefault() is "true" or "on" : !IsPosted && proposed;

    /// <summary>Rows to show of a list: those posted, one more where it was asked for, never fewer than <paramref name="least"/>.</summary>
    public int Rows(string path, int least) => Math.Max(least, FormReader.Rows(given, path) + _more.GetValueOrDefault(path));

    /// <summary>The sentence for the field at this path, if the refusal is about it or a row of it.</summary>
    public string? ErrorAt(string path, Say say) => Refused is { Field: { } field } refused && (field == path || refused.Missing.Any(m => m.Field == path))
        ? Problem.Sentence(refused, say) : null;
}
