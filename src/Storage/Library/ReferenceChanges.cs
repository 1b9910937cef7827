using Dapper;
using Npgsql;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>A change of a document as it stands. Its state is proposed, sentBack, approved (being applied) or applied.</summary>
public sealed record ReferenceChange
{
    public required int Id { get; init; }
    public required string Kind { get; init; }
    public required string Source { get; init; }
    public required string Note { get; init; }
    public required string[] Ignored { get; init; }
    public required string State { get; init; }
    public required string Author { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public int Base { get; init; }
    public int? Version { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Decision { get; init; }
    public bool KeepShortened { get; init; }
    public int Looked { get; init; }
    public int Moved { get; init; }
    public DateTimeOffset? AppliedAt { get; init; }
}

/// <summary>One line of what happened to a change.</summary>
public sealed record ReferenceChangeEntry(int No, DateTimeOffset At, string Actor, string Event, string Note);

/// <summary>
/// Changes of calendars, clocks, ladder and rule packs: proposed by one person, decided by another. A change is a row until it is approved; then
/// the document becomes the newest version in the same commit, and <see cref="ReferenceApply"/> carries it to the running cases.
/// </summary>
public sealed class ReferenceChanges(Database database, LibrarySource library, TimeProvider time)
{
    private const string Columns =
        "id, kind, source, note, ignored, state, author, proposed_at, base, version, decided_by, decided_at, decision, keep_shortened, looked, moved, applied_at";

    /// <exception cref="Refused">Whatever is wrong with the document (REFERENCE_INVALID, STATUTORY_CLOCK_WEAKENED, RUNG_LATER_THAN_FLOOR), VERSION_EXISTS.</exception>
    public async Task<ReferenceChange> ProposeAsync(
        string kind, string json, string source, IReadOnlyList<string> ignored, string note, string author, CancellationToken token)
    {
        await CheckAsync(kind, json, token);
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var id = await connection.QuerySingleAsync<int>(Query(
            """
            insert into reference_changes (kind, document, source, note, ignored, state, author, proposed_at, base)
            values (@kind, @json::json, @source, @note, @ignored, 'proposed', @author, @now, (select coalesce(max(version), 0) from reference where kind = @kind))
            returning id
            """, new { kind, json, source, note, ignored = ignored.ToArray(), author, now = Now }, transaction, token));
        await LogAsync(connection, transaction, id, author, "proposed", note, token);
        await transaction.CommitAsync(token);
        return (await FindAsync(id, token))!;
    }

    /// <summary>Newest first.</summary>
    public Task<List<ReferenceChange>> ListAsync(CancellationToken token) =>
        Rows.ReadAsync<ReferenceChange>(database, $"select {Columns} from reference_changes order by id desc limit 200", new { }, token);

    public async Task<ReferenceChange?> FindAsync(int id, CancellationToken token) =>
        (await Rows.ReadAsync<ReferenceChange>(database, $"select {Columns} from reference_changes where id = @id", new { id }, token)).FirstOrDefault();

    public Task<List<ReferenceChangeEntry>> HistoryAsync(int id, CancellationToken token) =>
        Rows.ReadAsync<ReferenceChangeEntry>(database, "select no, at, actor, event, note from reference_change_log where change = @id order by no", new { id }, token);

    /// <summary>The reference data as they would be with the change.</summary>
    public async Task<Reference> WithAsync(int id, CancellationToken token)
    {
        var (kind, json) = (await Rows.ReadAsync<(string, string)>(database, "select kind, document::text from reference_changes where id = @id", new { id }, token)).Single();
        return await library.ReferenceWithAsync(kind, json, token);
    }

    /// <exception cref="Refused">NOT_FOUND, AUTHOR_MAY_NOT_APPROVE, CHANGE_ALREADY_DECIDED.</exception>
    public Task SendBackAsync(int id, string by, string note, CancellationToken token) => DecideAsync(id, by, async (connection, transaction, _) =>
    {
        await connection.ExecuteAsync(Query(
            "update reference_changes set state = 'sentBack', decided_by = @by, decided_at = @now, decision = @note where id = @id",
            new { id, by, now = Now, note }, transaction, token));
        await LogAsync(connection, transaction, id, by, "sentBack", note, token);
    }, token);

    /// <summary>Makes the document the newest version; the cases follow (<see cref="ReferenceApply"/>).</summary>
    /// <exception cref="Refused">As <see cref="SendBackAsync"/>; CHANGE_OVERTAKEN when another version was published since; what <see cref="ProposeAsync"/> refuses.</exception>
    public async Task ApproveAsync(int id, string by, string note, bool keepShortened, CancellationToken token)
    {
        await DecideAsync(id, by, async (connection, transaction, change) =>
        {
            var version = await connection.QuerySingleOrDefaultAsync<int?>(Query(
                """
                insert into reference (kind, version, document, published_at, published_by)
                select kind, base + 1, document, @now, author from reference_changes c
                where id = @id and base = (select coalesce(max(version), 0) from reference r where r.kind = c.kind)
                on conflict (kind, version) do nothing
                returning version
                """, new { id, now = Now }, transaction, token)) ?? throw Refusals.ChangeOvertaken();
            await connection.ExecuteAsync(Query(
                """
                update reference_changes set state = 'approved', version = @version, decided_by = @by, decided_at = @now, decision = @note,
                    keep_shortened = @keepShortened where id = @id
                """, new { id, version, by, now = Now, note, keepShortened }, transaction, token));
            await LogAsync(connection, transaction, id, by, keepShortened ? "approvedKeeping" : "approved", note, token);
        }, token);
        library.Forget();
    }

    internal async Task LogAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int change, string actor, string what, string note, CancellationToken token) =>
        await connection.ExecuteAsync(Query(
            """
            insert into reference_change_log (change, no, at, actor, event, note)
            select @change, coalesce(max(no), 0) + 1, @now, @actor, @what, @note from reference_change_log where change = @change
            """, new { change, now = Now, actor, what, note }, transaction, token));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static CommandDefinition Query(string sql, object parameters, NpgsqlTransaction transaction, CancellationToken token) =>
        new(sql, parameters, transaction, cancellationToken: token);

    private async Task CheckAsync(string kind, string json, CancellationToken token)
    {
        var now = (await library.CurrentAsync(token)).Reference;
        ReferenceRules.Check(now, await library.ReferenceWithAsync(kind, json, token));
        if (kind.StartsWith("calendar-", StringComparison.Ordinal) && ReferenceReader.ReadCalendarYear(kind, json) is var year
            && now.Calendar.Years.Any(y => y.Version == year.Version))
            throw Refusals.VersionExists(year.Version);
    }

    /// <summary>Under a lock of the change's row, so that of two who press at once the second is told.</summary>
    private async Task DecideAsync(int id, string by, Func<NpgsqlConnection, NpgsqlTransaction, ReferenceChange, Task> decide, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var change = await connection.QuerySingleOrDefaultAsync<ReferenceChange>(
            Query($"select {Columns} from reference_changes where id = @id for update", new { id }, transaction, token)) ?? throw Refusals.NotThere();
        if (change.State != "proposed")
            throw Refusals.ChangeAlreadyDecided();
        if (change.Author == by)
            throw Refusals.AuthorMayNotApprove();
        await decide(connection, transaction, change);
        await transaction.CommitAsync(token);
    }
}
