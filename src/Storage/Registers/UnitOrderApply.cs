using System.Text.Json;
using Dapper;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <param name="Requests">Numbers and text ids of the requests that would go over.</param>
/// <param name="Locked">Sealed, confidential or restricted.</param>
public sealed record CaseToHandOver(
    CaseKey Key, string Number, bool Locked, CaseState State, string Category, string? Handler, DateTimeOffset? DueAt, string? DueCode,
    IReadOnlyList<RequestPart> Requests);

/// <summary>
/// Carries orders of succession out (T26). On the day the open cases are written down first; then each is given to the desk as a step of its own, in
/// sets. Any number of servers and restarts: an order is locked while a set moves, and a case that has gone over is not given again.
/// </summary>
public sealed class UnitOrderApply(Database database, LibrarySource library, CaseDesk desk, TimeProvider time)
{
    private const int Look = 500;

    private DateOnly _lookedOn;

    /// <summary>Open cases that an order would move, as of now.</summary>
    public async Task<IReadOnlyList<CaseToHandOver>> PreviewAsync(UnitOrder order, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        return await ConcernedAsync(connection, order, token);
    }

    /// <summary>What was asked in cases with several requests, by case and text id, so that a person can say which of them are arrears.</summary>
    public async Task<IReadOnlyDictionary<(Guid Case, int Text), string>> WordsAsync(IEnumerable<CaseToHandOver> cases, CancellationToken token)
    {
        var asked = cases.Where(c => !c.Locked && c.Requests.Count > 1).ToList();
        await using var connection = await database.App.OpenConnectionAsync(token);
        var rows = await connection.QueryAsync<(Guid Case, int Text, string Body)>(new CommandDefinition(
            """
            select t.case_id, t.id, t.body from texts t
            join unnest(@roots, @ids, @texts) as a(root, case_id, id) on a.root = t.root and a.case_id = t.case_id and a.id = t.id
            """, new
            {
                roots = asked.SelectMany(c => c.Requests.Select(_ => c.Key.Root)).ToArray(), ids = asked.SelectMany(c => c.Requests.Select(_ => c.Key.Id)).ToArray(),
                texts = asked.SelectMany(c => c.Requests.Select(r => r.Text)).ToArray(),
            }, cancellationToken: token));
        return rows.ToDictionary(r => (r.Case, r.Text), r => r.Body);
    }

    /// <summary>One set of the oldest order whose day has come. Call again until it returns false: then nothing is left to carry out.</summary>
    public async Task<bool> PassAsync(int size, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        // The lock is on the order alone; cases are locked by the desk, each for its own step.
        var order = await connection.QuerySingleOrDefaultAsync<UnitOrder>(new CommandDefinition(
            $"""
            select {UnitOrders.Columns} from unit_orders where state in ('ordered', 'listed') and on_day <= @today order by on_day, id limit 1
            for update skip locked
            """, new { today = Local.DateOf(time.GetUtcNow()) }, transaction, cancellationToken: token));
        if (order is null)
            return await LookForLateOnesAsync(connection, transaction, token);
        var set = await SetAsync(connection, order, size, token);
        foreach (var line in set)
            await MoveAsync(connection, order, line, token);
        // Nothing left: what has come to the unit meanwhile is listed too; when nothing has, the order is carried out.
        if (set.Count == 0 && await ListAsync(connection, order, token) == 0)
            await connection.ExecuteAsync("update unit_orders set state = 'carried', ended_at = @now where id = @Id", new { order.Id, now = time.GetUtcNow() });
        await transaction.CommitAsync(token);
        return true;
    }

    /// <summary>
    /// Once a day: what has come to a merged unit after its order was carried out (a closed case that was opened again, a withdrawal taken back, a
    /// letter that went to the old address) is listed and goes over like the others.
    /// </summary>
    private async Task<bool> LookForLateOnesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken token)
    {
        var today = Local.DateOf(time.GetUtcNow());
        if (_lookedOn == today)
            return false;
        var found = 0;
        foreach (var order in await connection.QueryAsync<UnitOrder>(new CommandDefinition(
            $"select {UnitOrders.Columns} from unit_orders o where state = 'carried' and variant is null and not exists (select from unit_orders w "
                + "where w.from_unit = o.from_unit and w.state in ('ordered', 'listed')) order by on_day, id for update skip locked",
            transaction: transaction, cancellationToken: token)))
        {
            var late = await ListAsync(connection, order, token);
            if (late > 0)
                await connection.ExecuteAsync("update unit_orders set state = 'listed', ended_at = null where id = @Id", new { order.Id });
            found += late;
        }
        await transaction.CommitAsync(token);
        _lookedOn = today;
        return found > 0;
    }

    private async Task<int> ListAsync(NpgsqlConnection connection, UnitOrder order, CancellationToken token)
    {
        var listed = 0;
        foreach (var c in await ConcernedAsync(connection, order, token))
            listed += await connection.ExecuteAsync(
                """
                insert into unit_order_cases (unit_order, root, case_id, number, locked, state, category, handler, due_at, due_code, outcome)
                values (@order, @root, @id, @Number, @Locked, @state, @Category, @Handler, @DueAt, @DueCode, 'listed')
                on conflict (unit_order, root, case_id) do update set outcome = 'listed', state = excluded.state, handler = excluded.handler,
                    due_at = excluded.due_at, due_code = excluded.due_code, done_at = null where unit_order_cases.outcome = 'moved'
                """, new { order = order.Id, root = c.Key.Root, id = c.Key.Id, c.Number, c.Locked, state = c.State.Code(), c.Category, c.Handler, c.DueAt, c.DueCode });
        await connection.ExecuteAsync("update unit_orders set state = 'listed' where id = @Id and state = 'ordered'", new { order.Id });
        return listed;
    }

    private async Task<List<CaseToHandOver>> ConcernedAsync(NpgsqlConnection connection, UnitOrder order, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var units = reference.Units.Keys.Where(u => reference.IsWithin(u, order.FromUnit)).ToArray();
        var found = new List<CaseToHandOver>();
        for (var (root, id, more) = ("", Guid.Empty, true); more;)
        {
            // The words by which a case is found name every unit that has to do with it; a tip names nobody, its desk does.
            var rows = (await connection.QueryAsync<(string Root, Guid Id, string? Number, bool Locked, string Doc, DateTimeOffset? DueAt, string? DueCode)>(new CommandDefinition(
                """
                select c.root, c.case_id, c.number, c.sealed or c.confidential or 'restricted' = any(c.flags), c.doc::text, c.due_at, c.due_code from cases c
                where c.open and c.number is not null and (c.root, c.case_id) > (@root, @id)
                    and (c.readers && @words or c.holder = any(@units) or c.handling_unit = any(@units))
                order by c.root, c.case_id limit @Look
                """, new { root, id, units, words = units.Concat(units.Select(u => $"sealed:{u}")).Concat(units.Select(u => $"sorting:{u}")).ToArray(), Look },
                cancellationToken: token))).AsList();
            found.AddRange(rows.Select(r => Concerned(new(r.Root, r.Id), r.Number!, r.Locked, r.Doc, r.DueAt, r.DueCode, order, reference)).OfType<CaseToHandOver>());
            (root, id, more) = rows.Count == Look ? (rows[^1].Root, rows[^1].Id, true) : (root, id, false);
        }
        return found;
    }

    private static CaseToHandOver? Concerned(
        CaseKey key, string number, bool locked, string doc, DateTimeOffset? dueAt, string? dueCode, UnitOrder order, Reference reference)
    {
        var c = JsonSerializer.Deserialize<Case>(doc, CaseJson.Options)!;
        return SuccessionScope.OrderFor(c, order.Command(), [], reference, out _) is null ? null
            : new(key, number, locked, c.State, c.Category, c.Handler, dueAt, dueCode, SuccessionScope.PartsOf(c, order.FromUnit, reference));
    }

    private static async Task<List<Line>> SetAsync(NpgsqlConnection connection, UnitOrder order, int size, CancellationToken token) =>
        (await connection.QueryAsync<Line>(new CommandDefinition(
            """
            select l.root, l.case_id, l.number, c.doc::text as doc from unit_order_cases l join cases c on c.root = l.root and c.case_id = l.case_id
            where l.unit_order = @Id and l.outcome = 'listed' order by l.root, l.case_id limit @size
            """, new { order.Id, size }, cancellationToken: token))).AsList();

    private async Task MoveAsync(NpgsqlConnection connection, UnitOrder order, Line line, CancellationToken token)
    {
        var (outcome, parts, code) = await GiveAsync(order, line, token);
        await connection.ExecuteAsync(new CommandDefinition(
            "update unit_order_cases set outcome = @outcome, parts = @parts, code = @code, done_at = @now where unit_order = @order and root = @Root and case_id = @CaseId",
            new { outcome, parts, code, now = time.GetUtcNow(), order = order.Id, line.Root, line.CaseId }, cancellationToken: token));
    }

    private async Task<(string Outcome, int[] Parts, string? Code)> GiveAsync(UnitOrder order, Line line, CancellationToken token)
    {
        var (c, reference) = (JsonSerializer.Deserialize<Case>(line.Doc, CaseJson.Options)!, (await library.CurrentAsync(token)).Reference);
        var stays = order.StaysOf().GetValueOrDefault(line.Number) ?? [];
        if (SuccessionScope.OrderFor(c, order.Command(), stays, reference, out var nothingGoes) is not { } command || nothingGoes)
            // A server that died after the step and before this list was written has moved it.
            return c.Successions.LastOrDefault(s => s.From == order.FromUnit && s.To == order.ToUnit && s.Variant == order.Variant && s.On >= order.OnDay) is { } done
                ? (done.IsWhole ? "moved" : "inPart", [.. done.Parts], null) : ("stays", [], null);
        try
        {
            await desk.GiveAsync(new CaseKey(line.Root, line.CaseId), command, Actor.System, new DeskTerms(IdempotencyKey: $"unit-order-{order.Id}-{line.CaseId:N}-{c.Successions.Count}"), token);
            return (stays.Length > 0 ? "inPart" : "moved", [.. command.Parts ?? []], null);
        }
        catch (Refused refused)
        {
            // One that cannot go over holds up no other; the list says so and a person decides.
            return ("refused", [], refused.Code);
        }
    }

    private sealed record Line
    {
        public required string Root { get; init; }
        public required Guid CaseId { get; init; }
        public required string Number { get; init; }
        public required string Doc { get; init; }
    }
}
