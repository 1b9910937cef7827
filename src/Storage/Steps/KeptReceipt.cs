using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>A receipt under its idempotency key. Query codes are encrypted: nowhere in the database can one be read.</summary>
internal sealed record KeptReceipt(string Root, Guid CaseId, string Number, CaseState State, int FactVersion, byte[]? QueryCode, IReadOnlyList<string> Events)
{
    public IReadOnlyList<KeptCode>? PersonCodes { get; init; }

    public static JsonElement Of(StepReceipt receipt, TextKeys keys) => JsonSerializer.SerializeToElement(
        new KeptReceipt(
            receipt.Key.Root, receipt.Key.Id, receipt.Number, receipt.State, receipt.FactVersion,
            receipt.QueryCode is { } code ? keys.LockPerson(code) : null, receipt.Events)
        {
            PersonCodes = receipt.PersonCodes.Count == 0 ? null : [.. receipt.PersonCodes.Select(one => new KeptCode(one.Person, keys.LockPerson(one.Code)))],
        },
        CaseJson.Options);

    public static StepReceipt Open(string json, TextKeys keys)
    {
        var kept = JsonSerializer.Deserialize<KeptReceipt>(json, CaseJson.Options)!;
        return new(
            new CaseKey(kept.Root, kept.CaseId), kept.Number, kept.State, kept.FactVersion, kept.QueryCode is { } code ? keys.OpenPerson(code) : null, kept.Events, [])
        {
            PersonCodes = [.. (kept.PersonCodes ?? []).Select(one => new PersonCode(one.Person, keys.OpenPerson(one.Code)))],
        };
    }

    internal sealed record KeptCode(int Person, byte[] Code);
}
