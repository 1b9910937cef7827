using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>Where a save goes: the version it will be, and what was there before.</summary>
/// <param name="Before">The drawing that it replaces or begins from; null for a new process.</param>
public sealed record DraftPlace(string VersionId, int Version, DateTimeOffset CreatedAt, string? Before);

/// <summary>One line of what happened to a process. Event: created, begun, submitted, takenBack, sentBack, published, retracted, discarded.</summary>
/// <param name="HasDrawing">The drawing of that moment is kept.</param>
public sealed record DefinitionEntry(int No, DateTimeOffset At, string Actor, string Event, int Version, string Note, bool HasDrawing);

/// <summary>
/// Drafts of definitions: saved by designers, handed in by one of them, published by somebody who has not drawn. Each change is one transaction
/// under the lock of its process, so that of two who press at once the second is told.
/// </summary>
public sealed class DefinitionDrafts(Database database, LibrarySource library)
{
    internal const string Columns =
        "definition_id, version_id, version, name, document::text, base, revision, own_since, editors, created_at, saved_at, saved_by, submitted_at, submitted_by, note";

    public async Task<DefinitionDraft?> FindAsync(string definitionId, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        return await ReadAsync(connection, definitionId, token);
    }

    /// <summary>Drafts, those that wait for a decision first.</summary>
    public async Task<IReadOnlyList<DefinitionDraft>> ListAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand($"select {Columns} from definition_drafts order by submitted_at nulls last, saved_at desc");
        await using var row = await command.ExecuteReaderAsync(token);
        var drafts = new List<DefinitionDraft>();
        while (await row.ReadAsync(token))
            drafts.Add(Read(row));
        return drafts;
    }

    /// <summary>Saves a drawing as the draft of its process.</summary>
    /// <param name="seen">What the designer had before the eyes.</param>
    /// <param name="name">The name in the list.</param>
    /// <param name="draw">The document for its place; may refuse.</param>
    /// <exception cref="Refused">DEFINITION_SUBMITTED, DEFINITION_CHANGED, what <paramref name="draw"/> refuses.</exception>
    public async Task<DefinitionDraft> SaveAsync(
        string definitionId, DraftMark? seen, string name, string by, DateTimeOffset now, Func<DraftPlace, string> draw, CancellationToken token)
    {
        now = now.ToMicroseconds();
        return await UnderLockAsync(definitionId, async connection =>
        {
            var draft = await ReadAsync(connection, definitionId, token);
            var newest = await NewestAsync(connection, definitionId, token);
            DraftRules.RequireCurrent(draft, newest?.VersionId, seen, by);
            var version = draft?.Version ?? (newest?.Version ?? 0) + 1;
            var place = new DraftPlace(draft?.VersionId ?? $"{definitionId}-v{version}", version, draft?.CreatedAt ?? now, draft?.Json ?? newest?.Json);
            var saved = new DefinitionDraft
            {
                DefinitionId = definitionId, VersionId = place.VersionId, Version = version, Name = name, Json = draw(place),
                Base = draft is null ? newest?.VersionId : draft.Base, Revision = (draft?.Revision ?? 0) + 1,
                OwnSince = draft?.SavedBy == by ? draft.OwnSince : (draft?.Revision ?? 0) + 1,
                Editors = draft?.Editors.Contains(by) == true ? draft.Editors : [.. draft?.Editors ?? [], by],
                CreatedAt = place.CreatedAt, SavedAt = now, SavedBy = by,
            };
            var commands = new List<NpgsqlBatchCommand> { Write(saved) };
            if (draft is null)
                commands.Add(Log(definitionId, by, now, newest is null ? "created" : "begun", version, ""));
            await Definitions.RunAsync(connection, token, [.. commands]);
            return saved;
        }, token);
    }

    /// <exception cref="Refused">NOT_FOUND, DEFINITION_SUBMITTED, REASON_REQUIRED, DEFINITION_REFUSED with all findings.</exception>
    public Task SubmitAsync(string definitionId, string by, string note, DateTimeOffset now, CancellationToken token) =>
        UnderLockAsync(definitionId, async connection =>
        {
            var draft = await ReadAsync(connection, definitionId, token) ?? throw Refusals.NotThere();
            DraftRules.RequireMayHandIn(draft, note);
            await RequireSoundAsync(connection, draft, token);
            await Definitions.RunAsync(connection, token,
            [
                Sql.Command("update definition_drafts set state = 'submitted', submitted_at = $2, submitted_by = $3, note = $4 where definition_id = $1",
                    Sql.Text(definitionId), Sql.Moment(now), Sql.Text(by), Sql.Text(note)),
                Log(definitionId, by, now, "submitted", draft.Version, note, draft.Json),
            ]);
            return draft;
        }, token);

    /// <summary>Back to the designers: by one of them, or sent back by whoever was to decide.</summary>
    /// <exception cref="Refused">NOT_FOUND, DRAFT_NOT_SUBMITTED; sent back: AUTHOR_MAY_NOT_APPROVE, REASON_REQUIRED.</exception>
    public Task ReturnAsync(string definitionId, bool sentBack, string by, string note, DateTimeOffset now, CancellationToken token) =>
        UnderLockAsync(definitionId, async connection =>
        {
            var draft = await ReadAsync(connection, definitionId, token) ?? throw Refusals.NotThere();
            if (sentBack)
                DraftRules.RequireMayDecide(draft, by, note);
            else if (!draft.IsSubmitted)
                throw Refusals.DraftNotSubmitted();
            await Definitions.RunAsync(connection, token,
            [
                Sql.Command("update definition_drafts set state = 'draft', submitted_at = null, submitted_by = null, note = null where definition_id = $1", Sql.Text(definitionId)),
                Log(definitionId, by, now, sentBack ? "sentBack" : "takenBack", draft.Version, note),
            ]);
            return draft;
        }, token);

    /// <summary>Makes the draft the version with which new workflows start; running ones stay on theirs.</summary>
    /// <exception cref="Refused">NOT_FOUND, DRAFT_NOT_SUBMITTED, AUTHOR_MAY_NOT_APPROVE, REASON_REQUIRED, CHANGE_OVERTAKEN, DEFINITION_REFUSED with all findings.</exception>
    public async Task<DefinitionDraft> PublishAsync(string definitionId, string by, string note, DateTimeOffset now, CancellationToken token)
    {
        var published = await UnderLockAsync(definitionId, async connection =>
        {
            var draft = await ReadAsync(connection, definitionId, token) ?? throw Refusals.NotThere();
            DraftRules.RequireMayDecide(draft, by, note);
            if ((await NewestAsync(connection, definitionId, token))?.VersionId != draft.Base)
                throw Refusals.ChangeOvertaken();
            await RequireSoundAsync(connection, draft, token);
            await Definitions.AddAsync(connection, draft, now, token);
            await Definitions.RunAsync(connection, token,
            [
                Sql.Command("update definitions set approved_by = $2, approved_at = $3, editors = $4 where version_id = $1",
                    Sql.Text(draft.VersionId), Sql.Text(by), Sql.Moment(now), Sql.Texts([.. draft.Editors])),
                Sql.Command("delete from definition_drafts where definition_id = $1", Sql.Text(definitionId)),
                Log(definitionId, by, now, "published", draft.Version, note, draft.Json),
            ]);
            return draft;
        }, token);
        library.Forget();
        return published;
    }

    /// <summary>New workflows no longer start with it.</summary>
    /// <exception cref="Refused">NOT_FOUND where nothing is published, DEFINITION_IN_USE where a published process needs it.</exception>
    public async Task RetractAsync(string definitionId, string by, string note, DateTimeOffset now, CancellationToken token)
    {
        await UnderLockAsync(definitionId, async connection =>
        {
            var current = await LibrarySource.LoadAsync(connection, token);
            var published = current.Workflows.Versions.FirstOrDefault(v => v.IsPublished && v.DefinitionId == definitionId) ?? throw Refusals.NotThere();
            DefinitionGate.RequireSpare(definitionId, current.Workflows.Versions, current.Reference);
            await Definitions.RunAsync(connection, token,
            [
                Sql.Command("update definitions set is_published = false where definition_id = $1 and is_published", Sql.Text(definitionId)),
                Log(definitionId, by, now, "retracted", published.Version, note),
            ]);
            return published;
        }, token);
        library.Forget();
    }

    /// <summary>Throws the draft away; its last drawing stays in the log.</summary>
    /// <exception cref="Refused">NOT_FOUND, DEFINITION_SUBMITTED.</exception>
    public Task DiscardAsync(string definitionId, string by, DateTimeOffset now, CancellationToken token) =>
        UnderLockAsync(definitionId, async connection =>
        {
            var draft = await ReadAsync(connection, definitionId, token) ?? throw Refusals.NotThere();
            if (draft.IsSubmitted)
                throw Refusals.DefinitionSubmitted();
            await Definitions.RunAsync(connection, token,
            [
                Sql.Command("delete from definition_drafts where definition_id = $1", Sql.Text(definitionId)),
                Log(definitionId, by, now, "discarded", draft.Version, "", draft.Json),
            ]);
            return draft;
        }, token);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<DefinitionEntry>> HistoryAsync(string definitionId, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            "select no, at, actor, event, version, note, document is not null from definition_log where definition_id = $1 order by no desc");
        command.Parameters.Add(Sql.Text(definitionId));
        await using var row = await command.ExecuteReaderAsync(token);
        var entries = new List<DefinitionEntry>();
        while (await row.ReadAsync(token))
            entries.Add(new(row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5), row.GetBoolean(6)));
        return entries;
    }

    /// <summary>The drawing of a line of the log; null where none is kept.</summary>
    public async Task<string?> DrawingAsync(string definitionId, int no, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("select document::text from definition_log where definition_id = $1 and no = $2");
        command.Parameters.AddRange(new[] { Sql.Text(definitionId), Sql.Int(no) });
        return await command.ExecuteScalarAsync(token) as string;
    }

    private async Task<T> UnderLockAsync<T>(string definitionId, Func<NpgsqlConnection, Task<T>> change, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await Definitions.LockAsync(connection, definitionId, token);
        var result = await change(connection);
        await transaction.CommitAsync(token);
        return result;
    }

    private static async Task RequireSoundAsync(NpgsqlConnection connection, DefinitionDraft draft, CancellationToken token)
    {
        var now = await LibrarySource.LoadAsync(connection, token);
        DefinitionGate.Require(draft.Json, now.Workflows.Versions, now.Reference);
    }

    private static async Task<DefinitionVersion?> NewestAsync(NpgsqlConnection connection, string definitionId, CancellationToken token)
    {
        await using var command = new NpgsqlCommand($"select {Definitions.Columns} from definitions d where definition_id = $1 order by version desc limit 1", connection);
        command.Parameters.Add(Sql.Text(definitionId));
        await using var row = await command.ExecuteReaderAsync(token);
        return await row.ReadAsync(token) ? Definitions.Read(row) : null;
    }

    private static async Task<DefinitionDraft?> ReadAsync(NpgsqlConnection connection, string definitionId, CancellationToken token)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from definition_drafts where definition_id = $1", connection);
        command.Parameters.Add(Sql.Text(definitionId));
        await using var row = await command.ExecuteReaderAsync(token);
        return await row.ReadAsync(token) ? Read(row) : null;
    }

    private static DefinitionDraft Read(NpgsqlDataReader row) => new()
    {
        DefinitionId = row.GetString(0), VersionId = row.GetString(1), Version = row.GetInt32(2), Name = row.GetString(3), Json = row.GetString(4),
        Base = Text(row, 5), Revision = row.GetInt32(6), OwnSince = row.GetInt32(7), Editors = row.GetFieldValue<string[]>(8),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(9), SavedAt = row.GetFieldValue<DateTimeOffset>(10), SavedBy = row.GetString(11),
        SubmittedAt = row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12), SubmittedBy = Text(row, 13), Note = Text(row, 14),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static NpgsqlBatchCommand Write(DefinitionDraft draft) => Sql.Command(
        """
        insert into definition_drafts (definition_id, version_id, version, name, document, base, revision, own_since, state, editors, created_at, saved_at, saved_by)
        values ($1, $2, $3, $4, $5::json, $6, $7, $8, 'draft', $9, $10, $11, $12)
        on conflict (definition_id) do update set name = $4, document = $5::json, revision = $7, own_since = $8, editors = $9, saved_at = $11, saved_by = $12
        """,
        Sql.Text(draft.DefinitionId), Sql.Text(draft.VersionId), Sql.Int(draft.Version), Sql.Text(draft.Name), Sql.Text(draft.Json), Sql.Text(draft.Base),
        Sql.Int(draft.Revision), Sql.Int(draft.OwnSince), Sql.Texts([.. draft.Editors]), Sql.Moment(draft.CreatedAt), Sql.Moment(draft.SavedAt), Sql.Text(draft.SavedBy));

    internal static NpgsqlBatchCommand Log(string definitionId, string by, DateTimeOffset now, string what, int version, string note, string? document = null) => Sql.Command(
        """
        insert into definition_log (definition_id, no, at, actor, event, version, note, document)
        select $1, coalesce(max(no), 0) + 1, $2, $3, $4, $5, $6, $7::json from definition_log where definition_id = $1
        """,
        Sql.Text(definitionId), Sql.Moment(now), Sql.Text(by), Sql.Text(what), Sql.Int(version), Sql.Text(note), Sql.Text(document));
}
