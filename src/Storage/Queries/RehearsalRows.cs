using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>What a rehearsal on a turned clock asks of the whole register: when something happens next, and what stands in it at the end.</summary>
public sealed class RehearsalRows(Database database)
{
    /// <summary>True if no case has ever been opened.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken token) =>
        !await Rows.OneAsync<bool>(database, "select exists (select from commands)", new { }, token);

    /// <summary>The next timer, or order from one case to another; null if nothing waits. Messages to the outside wait for nobody's moment.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken token) => Moment(await Rows.OneAsync<object?>(
        database,
        """
        select least((select min(next_at) from timers where parked_at is null),
            (select min(next_at) from outbox where kind = 'command' and delivered_at is null and parked_at is null))
        """,
        new { }, token));

    /// <summary>The moment of the newest step.</summary>
    public async Task<DateTimeOffset?> LastStepAsync(CancellationToken token) =>
        Moment(await Rows.OneAsync<object?>(database, "select max(recorded_at) from commands", new { }, token));

    /// <summary>Numbers of all cases in the order of their opening.</summary>
    public async Task<IReadOnlyList<string>> NumbersAsync(CancellationToken token) =>
        await Rows.ReadAsync<string>(database, "select number from cases where number is not null order by case_id", new { }, token);

    /// <summary>How many messages each person was told about the case.</summary>
    public async Task<IReadOnlyDictionary<string, int>> NoticesAsync(CaseKey key, CancellationToken token) =>
        (await Rows.ReadAsync<(string Person, int Count)>(
            database, "select person, count(*)::int from notices where root = @root and case_id = @id group by person", new { root = key.Root, id = key.Id }, token))
        .ToDictionary(r => r.Person, r => r.Count);

    /// <summary>Workflows, timers and messages of the case that stand still, with the reason.</summary>
    public async Task<IReadOnlyList<string>> AttentionAsync(CaseKey key, CancellationToken token) => await Rows.ReadAsync<string>(
        database,
        """
        select definition_id || ': ' || parked_reason from workflow_instances where root = @root and case_id = @id and parked
        union all select 'timer ' || kind || ': ' || coalesce(parked_reason, 'tried') from timers where root = @root and case_id = @id and tries > 0
        union all select 'message ' || key || ': ' || last_error from outbox where root = @root and case_id = @id and last_error is not null
        """,
        new { root = key.Root, id = key.Id }, token);

    private static DateTimeOffset? Moment(object? value) => value is DateTime moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
