using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>
/// Cases that may be about the same matter as a new one, for the person at the counter: the same telephone or name, the same place and subject,
/// or nearly the same words, received within 180 days. Sealed and confidential cases are never among them.
/// </summary>
internal static class DuplicateCandidates
{
    private const int Days = 180;
    private const double Alike = 0.4;

    private const string Select =
        """
        with own as (
            select c.root, c.case_id, c.location, c.category, c.received_at, t.grams
            from cases c left join lateral (
                select array_agg(distinct g) as grams from texts, unnest(grams) g where root = c.root and case_id = c.case_id and kind in ('Title', 'Request')) t on true
            where c.root = $1 and c.case_id = $2 and not c.sealed and not c.confidential),
        found as (
            select p.root, p.case_id, case p.kind when 'Name' then 'sameName' else 'samePhone' end as reason
            from person_texts mine join own on own.root = mine.root and own.case_id = mine.case_id
            join person_texts p on p.hash = mine.hash
            where mine.hash is not null and p.case_id <> own.case_id and p.kind in ('Name', 'Phone')
            union
            select o.root, o.case_id, 'samePlace'
            from own join cases o on o.location = own.location and o.category = own.category
            where not o.sealed and not o.confidential and o.case_id <> own.case_id
                and o.received_at between own.received_at - $3 * interval '1 day' and own.received_at + $3 * interval '1 day'),
        near as (
            select o.root, o.case_id, t.grams from own
            join cases o on o.location = own.location and not o.sealed and not o.confidential and o.case_id <> own.case_id
                and o.received_at between own.received_at - $3 * interval '1 day' and own.received_at + $3 * interval '1 day'
            cross join lateral (
                select array_agg(distinct g) as grams from texts, unnest(grams) g where root = o.root and case_id = o.case_id and kind in ('Title', 'Request')) t
            cross join lateral (
                select count(*) filter (where g = any(own.grams)) as shared, count(*) as all_grams from unnest(t.grams) g) s
            where s.shared::float8 >= $4 * (s.all_grams + cardinality(own.grams) - s.shared)),
        reasons as (
            select root, case_id, reason from found union select root, case_id, 'similarText' from near)
        select c.root, c.case_id, c.number, c.state, c.received_at, t.body, array_agg(r.reason order by r.reason)
        from reasons r join own on true join cases c on c.root = r.root and c.case_id = r.case_id
        left join texts t on t.root = c.root and t.case_id = c.case_id and t.id = c.title
        where c.number is not null and not c.sealed and not c.confidential and ($5 or c.readers && $6)
            and c.received_at between own.received_at - $3 * interval '1 day' and own.received_at + $3 * interval '1 day'
        group by c.root, c.case_id, c.number, c.state, c.received_at, t.body
        order by count(*) desc, c.received_at desc limit 10
        """;

    /// <param name="words">The reader's words; null finds everything.</param>
    public static async Task<IReadOnlyList<DuplicateCandidate>> OfAsync(Database database, CaseKey key, string[]? words, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(Select);
        command.Parameters.AddRange(new[]
        {
            Sql.Text(key.Root), Sql.Uuid(key.Id), Sql.Int(Days), new NpgsqlParameter { Value = Alike }, new NpgsqlParameter { Value = words is null },
            Sql.Texts(words ?? []),
        });
        await using var row = await command.ExecuteReaderAsync(token);
        var candidates = new List<DuplicateCandidate>();
        while (await row.ReadAsync(token))
            candidates.Add(new(
                new CaseKey(row.GetString(0), row.GetGuid(1)), row.GetString(2), StateCodes.Of(row.GetString(3)), row.GetFieldValue<DateTimeOffset>(4),
                row.IsDBNull(5) ? null : row.GetString(5), row.GetFieldValue<string[]>(6)));
        return candidates;
    }
}
