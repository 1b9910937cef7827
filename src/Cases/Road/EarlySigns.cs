using System.Text.RegularExpressions;

namespace Petitions.Cases;

/// <summary>
/// Something seen before anybody complained (苗头): a place, what was seen, the step taken. It is about a place and never about a person: no
/// telephone, no identity number, nobody's name. It becomes a petition only when somebody registers one.
/// </summary>
public static partial class EarlySigns
{
    /// <summary>Then it is deleted.</summary>
    public const int KeptDays = 90;

    private const int Longest = 500;

    public static readonly IReadOnlyList<string> Kinds = ["facility", "neighbours", "labour", "land", "environment", "safety", "other"];

    /// <summary>Whoever is on the spot; nobody who would handle, score or police what comes of it.</summary>
    public static readonly IReadOnlyList<string> Recorders = [Roles.Building, Roles.Section, Roles.Intake, Roles.Triage, Roles.Mediator, Roles.EstateHead];

    /// <exception cref="Refused">FIELD_INVALID; EARLY_SIGN_NAMES_PERSON at the text that carries a telephone or identity number.</exception>
    public static void Check(string? place, string? kind, string? seen, string? step, Reference reference)
    {
        if (reference.Unit(place) is null)
            throw Refusals.FieldInvalid("place", "word");
        if (kind is null || !Kinds.Contains(kind))
            throw Refusals.FieldInvalid("kind", "word");
        foreach (var (text, field) in new[] { (seen, "seen"), (step, "step") })
        {
            if (string.IsNullOrWhiteSpace(text))
                throw Refusals.FieldInvalid(field, "required");
            if (text.Length > Longest)
                throw Refusals.FieldInvalid(field, "tooLong");
            if (Number().IsMatch(Plain(text)))
                throw Refusals.EarlySignNamesPerson(field);
        }
    }

    // Full-width digits and the dashes and spaces inside a number do not hide it.
    private static string Plain(string text) => Gap().Replace(text.Normalize(System.Text.NormalizationForm.FormKC), "");

    /// <summary>Seven digits in a row are no year, house or meter reading; with a final X they are an identity number.</summary>
    [GeneratedRegex(@"\d{7}")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=\d)[\s\-–—·.]+(?=\d)")]
    private static partial Regex Gap();
}
