using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>All that a query code shows (handbook §10): never content.</summary>
/// <param name="Next">The day by which the next thing must happen; null if nothing is awaited.</param>
public sealed record WhereItStands(CaseState State, DateOnly? Next);

/// <param name="Found">Null for a code that does not exist.</param>
/// <param name="TooMany">Asked too often within ten minutes; the code was not looked at.</param>
public sealed record WhereaboutsAnswer(WhereItStands? Found, bool TooMany);

/// <summary>"Where is my case?" by query code, and the brake on those who guess.</summary>
public sealed class Whereabouts(Database database, TextKeys keys, TimeProvider time)
{
    internal const int MostTries = 10;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(10);

    /// <param name="asker">What tells askers apart, an address for example. Only a digest that changes daily is kept, for a day.</param>
    public async Task<WhereaboutsAnswer> AskAsync(string code, string asker, CancellationToken token)
    {
        var now = time.GetUtcNow();
        return await CountAsync(asker, now, token) > MostTries ? new(null, true) : new(await FindAsync(code, token), false);
    }

    /// <summary>The case that a petitioner opens with her code, to use a right; null for a code that does not exist.</summary>
    /// <param name="asker">As in <see cref="AskAsync"/>: guesses count together.</param>
    /// <returns>With the number of the person whose own code it is; null for the code of the case, which the first one has.</returns>
    public async Task<(CaseKey Key, int? Person)?> KeyOfAsync(string code, string asker, CancellationToken token)
    {
        if (await CountAsync(asker, time.GetUtcNow(), token) > MostTries)
            return null;
        await using var command = database.App.CreateCommand(
            "select root, case_id, null::int from cases where query_code_hash = $1 union all select root, case_id, person from person_codes where hash = $1");
        command.Parameters.Add(Sql.Bytes(QueryCodes.HashOf(keys, code)));
        await using var row = await command.ExecuteReaderAsync(token);
        return await row.ReadAsync(token) ? (new CaseKey(row.GetString(0), row.GetGuid(1)), row.IsDBNull(2) ? null : row.GetInt32(2)) : null;
    }

    /// <summary>Counts a try with any code; true when there have been too many within ten minutes.</summary>
    public async Task<bool> IsTooOftenAsync(string asker, CancellationToken token) => await CountAsync(asker, time.GetUtcNow(), token) > MostTries;

    private async Task<WhereItStands?> FindAsync(string code, CancellationToken token)
    {
        var found = await Rows.ReadAsync<StateRow>(
            database,
            """
            select state, coalesce(completion_due_at, due_at) as next from cases where query_code_hash = @hash
            union all select c.state, coalesce(c.completion_due_at, c.due_at) from person_codes p join cases c using (root, case_id) where p.hash = @hash
            """, new { hash = QueryCodes.HashOf(keys, code) }, token);
        // A day-clock runs out at 24:00, which is already the next day.
        return found is [var row] ? new(StateCodes.Of(row.State), row.Next is { } next ? Local.DateOf(next.AddTicks(-1)) : null) : null;
    }

    private async Task<int> CountAsync(string asker, DateTimeOffset now, CancellationToken token)
    {
        var since = new DateTimeOffset(now.UtcTicks - now.UtcTicks % _window.Ticks, TimeSpan.Zero);
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var batch = Sql.Batch(connection, Actor.System.Id);
        batch.BatchCommands.Add(Sql.Command("delete from query_attempts where since < $1", Sql.Moment(now.AddDays(-1))));
        batch.BatchCommands.Add(Sql.Command(
            """
            insert into query_attempts as a (asker, since, tries) values ($1, $2, 1)
            on conflict (asker, since) do update set tries = a.tries + 1 returning tries
            """,
            Sql.Bytes(keys.Digest($"asker {Local.DateOf(now):yyyy-MM-dd}", asker)), Sql.Moment(since)));
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.NextResultAsync(token);
        await row.ReadAsync(token);
        return row.GetInt32(0);
    }

    private sealed record StateRow
    {
        public required string State { get; init; }
        public DateTimeOffset? Next { get; init; }
    }
}
