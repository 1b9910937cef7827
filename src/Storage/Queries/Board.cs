using System.Globalization;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <param name="Rung">0: due and not yet escalated; 1 to 4: how high it has climbed.</param>
public sealed record RungCount(string Unit, int Rung, int Open, int Overdue);

/// <summary>A workflow that failed and waits for somebody to retry, skip or cancel it.</summary>
public sealed record ParkedWorkflow
{
    public required string Root { get; init; }
    public required Guid CaseId { get; init; }
    public required string Number { get; init; }
    public required int Instance { get; init; }
    public required string DefinitionId { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset Since { get; init; }
    public CaseKey Case => new(Root, CaseId);
}

/// <param name="Overdue">The longest overdue first, at most as many as were asked for.</param>
/// <param name="DueSoon">Due within three days, the nearest first.</param>
/// <param name="StaleDeferrals">A three-not-let-go check was put off until a day that has passed.</param>
/// <param name="NeedsAttention">Why stands in <see cref="CaseLine.Attention"/>.</param>
public sealed record BoardView(
    IReadOnlyList<RungCount> Counts, IReadOnlyList<CaseLine> Overdue, IReadOnlyList<CaseLine> Climbing, IReadOnlyList<CaseLine> NeedsAttention,
    IReadOnlyList<ParkedWorkflow> Parked, IReadOnlyList<CaseLine> DueSoon, IReadOnlyList<CaseLine> StaleDeferrals);

/// <summary>The supervisor's board over everything she may read.</summary>
public sealed class Board(Database database, LibrarySource library)
{
    public async Task<BoardView> ReadAsync(Actor actor, DateTimeOffset now, int size, CancellationToken token)
    {
        var readers = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        var asked = new { everything = readers is null, readers = readers ?? [], now, soon = now.AddDays(3), today = Local.DateOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), size };
        return new(
            await Rows.ReadAsync<RungCount>(database, Counts, asked, token),
            await CasesAsync("c.open and c.completion_due_at < @now", "c.completion_due_at", asked, token),
            await CasesAsync("c.open and c.rung > 0", "c.rung desc, c.completion_due_at", asked, token),
            await CasesAsync("c.attention <> '{}'", "c.updated_at desc", asked, token),
            await Rows.ReadAsync<ParkedWorkflow>(database, Parked, asked, token),
            await CasesAsync("c.open and c.completion_due_at >= @now and c.completion_due_at < @soon", "c.completion_due_at", asked, token),
            await CasesAsync(Stale, "c.received_at", asked, token));
    }

    private const string Stale =
        """
        c.accountability_open and jsonb_path_exists(
            c.doc, '$.accountabilityRecords[*] ? (@.status != "passed" && @.deferral.until < $day)', jsonb_build_object('day', @today::text))
        """;

    private const string Counts =
        """
        select c.handling_unit as unit, c.rung, count(*)::int as open, (count(*) filter (where c.completion_due_at < @now))::int as overdue
        from cases c where c.open and (@everything or c.readers && @readers)
        group by c.handling_unit, c.rung order by c.handling_unit, c.rung
        """;

    private const string Parked =
        """
        select i.root, i.case_id, coalesce(c.number, '') as number, i.no as instance, i.definition_id, i.parked_reason as reason, i.updated_at as since
        from workflow_instances i join cases c on c.root = i.root and c.case_id = i.case_id
        where i.parked and (@everything or c.readers && @readers)
        order by i.updated_at desc limit @size
        """;

    private Task<List<CaseLine>> CasesAsync(string which, string order, object asked, CancellationToken token) => Rows.ReadAsync<CaseLine>(
        database, CaseLine.First($"{which} and c.number is not null and (@everything or c.readers && @readers)", order), asked, token);
}
