using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>A receipt under its idempotency key. The query code is encrypted: nowhere in the database can it be read.</summary>
internal sealed record KeptReceipt(string Root, Guid CaseId, string Number, CaseState State, int FactVersion, byte[]? QueryCode, IReadOnlyList<string> Events)
{
    public static JsonElement Of(StepReceipt receipt, TextKeys keys) => JsonSerializer.SerializeToElement(
        new KeptReceipt(
            receipt.Key.Root, receipt.Key.Id, receipt.Number, receipt.State, receipt.FactVersion,
            receipt.QueryCode is { } code ? keys.LockPerson(code) : null, receipt.Events),
        CaseJson.Options);

    public static StepReceipt Open(string json, TextKeys keys)
    {
        var kept = JsonSerializer.Deserialize<KeptReceipt>(json, CaseJson.Options)!;
        return new(
            new CaseKey(kept.Root, kept.CaseId), kept.Number, kept.State, kept.FactVersion, kept.QueryCode is { } code ? keys.OpenPerson(code) : null, kept.Events, []);
    }
}
