using System.Text.Json;
using Dapper;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <param name="Number">Null for a case that the reader may not know of.</param>
public sealed record ChangedCase(CaseKey Key, string? Number, bool Locked, CaseChange Change);

/// <summary>
/// What a change of the reference data does to running cases: the look beforehand, and the carrying out in sets. Any number of servers and restarts:
/// a set is repeated at most once, and doing it again changes nothing.
/// </summary>
public sealed class ReferenceApply(Database database, LibrarySource library, CaseDesk desk, ReferenceChanges changes, TimeProvider time)
{
    /// <summary>Steps that were decided on older data may still arrive while a change is published: cases touched since then are looked at again.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(5);

    private const string Running = "exists (select from clocks k where k.root = c.root and k.case_id = c.case_id and k.status in ('running', 'suspended'))";

    /// <summary>Every case that the change would touch, as of now.</summary>
    public async Task<IReadOnlyList<ChangedCase>> PreviewAsync(int change, CancellationToken token)
    {
        var next = await changes.WithAsync(change, token);
        await using var connection = await database.App.OpenConnectionAsync(token);
        var found = new List<ChangedCase>();
        for (var (at, more) = (new CaseKey("", Guid.Empty), true); more;)
        {
            var set = await SetAsync(connection, at, DateTime.MinValue, 500, token);
            found.AddRange(set.Select(row => Look(row, next)).Where(c => !c.Change.IsEmpty));
            (at, more) = set.Count > 0 ? (set[^1].Key, set.Count == 500) : (at, false);
        }
        return found;
    }

    /// <summary>One set of the oldest approved change. Call again until it returns false: then nothing is left to apply.</summary>
    public async Task<bool> PassAsync(int size, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        // The lock is on the change alone; cases are locked by the desk, each for its own step.
        var change = await connection.QuerySingleOrDefaultAsync<(int Id, string Root, Guid Case, DateTime DecidedAt)?>(new CommandDefinition(
            "select id, at_root, at_case, decided_at from reference_changes where state = 'approved' order by id limit 1 for update skip locked",
            transaction: transaction, cancellationToken: token));
        if (change is not { } running)
            return false;
        var set = await SetAsync(connection, new(running.Root, running.Case), DateTime.MinValue, size, token);
        var moved = await MoveAsync(set, token);
        var isLast = set.Count < size;
        if (isLast)
            moved += await MoveAsync(await SetAsync(connection, new("", Guid.Empty), running.DecidedAt - InFlight, int.MaxValue, token), token);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update reference_changes set looked = looked + @looked, moved = moved + @moved, at_root = coalesce(@root, at_root), at_case = coalesce(@id, at_case),
                state = case when @isLast then 'applied' else state end, applied_at = case when @isLast then @now end
            where id = @change
            """, new
            {
                change = running.Id, looked = set.Count, moved, root = set.Count > 0 ? set[^1].Key.Root : null, id = set.Count > 0 ? set[^1].Key.Id : (Guid?)null,
                isLast, now = time.GetUtcNow().UtcDateTime,
            }, transaction, cancellationToken: token));
        if (isLast)
            await changes.LogAsync(connection, transaction, running.Id, Actor.System.Id, "applied", "", token);
        await transaction.CommitAsync(token);
        return true;
    }

    private async Task<int> MoveAsync(IReadOnlyList<CaseRowOfClocks> set, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var moved = 0;
        foreach (var row in set.Where(row => !Look(row, reference).Change.IsEmpty))
        {
            await desk.GiveAsync(row.Key, new RecomputeClocks(Tell: true), Actor.System, DeskTerms.None, token);
            moved++;
        }
        return moved;
    }

    private ChangedCase Look(CaseRowOfClocks row, Reference next)
    {
        var c = JsonSerializer.Deserialize<Case>(row.Doc, CaseJson.Options)!;
        return new(row.Key, row.Number, row.Locked, ReferencePreview.Of(c, next, time.GetUtcNow()));
    }

    private static async Task<List<CaseRowOfClocks>> SetAsync(NpgsqlConnection connection, CaseKey after, DateTime touchedSince, int size, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select c.root, c.case_id, c.number, c.sealed or c.confidential, c.doc::text from cases c
            where (c.root, c.case_id) > ($1, $2) and c.updated_at >= $3 and {Running} order by c.root, c.case_id limit $4
            """, connection);
        command.Parameters.AddRange(new[]
        {
            Sql.Text(after.Root), Sql.Uuid(after.Id), Sql.Moment(new DateTimeOffset(DateTime.SpecifyKind(touchedSince, DateTimeKind.Utc))), Sql.Int(size),
        });
        await using var row = await command.ExecuteReaderAsync(token);
        var set = new List<CaseRowOfClocks>();
        while (await row.ReadAsync(token))
            set.Add(new(new(row.GetString(0), row.GetGuid(1)), row.IsDBNull(2) ? null : row.GetString(2), row.GetBoolean(3), row.GetString(4)));
        return set;
    }

    private sealed record CaseRowOfClocks(CaseKey Key, string? Number, bool Locked, string Doc);
}
