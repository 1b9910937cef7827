namespace Petitions.Cases;

/// <summary>
/// "Keep my name from the unit" (handbook §10): the name must not stand in what others read or search either. What was said is kept as it was said;
/// headings, the index of the search, and what readers without the name are shown do without it.
/// </summary>
public static class KeptNames
{
    private const string Hidden = "某某";
    private const int ShortestName = 2;

    /// <summary>Names and numbers of those who ask; empty unless the name is to be kept.</summary>
    /// <param name="words">Kept words by id.</param>
    public static IReadOnlyList<string> Of(Case c, Func<int?, string?> words) => !c.KeepNameFromUnit ? []
        : [.. c.People.Where(Parties.Asks).SelectMany(p => new[] { words(p.Name), words(p.Phone), words(p.SafeContact) }).OfType<string>()
            .Where(name => name.Length >= ShortestName).OrderByDescending(name => name.Length)];

    public static string Without(string text, IEnumerable<string> names) =>
        names.Aggregate(text, (rest, name) => rest.Replace(name, Hidden, StringComparison.OrdinalIgnoreCase));
}
