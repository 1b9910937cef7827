using System.Text.Json;
using Dapper;
using Npgsql;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>An order that a unit is succeeded by another. Its state is ordered, listed (being carried out), carried or cancelled.</summary>
public sealed record UnitOrder
{
    public required int Id { get; init; }
    public required string FromUnit { get; init; }
    public required string ToUnit { get; init; }
    public required DateOnly OnDay { get; init; }
    public string? Variant { get; init; }
    public required string Reason { get; init; }
    public required string State { get; init; }
    public required string OrderedBy { get; init; }
    public DateTimeOffset OrderedAt { get; init; }
    public string Stays { get; init; } = "{}";
    public string? EndedBy { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedReason { get; init; }
    public bool IsMerger => Variant is null;

    /// <summary>Numbers of the requests of a case that stay with the unit.</summary>
    public IReadOnlyDictionary<string, int[]> StaysOf() => JsonSerializer.Deserialize<Dictionary<string, int[]>>(Stays)!;

    internal SucceedUnit Command(IReadOnlyList<int>? parts = null) => new(FromUnit, ToUnit, parts, Variant, Reason, OrderedBy);
}

/// <summary>One line of a hand-over list: the case as it stood on the day, and what became of it.</summary>
public sealed record UnitOrderCase
{
    public required string Number { get; init; }
    public required bool Locked { get; init; }
    public required string State { get; init; }
    public required string Category { get; init; }
    public string? Handler { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? DueCode { get; init; }

    /// <summary>listed, moved, inPart, stays or refused (with the code).</summary>
    public required string Outcome { get; init; }
    public int[] Parts { get; init; } = [];
    public string? Code { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>Orders of succession and their hand-over lists. <see cref="UnitOrderApply"/> carries them out from their day on.</summary>
public sealed class UnitOrders(Database database, TimeProvider time)
{
    internal const string Columns =
        "id, from_unit, to_unit, on_day, variant, reason, state, ordered_by, ordered_at, stays::text as stays, ended_by, ended_at, ended_reason";

    /// <exception cref="Refused">SUCCESSION_ALREADY_ORDERED.</exception>
    public async Task<int> OrderAsync(SucceedUnit order, DateOnly on, string by, CancellationToken token)
    {
        try
        {
            return await Rows.OneAsync<int>(
                database,
                """
                insert into unit_orders (from_unit, to_unit, on_day, variant, reason, state, ordered_by, ordered_at)
                values (@From, @To, @on, @Variant, @reason, 'ordered', @by, @now) returning id
                """, new { order.From, order.To, on, order.Variant, reason = order.Reason!.Value, by, now = time.GetUtcNow() }, token);
        }
        catch (PostgresException e) when (PostgresFailure.Of(e) is { Trouble: PostgresTrouble.Unique, Constraint: "unit_orders_waiting" })
        {
            throw Refusals.SuccessionAlreadyOrdered(order.From!);
        }
    }

    /// <summary>Newest first.</summary>
    public Task<List<UnitOrder>> ListAsync(CancellationToken token) =>
        Rows.ReadAsync<UnitOrder>(database, $"select {Columns} from unit_orders order by id desc limit 200", new { }, token);

    public async Task<UnitOrder?> FindAsync(int id, CancellationToken token) =>
        (await Rows.ReadAsync<UnitOrder>(database, $"select {Columns} from unit_orders where id = @id", new { id }, token)).FirstOrDefault();

    /// <summary>The hand-over list, by number.</summary>
    public Task<List<UnitOrderCase>> CasesAsync(int id, CancellationToken token) => Rows.ReadAsync<UnitOrderCase>(
        database,
        """
        select number, locked, state, category, handler, due_at, due_code, outcome, parts, code, done_at
        from unit_order_cases where unit_order = @id order by number
        """, new { id }, token);

    /// <summary>Says which requests stay behind; only before the cases are listed.</summary>
    /// <exception cref="Refused">SUCCESSION_UNDER_WAY.</exception>
    public Task KeepAsync(int id, IReadOnlyDictionary<string, int[]> stays, CancellationToken token) =>
        BeforeAsync("update unit_orders set stays = @stays::jsonb where id = @id and state = 'ordered'", new { id, stays = JsonSerializer.Serialize(stays) }, token);

    /// <exception cref="Refused">SUCCESSION_UNDER_WAY.</exception>
    public Task CancelAsync(int id, string by, string reason, CancellationToken token) => BeforeAsync(
        "update unit_orders set state = 'cancelled', ended_by = @by, ended_at = @now, ended_reason = @reason where id = @id and state = 'ordered'",
        new { id, by, reason, now = time.GetUtcNow() }, token);

    private async Task BeforeAsync(string sql, object parameters, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)) == 0)
            throw Refusals.SuccessionUnderWay();
    }
}
