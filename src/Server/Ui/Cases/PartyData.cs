using Petitions.Server.Reading;

namespace Petitions.Server.Ui.Cases;

/// <summary>Sex, age, document and work of a party in one line, as far as the reader sees them.</summary>
internal static class PartyData
{
    public static string Of(PersonSeen person, Texts texts) => string.Join(texts["list.separator"], new[]
    {
        person.Sex is { Length: > 0 } sex ? texts["sex." + sex] : null,
        person.Age is { Length: > 0 } age ? texts.Say("person.age", age) : null,
        person is { IdKind: { } kind, IdNumber: { Length: > 0 } number } ? $"{texts["idKind." + kind]} {number}" : null,
        person.Occupation is { Length: > 0 } occupation ? occupation : null,
    }.Where(said => said is not null));
}
