using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>What happened to a case and who was told, as the tables keep it: for whoever examines, not for readers of a case.</summary>
public sealed class Histories(Database database)
{
    public async Task<IReadOnlyList<HistoryEvent>> EventsAsync(CaseKey key, CancellationToken token) =>
        (await Rows.ReadAsync<EventRow>(
            database,
            "select seq, recorded_at, happened_at, actor, verb, event as name, payload::text as payload from audit where root = @root and case_id = @id order by seq",
            new { root = key.Root, id = key.Id }, token))
        .ConvertAll(r => new HistoryEvent(r.Seq, r.RecordedAt, r.HappenedAt, r.Actor, r.Verb, r.Name, Parsed(r.Payload)));

    public async Task<IReadOnlyList<HistoryNotice>> NoticesAsync(CaseKey key, CancellationToken token) =>
        (await Rows.ReadAsync<NoticeRow>(
            database,
            "select person, template, told_at, not_before, arguments ->> 'also' as folded from notices where root = @root and case_id = @id order by no",
            new { root = key.Root, id = key.Id }, token))
        .ConvertAll(r => new HistoryNotice(r.Person, r.Template, r.ToldAt, r.NotBefore, r.Folded));

    private static JsonElement Parsed(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.Clone();
    }

    private sealed class EventRow
    {
        public int Seq { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public DateTimeOffset HappenedAt { get; init; }
        public string Actor { get; init; } = "";
        public string Verb { get; init; } = "";
        public string Name { get; init; } = "";
        public string Payload { get; init; } = "";
    }

    private sealed class NoticeRow
    {
        public string Person { get; init; } = "";
        public string Template { get; init; } = "";
        public DateTimeOffset ToldAt { get; init; }
        public DateTimeOffset NotBefore { get; init; }
        public string? Folded { get; init; }
    }
}
