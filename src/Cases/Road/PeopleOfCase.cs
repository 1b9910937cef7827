using System.Text;

namespace Petitions.Cases;

/// <summary>
/// Protects the people who brought a matter when blame is written down (handbook §6.2): they cannot be named as responsible, and what is read out
/// in a meeting must not show who they are. Compares words, so that a name typed by hand is caught as well.
/// </summary>
internal static class PeopleOfCase
{
    /// <summary>A petitioner, representative, party, witness or reporter of the case. The accused of an accusation is none of them.</summary>
    /// <param name="person">Staff id, <c>P:n</c> or a name.</param>
    public static bool IsPetitionerOrParty(StepContext step, string? person)
    {
        if (string.IsNullOrWhiteSpace(person))
            return false;
        var name = Folded(step.Reference.Person(person)?.Name ?? person);
        return Protected(step.Case).Any(p => person == $"P:{p.No}" || Folded(step.TextOf(p.Name)) is { Length: > 0 } own && own == name);
    }

    public static bool IsSameName(string one, string other) => Folded(one) == Folded(other);

    /// <summary>The words hold the name, however it is spaced.</summary>
    public static bool IsIn(string words, string name) => Holds(Folded(words), name, 2);

    /// <summary>The words hold a name, telephone number, number of a document, address or safe contact of somebody in the case.</summary>
    public static bool AreNamedIn(StepContext step, string? words)
    {
        var folded = Folded(words ?? "");
        var digits = new string(folded.Where(char.IsAsciiDigit).ToArray());
        return Protected(step.Case).Any(p =>
            Holds(folded, step.TextOf(p.Name), 2) || Holds(folded, step.TextOf(p.Address), 4)
            || HoldsNumber(digits, step.TextOf(p.Phone)) || HoldsNumber(digits, step.TextOf(p.IdNumber)) || HoldsNumber(digits, step.TextOf(p.SafeContact)));
    }

    private static IEnumerable<PersonInCase> Protected(Case c) =>
        c.People.Where(p => p.Role != "respondent" || c.Nature != Natures.Accuse);

    private static bool Holds(string folded, string words, int shortest) =>
        Folded(words) is { } own && own.Length >= shortest && folded.Contains(own, StringComparison.Ordinal);

    private static bool HoldsNumber(string digits, string words) =>
        new string(Folded(words).Where(char.IsAsciiDigit).ToArray()) is { Length: >= 7 } own && digits.Contains(own, StringComparison.Ordinal);

    /// <summary>Full-width forms, case and spaces do not make another name.</summary>
    private static string Folded(string words) =>
        new(words.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(letter => !char.IsWhiteSpace(letter)).ToArray());
}
