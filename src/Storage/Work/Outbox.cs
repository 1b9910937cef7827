using System.Text.Json.Nodes;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>Something on its way out of the house.</summary>
/// <param name="Tries">This one included.</param>
/// <param name="CreatedAt">When the step that sent it was committed.</param>
public sealed record OutboxItem(CaseKey Case, string? Number, string Key, string Kind, JsonObject Payload, int Tries, DateTimeOffset CreatedAt)
{
    /// <summary>The same for every try, and for no other message: receivers that know it take it once.</summary>
    public string Id => $"{Case.Root}/{Case.Id:N}/{Key}";
}

/// <summary>Carries messages of one kind: a wire for SMS, for mail, for webhooks.</summary>
public interface IOutboxCarrier
{
    string Kind { get; }

    /// <summary>Throws when it did not arrive; it comes again later.</summary>
    Task CarryAsync(OutboxItem item, CancellationToken token);
}

public sealed record DeliveryResult(int Claimed, int Delivered, IReadOnlyList<DeliveryFailure> Failures);

public sealed record DeliveryFailure(OutboxItem Item, Exception Cause);

/// <summary>
/// Delivers what steps have sent, after their commit. A message is claimed for some minutes by moving its next moment: a server that dies with it
/// leaves it to the others. Orders to other cases (kind <c>command</c>) go back through the desk under the message's id, and so have one effect.
/// </summary>
public sealed class Outbox(Database database, CaseDesk desk, Files files, IEnumerable<IOutboxCarrier> carriers, TimeProvider time)
{
    internal const int MostTries = 5;
    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(5);

    private const string Claim =
        """
        with head as materialized (
            select root, case_id, key from outbox where next_at <= $1 and delivered_at is null and parked_at is null
            order by next_at limit $2 for update skip locked)
        update outbox o set next_at = $3, tries = o.tries + 1
        from head left join cases c on c.root = head.root and c.case_id = head.case_id
        where o.root = head.root and o.case_id = head.case_id and o.key = head.key
        returning o.root, o.case_id, c.number, o.key, o.kind, o.payload::text, o.tries, o.created_at
        """;

    // What became a sealed petition leaves no trace with the open one that sent it.
    private const string Delivered =
        "delivered_at = $4, last_error = null, payload = case when payload->'command'->>'nature' = 'N-ACCUSE' then '{}'::jsonb else payload end";

    private readonly Dictionary<string, IOutboxCarrier> _carriers = carriers.ToDictionary(c => c.Kind);

    /// <summary>One pass over up to <paramref name="size"/> messages. Call again until <see cref="DeliveryResult.Claimed"/> is less than that.</summary>
    public async Task<DeliveryResult> DeliverAsync(int size, CancellationToken token)
    {
        var items = await ClaimAsync(size, token);
        var failures = new List<DeliveryFailure>();
        foreach (var item in items.OrderBy(i => i.CreatedAt))
        {
            try
            {
                await CarryAsync(item, token);
                await SettleAsync(item, Delivered, null, token);
            }
            catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
            {
                failures.Add(new(item, e));
                await SetAsideAsync(item, e, token);
            }
        }
        return new(items.Count, items.Count - failures.Count, failures);
    }

    /// <summary>A parked message is tried again from the start, at once.</summary>
    public Task RetryAsync(CaseKey key, string message, CancellationToken token) =>
        RunAsync("update outbox set tries = 0, parked_at = null, next_at = $4 where root = $1 and case_id = $2 and key = $3 and delivered_at is null", key, message, time.GetUtcNow(), null, token);

    /// <summary>
    /// What a dead server had claimed is due again at its own moment, not at the end of the lease. Only for who knows that no other server delivers.
    /// </summary>
    public async Task ReleaseAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            "update outbox set next_at = created_at where tries > 0 and last_error is null and delivered_at is null and parked_at is null");
        await command.ExecuteNonQueryAsync(token);
    }

    private Task CarryAsync(OutboxItem item, CancellationToken token)
    {
        if (item.Kind == "command")
            return OrderFromCase.GiveAsync(desk, database, files, item, token);
        if (item.Kind == StepRows.LockFiles)
            return files.LockAsync(item.Case, token);
        return _carriers.TryGetValue(item.Kind, out var carrier)
            ? carrier.CarryAsync(item, token)
            : throw new InvalidOperationException($"Nobody carries messages of the kind {item.Kind}.");
    }

    private async Task<List<OutboxItem>> ClaimAsync(int size, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var batch = Sql.Batch(connection, Actor.System.Id);
        batch.BatchCommands.Add(Sql.Command(Claim, Sql.Moment(now), Sql.Int(size), Sql.Moment(now + _lease)));
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.NextResultAsync(token);
        var items = new List<OutboxItem>();
        while (await row.ReadAsync(token))
            items.Add(new(
                new CaseKey(row.GetString(0), row.GetGuid(1)), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetString(4),
                JsonNode.Parse(row.GetString(5))!.AsObject(), row.GetInt32(6), row.GetFieldValue<DateTimeOffset>(7)));
        return items;
    }

    /// <summary>Later by 1, 2, 4 and 8 minutes; after the fifth failure parked, until a person looks at it.</summary>
    private Task SetAsideAsync(OutboxItem item, Exception cause, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var reason = cause is Refused refused ? refused.Code : $"{cause.GetType().Name}: {cause.Message}";
        return item.Tries >= MostTries
            ? SettleAsync(item, "parked_at = $4, last_error = $5", reason, token)
            : RunAsync(
                "update outbox set next_at = $4, last_error = $5 where root = $1 and case_id = $2 and key = $3",
                item.Case, item.Key, now + TimeSpan.FromMinutes(1 << (item.Tries - 1)), reason, token);
    }

    private Task SettleAsync(OutboxItem item, string set, string? reason, CancellationToken token) =>
        RunAsync($"update outbox set {set} where root = $1 and case_id = $2 and key = $3", item.Case, item.Key, time.GetUtcNow(), reason, token);

    private async Task RunAsync(string sql, CaseKey key, string message, DateTimeOffset moment, string? reason, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(sql);
        command.Parameters.AddRange(new[] { Sql.Text(key.Root), Sql.Uuid(key.Id), Sql.Text(message), Sql.Moment(moment) });
        if (sql.Contains("$5", StringComparison.Ordinal))
            command.Parameters.Add(Sql.Text(reason));
        await command.ExecuteNonQueryAsync(token);
    }
}
