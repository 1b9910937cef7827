using System.Text.Json;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>What a year is drawn from and measured against (seeds/year.json): counts of the samples, and bands stated beforehand.</summary>
/// <param name="Samples">How many samples there are.</param>
/// <param name="Smoothing">Added to the count of each category, so that those without a sample occur as well.</param>
/// <param name="Categories">Samples of each category.</param>
/// <param name="Channels">Samples of each channel.</param>
/// <param name="Traits">Samples of each trait: joint, anonymous, lateEntry …</param>
public sealed record YearPlan(
    int Samples, double Smoothing, IReadOnlyDictionary<string, int> Categories, IReadOnlyDictionary<string, int> Channels,
    IReadOnlyDictionary<string, int> Traits, IReadOnlyList<Band> Bands)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static YearPlan Read(string folder) =>
        JsonSerializer.Deserialize<YearPlan>(File.ReadAllText(Path.Combine(folder, "year.json")), Options)!;

    /// <summary>The share of a trait, smoothed towards "sometimes" so that nothing is impossible and nothing certain.</summary>
    public double Share(string trait) => (Traits.GetValueOrDefault(trait) + Smoothing) / (Samples + 2 * Smoothing);

    public double Share(string category, int categories) =>
        (Categories.GetValueOrDefault(category) + Smoothing) / (Samples + Smoothing * categories);
}

/// <summary>Between which shares of all petitions a count must lie.</summary>
/// <param name="Kind">category, rung, outcome or state.</param>
/// <param name="Low">Lowest lawful share of the kind's whole.</param>
/// <param name="Why">Where the band comes from, in one sentence.</param>
public sealed record Band(string Kind, string Code, double Low, double High, string Why)
{
    /// <summary>Chance alone moves a count by that many standard deviations in one run of some ten thousand.</summary>
    private const double Deviations = 4;

    public int Least(int of) => (int)Math.Floor(Math.Max(0, of * Low - Deviations * Math.Sqrt(of * Low)));

    public int Most(int of) => (int)Math.Ceiling(Math.Min(of, of * High + Deviations * Math.Sqrt(of * High) + 1));
}
