using System.Text.Json;

namespace Petitions.Cases;

/// <summary>One entry of a case's audit as an examiner reads it. The payload holds ids, codes and moments, never words.</summary>
/// <param name="Verb">The order in whose step it happened.</param>
public sealed record HistoryEvent(
    int Seq, DateTimeOffset RecordedAt, DateTimeOffset HappenedAt, string Actor, string Verb, string Name, JsonElement Payload);

/// <summary>One message inside the application.</summary>
/// <param name="To">Staff id, or <c>P:n</c>.</param>
/// <param name="Folded">Templates that were folded into it (E8).</param>
public sealed record HistoryNotice(string To, string Template, DateTimeOffset ToldAt, DateTimeOffset NotBefore, string? Folded);

/// <summary>What an examiner looks at: a case as it stands, everything that happened to it in order, and every message that was told.</summary>
/// <param name="Attention">Workflows that stand still, with the reason.</param>
public sealed record CaseHistory(
    Case Case, IReadOnlyList<HistoryEvent> Events, IReadOnlyList<HistoryNotice> Notices, IReadOnlyList<string> Attention)
{
    public string Number => Case.Number ?? Case.Key.ToString();

    public IEnumerable<HistoryEvent> Named(string name) => Events.Where(e => e.Name == name);
}
