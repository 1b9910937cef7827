using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Invariants;

internal static class HistoryReading
{
    /// <summary>A member of the payload that is a word or a code; null where there is none.</summary>
    public static string? Text(this HistoryEvent e, string member) =>
        e.Payload.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
