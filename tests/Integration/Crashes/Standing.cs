using Dapper;
using Npgsql;

namespace Petitions.Tests.Integration.Crashes;

/// <summary>What stands in a database after a replay, without what differs between two runs by nature: random ids, ciphers and keys.</summary>
internal sealed record Standing(
    IReadOnlyList<string> Rows, IReadOnlyList<string> Audit, IReadOnlyList<string> Ladder, IReadOnlyList<string> Timers, IReadOnlyList<string> Outbox,
    IReadOnlyList<string> FiredTwice)
{
    public static async Task<Standing> OfAsync(NpgsqlConnection look) => new(
        await RowsAsync(look),
        await LinesAsync(look, "select concat_ws(' ', c.number, seq, verb, event, happened_at, recorded_at) from audit r"),
        await LinesAsync(look, "select concat_ws(' ', c.number, to_jsonb(r) - 'case_id') from ladder r"),
        // A workflow's timer is named by its bookmark, which is random.
        await LinesAsync(look, "select concat_ws(' ', c.number, regexp_replace(r.ref, '[0-9a-f]{32}', '*'), to_jsonb(r) - 'case_id' - 'ref') from timers r"),
        // A claim that a kill has cut short is one try more; the message goes out once all the same.
        await LinesAsync(look, "select concat_ws(' ', c.number, r.kind, r.created_at, r.delivered_at is not null, r.parked_at is not null) from outbox r"),
        await FiredTwiceAsync(look));

    /// <summary>Every table of the product, counted.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(NpgsqlConnection look)
    {
        // data_protection_keys counts starts that signed something, not cases. Tables of jobs stay in: without workers nothing may run one.
        var tables = await look.QueryAsync<string>(
            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'data_protection_keys' order by tablename");
        return [.. await look.QueryAsync<string>(string.Join(" union all ", tables.Select(t => $"select '{t} ' || count(*) from {t}")))];
    }

    /// <summary>Rungs by the audit, which forgets nothing: each fires once per case, clock, cycle and step.</summary>
    private static async Task<IReadOnlyList<string>> FiredTwiceAsync(NpgsqlConnection look) =>
    [
        .. await look.QueryAsync<string>(
            """
            select concat_ws(' ', 'ladder', case_id, clock, cycle, step) from ladder where fired_at is not null
            group by case_id, clock, cycle, step having count(*) > 1
            union all
            select concat_ws(' ', 'audit', case_id, payload ->> 'entry') from audit where event = 'RungFired'
            group by case_id, payload ->> 'entry' having count(*) > 1
            """),
    ];

    private static async Task<IReadOnlyList<string>> LinesAsync(NpgsqlConnection look, string select) =>
        [.. (await look.QueryAsync<string>($"{select} join cases c using (root, case_id)")).Order(StringComparer.Ordinal)];
}
