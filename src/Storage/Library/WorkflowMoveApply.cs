using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Petitions.Cases;
using Petitions.Engine;

namespace Petitions.Storage;

/// <param name="Number">Null for a case that does not exist for the reader.</param>
/// <param name="Locked">Sealed, confidential or restricted.</param>
public sealed record WorkflowToMove(CaseKey Key, string? Number, bool Locked, MoveOutlook Outlook);

/// <summary>
/// Moves running workflows to another version, and back: the look beforehand, and the carrying out in sets, each workflow by a step of its own case. Any
/// number of servers and restarts: an order is locked while a set moves, and a step bears the order's key, so that it is done once.
/// </summary>
public sealed class WorkflowMoveApply(Database database, LibrarySource library, CaseDesk desk, TimeProvider time, ILogger<WorkflowMoveApply> log)
{
    private const int Look = 200;

    /// <summary>What moving the running workflows of a process to a version would do, as of now.</summary>
    /// <param name="most">So many are looked at, the oldest first; each takes a millisecond or two, because it is done to a copy.</param>
    /// <returns>They, and whether there are more.</returns>
    public async Task<(IReadOnlyList<WorkflowToMove> Found, bool More)> PreviewAsync(string definitionId, string versionId, Actor reader, int most, CancellationToken token)
    {
        var current = await library.CurrentAsync(token);
        await using var connection = await database.App.OpenConnectionAsync(token);
        var found = new List<WorkflowToMove>();
        for (var (after, more) = (new CaseKey("", Guid.Empty), true); more;)
        {
            var set = await CasesAsync(connection, definitionId, versionId, after, token);
            foreach (var one in set)
                foreach (var instance in one.Loaded.Instances.Where(i => i.DefinitionId == definitionId && i.DefinitionVersionId != versionId))
                {
                    if (found.Count == most)
                        return (found, true);
                    found.Add(new(one.Case.Key, Access.MayRead(reader, one.Case, current.Reference) ? one.Case.Number : null, CaseColumns.IsLocked(one.Case) || one.Case.Flags.Restricted,
                        WorkflowMoves.Look(one.Loaded, instance.No, versionId, current.Reference, current.Workflows, time.GetUtcNow())));
                }
            (after, more) = set.Count == Look ? (set[^1].Case.Key, true) : (after, false);
        }
        return (found, false);
    }

    /// <summary>One set of the oldest order under way. Call again until it returns false: then nothing is left to carry out.</summary>
    public async Task<bool> PassAsync(int size, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        // The lock is on the order alone; cases are guarded by the desk, each for its own step.
        var order = await connection.QuerySingleOrDefaultAsync<WorkflowMoveOrder>(new CommandDefinition(
            $"select {WorkflowMoveOrders.Columns} from workflow_moves where state in ('approved', 'undoing') order by id limit 1 for update skip locked",
            transaction: transaction, cancellationToken: token));
        if (order is null)
            return false;
        var set = await SetAsync(connection, order, size, token);
        foreach (var line in set)
            await MoveAsync(connection, order, line, token);
        // Nothing left: a workflow that began on the older version while another server still held it is written down too.
        if (set.Count == 0 && (order.State == "undoing" || await WorkflowMoveOrders.WriteListAsync(connection, order, token) == 0))
            await connection.ExecuteAsync(
                "update workflow_moves set state = @state, ended_at = @now where id = @Id",
                new { order.Id, state = order.State == "undoing" ? "undone" : "carried", now = time.GetUtcNow() });
        await transaction.CommitAsync(token);
        return true;
    }

    private async Task MoveAsync(NpgsqlConnection connection, WorkflowMoveOrder order, Line line, CancellationToken token)
    {
        var (outcome, why, step) = await GiveAsync(order, line, token);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update workflow_move_cases l set outcome = @outcome, why = @why, step = @step, done_at = @now, stands = array(
                select distinct b.node_id from bookmarks b where b.root = l.root and b.case_id = l.case_id and b.instance = l.instance order by 1)
            where move = @Id and root = @Root and case_id = @CaseId and instance = @Instance
            """, new { outcome, why, step, now = time.GetUtcNow(), order.Id, line.Root, line.CaseId, line.Instance }, cancellationToken: token));
    }

    private async Task<(string Outcome, string? Why, string? Step)> GiveAsync(WorkflowMoveOrder order, Line line, CancellationToken token)
    {
        var back = order.State == "undoing";
        Command command = back
            ? new MoveWorkflowBack(line.Instance, order.ToVersion, line.FromVersion, order.Id) : new MoveWorkflow(line.Instance, line.FromVersion, order.ToVersion, order.Id);
        try
        {
            await desk.GiveAsync(new CaseKey(line.Root, line.CaseId), command, Actor.System,
                new DeskTerms(IdempotencyKey: $"workflow-move-{(back ? "back-" : "")}{order.Id}-{line.CaseId:N}-{line.Instance}"), token);
            return (back ? "back" : "moved", null, null);
        }
        catch (Refused refused)
        {
            // One that stays holds up no other; the list says why.
            return (back ? "remains" : "stays", WorkflowMoves.ReasonOf(refused), refused.Arguments.ElementAtOrDefault(1) is string { Length: > 0 } named ? named : null);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DeskBusy)
            && PostgresFailure.Of(e).Trouble is PostgresTrouble.None or PostgresTrouble.Unique)
        {
            // A bug that one case brings to light must not keep the others waiting for ever.
            log.LogError(e, "Move {Order} of workflow {Instance} of case {Case} met a bug", order.Id, line.Instance, line.CaseId);
            return (back ? "remains" : "stays", MoveObstacles.WouldFail, null);
        }
    }

    private static async Task<List<Line>> SetAsync(NpgsqlConnection connection, WorkflowMoveOrder order, int size, CancellationToken token) =>
        (await connection.QueryAsync<Line>(new CommandDefinition(
            """
            select root, case_id, instance, from_version from workflow_move_cases
            where move = @Id and outcome = @outcome order by root, case_id, instance limit @size
            """, new { order.Id, outcome = order.State == "undoing" ? "moved" : "listed", size }, cancellationToken: token))).AsList();

    private async Task<List<FoundCase>> CasesAsync(NpgsqlConnection connection, string definitionId, string versionId, CaseKey after, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(RunningOnOlder, connection);
        command.Parameters.AddRange(new[] { Sql.Text(after.Root), Sql.Uuid(after.Id), Sql.Text(definitionId), Sql.Text(versionId), Sql.Int(Look) });
        await using var row = await command.ExecuteReaderAsync(token);
        var found = new List<FoundCase>();
        while (await row.ReadAsync(token))
            found.Add(desk.Reader.Read(row));
        return found;
    }

    /// <summary>Cases with something on another version, in the order of their keys.</summary>
    internal const string RunningOnOlder =
        $"""
        select {StepReader.CaseColumnList} from cases c {StepReader.CaseJoins}
        where (c.root, c.case_id) > ($1, $2) and exists (
            select from workflow_instances w where w.root = c.root and w.case_id = c.case_id and w.definition_id = $3 and w.definition_version_id <> $4
                and (w.status = 'Running' or w.parked))
        order by c.root, c.case_id limit $5
        """;

    private sealed record Line
    {
        public required string Root { get; init; }
        public required Guid CaseId { get; init; }
        public required int Instance { get; init; }
        public required string FromVersion { get; init; }
    }
}
