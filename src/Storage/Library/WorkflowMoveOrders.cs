using Dapper;
using Npgsql;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>
/// An order that running workflows of a process go on by another version. Its state is proposed, sentBack, approved (being carried out), carried,
/// undoing or undone.
/// </summary>
public sealed record WorkflowMoveOrder
{
    public required int Id { get; init; }
    public required string DefinitionId { get; init; }

    /// <summary>Id of the version by which they go on.</summary>
    public required string ToVersion { get; init; }

    /// <summary>Numbers of cases that shall stay.</summary>
    public required string[] Stays { get; init; }
    public required string State { get; init; }
    public required string Note { get; init; }
    public required string Author { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Decision { get; init; }
    public string? UndoneBy { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
    public string? UndoneWhy { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What became of one running workflow.</summary>
public sealed record WorkflowMoveLine
{
    /// <summary>Null where the case does not exist for the reader.</summary>
    public string? Number { get; init; }

    /// <summary>Sealed, confidential or restricted: not even counted while there are few.</summary>
    public required bool Locked { get; init; }
    public required string FromVersion { get; init; }

    /// <summary>listed, moved, stays, back or remains; the last two after the taking back.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it stays or remains: one of <see cref="WorkflowMoves.Reasons"/>, <c>chosen</c> or <c>called</c> (the order was taken back first).</summary>
    public string? Why { get; init; }
    public string? Step { get; init; }
    public required string[] Stands { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>Orders to move running workflows: four eyes, written down in the history of the process. <see cref="WorkflowMoveApply"/> carries them out.</summary>
public sealed class WorkflowMoveOrders(Database database, LibrarySource library, TimeProvider time)
{
    internal const string Columns =
        "id, definition_id, to_version, stays, state, note, author, proposed_at, decided_by, decided_at, decision, undone_by, undone_at, undone_why, ended_at";

    /// <exception cref="Refused">MOVE_UNDER_WAY.</exception>
    public async Task<int> ProposeAsync(string definitionId, DefinitionVersion to, IReadOnlyList<string> stays, string note, string by, CancellationToken token)
    {
        try
        {
            return await ChangeAsync(async connection =>
            {
                await Definitions.LockAsync(connection, definitionId, token);
                var id = await connection.QuerySingleAsync<int>(new CommandDefinition(
                    """
                    insert into workflow_moves (definition_id, to_version, stays, state, note, author, proposed_at)
                    values (@definitionId, @to, @stays, 'proposed', @note, @by, @now) returning id
                    """, new { definitionId, to = to.VersionId, stays = stays.ToArray(), note, by, now = Now }, cancellationToken: token));
                await Definitions.RunAsync(connection, token, [DefinitionDrafts.Log(definitionId, by, time.GetUtcNow(), "moveProposed", to.Version, note)]);
                return id;
            }, token);
        }
        catch (PostgresException e) when (PostgresFailure.Of(e) is { Trouble: PostgresTrouble.Unique, Constraint: "workflow_moves_open" })
        {
            throw Refusals.MoveUnderWay();
        }
    }

    /// <summary>Newest first.</summary>
    public Task<List<WorkflowMoveOrder>> ListAsync(string definitionId, CancellationToken token) => Rows.ReadAsync<WorkflowMoveOrder>(
        database, $"select {Columns} from workflow_moves where definition_id = @definitionId order by id desc limit 50", new { definitionId }, token);

    public async Task<WorkflowMoveOrder?> FindAsync(int id, CancellationToken token) =>
        (await Rows.ReadAsync<WorkflowMoveOrder>(database, $"select {Columns} from workflow_moves where id = @id", new { id }, token)).FirstOrDefault();

    /// <summary>The list of what became of each, by number; cases that are not the reader's come without.</summary>
    public async Task<List<WorkflowMoveLine>> LinesAsync(int id, Actor reader, CancellationToken token)
    {
        var words = Readers.Of(reader, (await library.CurrentAsync(token)).Reference);
        return await Rows.ReadAsync<WorkflowMoveLine>(
            database,
            """
            select case when @all or c.readers && @words then l.number end as number, c.sealed or c.confidential or 'restricted' = any(c.flags) as locked,
                l.from_version, l.outcome, l.why, l.step, l.stands, l.done_at
            from workflow_move_cases l join cases c on c.root = l.root and c.case_id = l.case_id where l.move = @id order by l.number, l.instance
            """, new { id, all = words is null, words = words ?? [] }, token);
    }

    /// <exception cref="Refused">NOT_FOUND, CHANGE_ALREADY_DECIDED, AUTHOR_MAY_NOT_APPROVE, CHANGE_OVERTAKEN where another version has been published since.</exception>
    public Task ApproveAsync(int id, string by, string note, CancellationToken token) => DecideAsync(id, by, note, "approved", async (connection, order) =>
    {
        if (await connection.QuerySingleOrDefaultAsync<string>("select version_id from definitions where definition_id = @DefinitionId and is_published", new { order.DefinitionId }) != order.ToVersion)
            throw Refusals.ChangeOvertaken();
        await WriteListAsync(connection, order, token);
    }, token);

    /// <exception cref="Refused">NOT_FOUND, CHANGE_ALREADY_DECIDED, AUTHOR_MAY_NOT_APPROVE.</exception>
    public Task SendBackAsync(int id, string by, string note, CancellationToken token) => DecideAsync(id, by, note, "sentBack", (_, _) => Task.CompletedTask, token);

    /// <summary>Those that have taken no step since go back; those that have not been moved yet stay.</summary>
    /// <exception cref="Refused">NOT_FOUND, MOVE_NOT_CARRIED, MOVE_UNDER_WAY, AUTHOR_MAY_NOT_APPROVE.</exception>
    public async Task UndoAsync(int id, string by, string why, CancellationToken token)
    {
        try
        {
            await ChangeAsync(async connection =>
            {
                var order = await LockedAsync(connection, id, token);
                if (order.State is not ("approved" or "carried"))
                    throw Refusals.MoveNotCarried();
                if (order.Author == by)
                    throw Refusals.AuthorMayNotApprove();
                // Some that are still listed may have been moved by a server that died before it wrote so: these go back as well.
                await connection.ExecuteAsync(new CommandDefinition(
                    """
                    update workflow_moves set state = 'undoing', undone_by = @by, undone_at = @now, undone_why = @why, ended_at = null where id = @id;
                    update workflow_move_cases l set outcome = 'moved', done_at = @now from workflow_instances i
                    where l.move = @id and l.outcome = 'listed' and i.root = l.root and i.case_id = l.case_id and i.no = l.instance and i.definition_version_id = @ToVersion;
                    update workflow_move_cases set outcome = 'stays', why = 'called', done_at = @now where move = @id and outcome = 'listed'
                    """, new { id, by, why, now = Now, order.ToVersion }, cancellationToken: token));
                await LogAsync(connection, order, by, "moveTakenBack", why, token);
                return true;
            }, token);
        }
        catch (PostgresException e) when (PostgresFailure.Of(e) is { Trouble: PostgresTrouble.Unique, Constraint: "workflow_moves_open" })
        {
            throw Refusals.MoveUnderWay();
        }
    }

    /// <summary>Writes down what runs beside the version and is not written down yet; returns how many of these shall move.</summary>
    internal static Task<int> WriteListAsync(NpgsqlConnection connection, WorkflowMoveOrder order, CancellationToken token) => connection.ExecuteScalarAsync<int>(new CommandDefinition(
        """
        with written as (
            insert into workflow_move_cases (move, root, case_id, instance, number, from_version, outcome, why, stands)
            select @Id, i.root, i.case_id, i.no, c.number, i.definition_version_id,
                case when c.number = any(@Stays) then 'stays' else 'listed' end, case when c.number = any(@Stays) then 'chosen' end,
                array(select distinct b.node_id from bookmarks b where b.root = i.root and b.case_id = i.case_id and b.instance = i.no order by 1)
            from workflow_instances i join cases c on c.root = i.root and c.case_id = i.case_id
            where i.definition_id = @DefinitionId and i.definition_version_id <> @ToVersion and (i.status = 'Running' or i.parked)
            on conflict do nothing returning outcome)
        select count(*)::int from written where outcome = 'listed'
        """, new { order.Id, order.Stays, order.DefinitionId, order.ToVersion }, cancellationToken: token));

    private Task DecideAsync(int id, string by, string note, string state, Func<NpgsqlConnection, WorkflowMoveOrder, Task> decide, CancellationToken token) => ChangeAsync(async connection =>
    {
        var order = await LockedAsync(connection, id, token);
        if (order.State != "proposed")
            throw Refusals.ChangeAlreadyDecided();
        if (order.Author == by)
            throw Refusals.AuthorMayNotApprove();
        await decide(connection, order);
        await connection.ExecuteAsync(new CommandDefinition(
            "update workflow_moves set state = @state, decided_by = @by, decided_at = @now, decision = @note, ended_at = case when @state = 'sentBack' then @now end where id = @id",
            new { id, state, by, note, now = Now }, cancellationToken: token));
        await LogAsync(connection, order, by, state == "approved" ? "moveApproved" : "moveSentBack", note, token);
        return true;
    }, token);

    private async Task LogAsync(NpgsqlConnection connection, WorkflowMoveOrder order, string by, string what, string note, CancellationToken token)
    {
        var version = await connection.QuerySingleAsync<int>("select version from definitions where version_id = @ToVersion", new { order.ToVersion });
        await Definitions.RunAsync(connection, token, [DefinitionDrafts.Log(order.DefinitionId, by, time.GetUtcNow(), what, version, note)]);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Under a lock of its row, so that of two who press at once the second is told, and of its process, which nobody publishes meanwhile.</summary>
    private static async Task<WorkflowMoveOrder> LockedAsync(NpgsqlConnection connection, int id, CancellationToken token)
    {
        var order = await connection.QuerySingleOrDefaultAsync<WorkflowMoveOrder>(new CommandDefinition(
            $"select {Columns} from workflow_moves where id = @id for update", new { id }, cancellationToken: token)) ?? throw Refusals.NotThere();
        await Definitions.LockAsync(connection, order.DefinitionId, token);
        return order;
    }

    private async Task<T> ChangeAsync<T>(Func<NpgsqlConnection, Task<T>> change, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var result = await change(connection);
        await transaction.CommitAsync(token);
        return result;
    }
}
