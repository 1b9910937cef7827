using Petitions.Cases;

namespace Petitions.Storage.Queries;

public sealed record JobRunLine
{
    public required long Id { get; init; }
    public required string Job { get; init; }
    public required string Server { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? Result { get; init; }
    public string? Failure { get; init; }
    public TimeSpan? Duration => FinishedAt - StartedAt;
}

/// <param name="Name">timers or outbox.</param>
/// <param name="Waiting">Still to come, counted up to 10,001 ("more than ten thousand"); <paramref name="Due"/> should already be done.</param>
public sealed record QueueLine(string Name, int Waiting, int Due, DateTimeOffset? OldestDue, int Parked);

/// <summary>A timer or message that failed five times. The number is missing where the reader may not read the case.</summary>
public sealed record ParkedLine
{
    public required string Queue { get; init; }
    public required string Root { get; init; }
    public required Guid CaseId { get; init; }
    public string? Number { get; init; }

    /// <summary>Number of the timer, or key of the message.</summary>
    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required string Reason { get; init; }
    public int Tries { get; init; }
    public DateTimeOffset ParkedAt { get; init; }
    public CaseKey Case => new(Root, CaseId);
}

/// <param name="Last">The newest run of each job.</param>
/// <param name="Recent">The newest runs of all.</param>
public sealed record JobsView(IReadOnlyList<JobRunLine> Last, IReadOnlyList<JobRunLine> Recent, IReadOnlyList<QueueLine> Queues, IReadOnlyList<ParkedLine> Parked);

/// <summary>The jobs page: what runs by itself, what waits, what failed.</summary>
public sealed class Jobs(Database database, LibrarySource library)
{
    public async Task<JobsView> ReadAsync(Actor actor, DateTimeOffset now, int size, CancellationToken token)
    {
        var readers = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        var asked = new { everything = readers is null, readers = readers ?? [], now, size, least = LeastShown };
        return new(
            await Rows.ReadAsync<JobRunLine>(database, $"select distinct on (job) {Run} from job_runs order by job, started_at desc", asked, token),
            await Rows.ReadAsync<JobRunLine>(database, $"select {Run} from job_runs order by id desc limit @size", asked, token),
            await Rows.ReadAsync<QueueLine>(database, Queues, asked, token),
            await Rows.ReadAsync<ParkedLine>(database, Parked, asked, token));
    }

    /// <summary>The parked timers and messages of sealed cases that this person may read, and orders that were to become sealed petitions.</summary>
    public async Task<IReadOnlyList<ParkedLine>> SealedAsync(Actor actor, int size, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var mine = Access.ScopeOf(actor, reference).Sealed;
        return await Rows.ReadAsync<ParkedLine>(
            database,
            $"select p.queue, p.root, p.case_id, case when c.sealed then c.number end as number, p.key, p.kind, p.reason, p.tries, p.parked_at {AllParked} "
            + "where c.sealed and c.readers && @readers or p.accuses and @mine order by p.parked_at desc limit @size",
            new { readers = Readers.Of(actor, reference) ?? [], mine, size }, token);
    }

    /// <summary>Fewer sealed ones are not counted: a single one would give its case away.</summary>
    private const int LeastShown = 3;

    private const string Run = "id, job, server, started_at, finished_at, result, failure";

    private const string Queues =
        """
        select 'timers' as name, (select count(*)::int from (select from timers where parked_at is null limit 10001) w) as waiting, count(*)::int as due, min(next_at) as oldest_due,
            (select (count(*) - case when count(*) filter (where c.sealed) < @least then count(*) filter (where c.sealed) else 0 end)::int
             from timers t join cases c on c.root = t.root and c.case_id = t.case_id where t.parked_at is not null) as parked
        from timers where parked_at is null and next_at <= @now
        union all
        select 'outbox', (select count(*)::int from (select from outbox where delivered_at is null and parked_at is null limit 10001) w), count(*)::int, min(next_at),
            (select (count(*) - case when count(*) filter (where c.sealed or o.payload->'command'->>'nature' = 'N-ACCUSE') < @least
                then count(*) filter (where c.sealed or o.payload->'command'->>'nature' = 'N-ACCUSE') else 0 end)::int
             from outbox o join cases c on c.root = o.root and c.case_id = o.case_id where o.parked_at is not null and o.delivered_at is null)
        from outbox where delivered_at is null and parked_at is null and next_at <= @now
        """;

    private const string AllParked =
        """
        from (
            select 'timers' as queue, root, case_id, no::text as key, kind, parked_reason as reason, tries, parked_at, false as accuses
            from timers where parked_at is not null
            union all
            select 'outbox', root, case_id, key, kind, last_error, tries, parked_at, coalesce(payload->'command'->>'nature' = 'N-ACCUSE', false)
            from outbox where parked_at is not null and delivered_at is null) p
        join cases c on c.root = p.root and c.case_id = p.case_id
        """;

    // Sealed ones stand on the sealed desk alone.
    private const string Parked =
        $"""
        select p.queue, p.root, p.case_id, case when @everything or c.readers && @readers then c.number end as number, p.key, p.kind, p.reason, p.tries, p.parked_at
        {AllParked}
        where @everything or not c.sealed and not p.accuses
        order by p.parked_at desc limit @size
        """;
}
