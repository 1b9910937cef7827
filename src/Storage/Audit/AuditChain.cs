using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>One entry of a case's audit, as it is digested. Moments in UTC to the microsecond.</summary>
internal sealed record AuditEntry(
    string Root, Guid CaseId, int Seq, DateTimeOffset RecordedAt, DateTimeOffset HappenedAt, string Actor, string? DelegateOf, string Verb, string Event,
    string? Rule, string Payload)
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of the previous hash and the entry, written as a JSON array: no two entries look alike, whatever their fields hold.</summary>
    public byte[] HashAfter(byte[] previous)
    {
        var canonical = JsonSerializer.SerializeToUtf8Bytes<object?[]>(
            [Root, CaseId.ToString(), Seq, Written(RecordedAt), Written(HappenedAt), Actor, DelegateOf, Verb, Event, Rule, Payload], _plain);
        return SHA256.HashData([.. previous, .. canonical]);
    }

    private static string Written(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Appends the events of a step to the case's chain and moves its head.</summary>
internal static class AuditChain
{
    public static List<(AuditEntry Entry, byte[] Previous, byte[] Hash)> Append(Case c, string verb, IReadOnlyList<RecordedEvent> events)
    {
        var entries = new List<(AuditEntry, byte[], byte[])>(events.Count);
        var head = Convert.FromHexString(c.AuditHead);
        foreach (var recorded in events)
        {
            var entry = new AuditEntry(
                c.Key.Root, c.Key.Id, ++c.AuditSeq, recorded.RecordedAt.ToMicroseconds(), recorded.HappenedAt.ToMicroseconds(), recorded.Actor.Id,
                recorded.Actor.DelegateOf, verb, recorded.Event.Name, recorded.Event.Rule,
                JsonSerializer.Serialize(recorded.Event, recorded.Event.GetType(), CaseJson.Options));
            var hash = entry.HashAfter(head);
            entries.Add((entry, head, hash));
            head = hash;
        }
        c.AuditHead = Convert.ToHexStringLower(head);
        return entries;
    }
}
