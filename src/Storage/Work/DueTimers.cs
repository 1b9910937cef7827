using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <param name="Claimed">Timers that were due and free.</param>
/// <param name="Fired">Timers whose step was committed.</param>
/// <param name="Failures">What failed, one line each: the timer is tried again later, or parked after the fifth try.</param>
public sealed record SweepResult(int Claimed, int Fired, IReadOnlyList<TimerFailure> Failures);

public sealed record TimerFailure(CaseKey Key, int Timer, Exception Cause);

/// <summary>
/// What time brings: claims due timers in sets, oldest first, and gives each case its TimersDue. Any number of servers sweep side by side; they
/// share by the locks on the case rows (never on timer rows: a step locks its case first, and so does the sweep, so the two cannot deadlock).
/// </summary>
public sealed class DueTimers(Database database, LibrarySource library, CaseDesk desk, TimeProvider time)
{
    internal const int MostTries = 5;

    // The limit counts timers; the lock is on cases, so a case comes once however many of its timers are due. Cases locked by others are passed over.
    private const string Claim =
        $"""
        with head as materialized (
            select t.root, t.case_id, t.no from timers t join cases c on c.root = t.root and c.case_id = t.case_id
            where t.next_at <= $1 and t.parked_at is null
            order by t.next_at limit $2 for no key update of c skip locked),
        due as (select root, case_id, array_agg(no order by no) as nos from head group by root, case_id)
        select {StepReader.CaseColumnList}, (select stamp from library), due.nos,
            (select array_agg(t.no) from timers t where t.root = c.root and t.case_id = c.case_id and (t.parked_at is not null or t.next_at > $1))
        from due join cases c on c.root = due.root and c.case_id = due.case_id
        {StepReader.CaseJoins}
        """;

    private const string ClaimOne =
        $"""
        with due as (select root, case_id from cases where root = $1 and case_id = $2 for no key update skip locked)
        select {StepReader.CaseColumnList}, (select stamp from library), array[]::int[], array[]::int[]
        from due join cases c on c.root = due.root and c.case_id = due.case_id
        {StepReader.CaseJoins}
        """;

    /// <summary>One pass over up to <paramref name="size"/> due timers. Call again until <see cref="SweepResult.Claimed"/> is less than that.</summary>
    public async Task<SweepResult> SweepAsync(int size, CancellationToken token)
    {
        var now = time.GetUtcNow().ToMicroseconds();
        await using var connection = await database.App.OpenConnectionAsync(token);
        var (claimed, fired, alone) = await SweepSetAsync(connection, size, now, token);
        var failures = new List<TimerFailure>();
        foreach (var (key, nos) in alone)
            foreach (var no in nos)
                if (await FireAloneAsync(connection, key, no, now, token) is { } failure)
                    failures.Add(failure);
                else
                    fired++;
        return new(claimed, fired, failures);
    }

    /// <summary>A parked timer is tried again from the start, at once.</summary>
    public async Task RetryAsync(CaseKey key, int timer, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            with c as (select root, case_id from cases where root = $1 and case_id = $2 for no key update)
            update timers t set tries = 0, parked_at = null, parked_reason = null, next_at = $4
            from c where t.root = c.root and t.case_id = c.case_id and t.no = $3
            """);
        command.Parameters.AddRange(new[] { Sql.Text(key.Root), Sql.Uuid(key.Id), Sql.Int(timer), Sql.Moment(time.GetUtcNow()) });
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>The whole set in one commit. What cannot be decided, or spoils the commit, is named to be fired alone.</summary>
    private async Task<(int Claimed, int Fired, List<(CaseKey, int[])> Alone)> SweepSetAsync(
        NpgsqlConnection connection, int size, DateTimeOffset now, CancellationToken token)
    {
        await using var transaction = await connection.BeginTransactionAsync(token);
        var due = await ClaimAsync(connection, Sql.Command(Claim, Sql.Moment(now), Sql.Int(size)), token);
        var (steps, alone) = (new List<(PreparedStep Step, int[] Nos)>(), new List<(CaseKey, int[])>());
        foreach (var (found, stamp, nos, resting) in due)
        {
            if (Decide(found, await library.AtLeastAsync(stamp, token), no => !resting.Contains(no), nos, now) is { Step: { } step })
                steps.Add((step, nos));
            else
                alone.Add((found.Case.Key, nos));
        }
        var claimed = due.Sum(d => d.Nos.Length);
        try
        {
            var written = steps.Count == 0 ? new HashSet<CaseKey>() : await desk.Writer.WriteAsync(connection, steps.ConvertAll(s => s.Step), token);
            await transaction.CommitAsync(token);
            return (claimed, steps.Where(s => written.Contains(s.Step.Case.Key)).Sum(s => s.Nos.Length), alone);
        }
        catch (Exception e) when (IsOfTheCase(e))
        {
            // One case spoiled the set for all: nothing was written, and each is fired alone to find out which.
            await transaction.RollbackAsync(token);
            return (claimed, 0, [.. due.Select(d => (d.Found.Case.Key, d.Nos))]);
        }
    }

    /// <summary>One timer of one case, the others of the case put aside. Null if it was fired, or is no longer there to fire.</summary>
    private async Task<TimerFailure?> FireAloneAsync(NpgsqlConnection connection, CaseKey key, int no, DateTimeOffset now, CancellationToken token)
    {
        Exception cause;
        await using (var transaction = await connection.BeginTransactionAsync(token))
        {
            if (await ClaimAsync(connection, Sql.Command(ClaimOne, Sql.Text(key.Root), Sql.Uuid(key.Id)), token) is not [var (found, stamp, _, _)])
                return null;
            if (!found.Case.Timers.Exists(t => t.No == no))
                return null;
            var decided = Decide(found, await library.AtLeastAsync(stamp, token), n => n == no, [no], now);
            try
            {
                if (decided.Step is { } step)
                {
                    await desk.Writer.WriteAsync(connection, [step], token);
                    await transaction.CommitAsync(token);
                    return null;
                }
                cause = decided.Failure!;
            }
            catch (Exception e) when (IsOfTheCase(e))
            {
                cause = e;
            }
            await transaction.RollbackAsync(token);
        }
        await SetAsideAsync(connection, key, no, cause, now, token);
        return new(key, no, cause);
    }

    /// <summary>Runs the due timers that may run; the others look not due to the rules, and keep their moment.</summary>
    private static (PreparedStep? Step, Exception? Failure) Decide(FoundCase found, Library library, Func<int, bool> mayRun, int[] nos, DateTimeOffset now)
    {
        var timers = found.Case.Timers;
        var resting = timers.Where(t => t.DueAt <= now && !mayRun(t.No)).ToDictionary(t => t.No, t => t.DueAt);
        timers.Replace(t => resting.ContainsKey(t.No), t => t with { DueAt = DateTimeOffset.MaxValue });
        try
        {
            var order = new Order(new TimersDue(), Actor.System, null, null);
            var step = PreparedStep.Decide(found, order, new Dictionary<string, CaseGlance>(), library, now);
            timers.Replace(t => resting.ContainsKey(t.No), t => t with { DueAt = resting[t.No] });
            return timers.Find(t => nos.Contains(t.No) && t.DueAt <= now) is { } still
                ? (null, new InvalidOperationException($"The timer {still.Kind} {still.Ref} is still due after it was fired."))
                : (step, null);
        }
        catch (Exception e)
        {
            return (null, e);
        }
    }

    private async Task<List<(FoundCase Found, long Stamp, int[] Nos, int[] Resting)>> ClaimAsync(NpgsqlConnection connection, NpgsqlBatchCommand claim, CancellationToken token)
    {
        await using var batch = Sql.Batch(connection, Actor.System.Id);
        batch.BatchCommands.Add(claim);
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.NextResultAsync(token);
        var found = new List<(FoundCase, long, int[], int[])>();
        while (await row.ReadAsync(token))
            found.Add((desk.Reader.Read(row), row.GetInt64(11), row.GetFieldValue<int[]>(12), row.IsDBNull(13) ? [] : row.GetFieldValue<int[]>(13)));
        return found;
    }

    /// <summary>Later by 1, 2, 4 and 8 minutes; after the fifth failure it is parked with its reason, until a person looks at it.</summary>
    private static async Task SetAsideAsync(NpgsqlConnection connection, CaseKey key, int no, Exception cause, DateTimeOffset now, CancellationToken token)
    {
        await using var batch = Sql.Batch(connection, Actor.System.Id);
        batch.BatchCommands.Add(Sql.Command(
            """
            with c as (select root, case_id from cases where root = $1 and case_id = $2 for no key update)
            update timers t set tries = t.tries + 1, next_at = $4 + interval '1 minute' * (1 << t.tries),
                parked_at = case when t.tries + 1 >= $5 then $4 end, parked_reason = case when t.tries + 1 >= $5 then $6 end
            from c where t.root = c.root and t.case_id = c.case_id and t.no = $3 and t.parked_at is null
            """,
            Sql.Text(key.Root), Sql.Uuid(key.Id), Sql.Int(no), Sql.Moment(now), Sql.Int(MostTries), Sql.Text(ReasonOf(cause))));
        await batch.ExecuteNonQueryAsync(token);
    }

    /// <summary>Not the database's trouble, which would be everybody's.</summary>
    private static bool IsOfTheCase(Exception e) =>
        e is not OperationCanceledException && PostgresFailure.Of(e).Trouble is PostgresTrouble.None or PostgresTrouble.Unique;

    private static string ReasonOf(Exception cause) => cause is Refused refused ? refused.Code : $"{cause.GetType().Name}: {cause.Message}";
}

internal static class ListOfTimers
{
    public static void Replace(this List<CaseTimer> timers, Func<CaseTimer, bool> which, Func<CaseTimer, CaseTimer> with)
    {
        for (var n = 0; n < timers.Count; n++)
            if (which(timers[n]))
                timers[n] = with(timers[n]);
    }
}
