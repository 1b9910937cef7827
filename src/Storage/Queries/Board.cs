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

/// <summary>A superior's answer that is awaited.</summary>
public sealed record AwaitedAnswer
{
    public required string Number { get; init; }

    /// <summary>remind1 … rung4, byHand.</summary>
    public required string Step { get; init; }
    public int Rung { get; init; }
    public required string Role { get; init; }
    public required string Unit { get; init; }
    public string? Assignee { get; init; }

    /// <summary>Null where no time is set: what was handed up.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A supervision order that is drafted, or not verified yet.</summary>
public sealed record OrderLine
{
    public required string Number { get; init; }

    /// <summary>Number on the paper; null for a draft.</summary>
    public string? Paper { get; init; }
    public string? Unit { get; init; }

    /// <summary>drafted, issued, replied or returned.</summary>
    public required string Status { get; init; }
    public bool Listed { get; init; }
    public int Returns { get; init; }

    /// <summary>When the reply is due; null while it is verified.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <param name="Answers">The longest due first.</param>
/// <param name="Orders">Listed ones first; each stays until it is verified.</param>
/// <param name="Overdue">The longest overdue first, at most as many as were asked for.</param>
/// <param name="DueSoon">Due within three days, the nearest first.</param>
/// <param name="StaleDeferrals">A three-not-let-go check was put off until a day that has passed.</param>
/// <param name="NeedsAttention">Why stands in <see cref="CaseLine.Attention"/>.</param>
public sealed record BoardView(
    IReadOnlyList<RungCount> Counts, IReadOnlyList<CaseLine> Overdue, IReadOnlyList<CaseLine> Climbing, IReadOnlyList<CaseLine> NeedsAttention,
    IReadOnlyList<ParkedWorkflow> Parked, IReadOnlyList<CaseLine> DueSoon, IReadOnlyList<CaseLine> StaleDeferrals,
    IReadOnlyList<AwaitedAnswer> Answers, IReadOnlyList<OrderLine> Orders);

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
            await CasesAsync(Stale, "c.received_at", asked, token),
            await Rows.ReadAsync<AwaitedAnswer>(database, Answers, asked, token),
            await Rows.ReadAsync<OrderLine>(database, Orders, asked, token));
    }

    private const string Answers =
        """
        select c.number, l.step, l.rung, coalesce(l.target_role, t.role) as role, t.unit, t.assignee, t.due_at
        from tasks t join cases c on c.root = t.root and c.case_id = t.case_id
        join ladder l on l.root = t.root and l.case_id = t.case_id and t.about = 'ladder:' || l.no
        where t.status = 'open' and t.kind in ('escalation', 'handedUp') and c.number is not null and (@everything or c.readers && @readers)
        order by t.due_at nulls last, t.opened_at limit @size
        """;

    private const string Orders =
        """
        select c.number, o ->> 'number' as paper, o ->> 'unit' as unit, o ->> 'status' as status, coalesce((o ->> 'listed')::boolean, false) as listed,
            coalesce((o ->> 'returns')::int, 0) as returns, k.due_at
        from cases c cross join lateral jsonb_array_elements(c.doc -> 'supervisionOrders') o
        left join clocks k on k.root = c.root and k.case_id = c.case_id and k.no = (o ->> 'clock')::int and k.status = 'running'
        where c.number is not null and jsonb_array_length(c.doc -> 'supervisionOrders') > 0 and o ->> 'status' <> 'verified'
            and (c.open or o ->> 'status' <> 'drafted') and (@everything or c.readers && @readers)
        order by listed desc, k.due_at nulls last, c.number limit @size
        """;

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
