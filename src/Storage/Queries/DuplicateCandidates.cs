using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>
/// Cases that may be the same matter of the same person, each with the reasons that speak for it: at the counter for a new petition, and on a
/// case that has not been decided on. A petitioner of both has the same telephone or name, or a name that sounds alike and the same place or
/// subject (within three years); of two lists one name in common is enough. Or place and subject are the same, or the words nearly (within 180
/// days). No number says how likely it is: a person decides. Sealed and confidential cases are never among them.
/// </summary>
internal static class DuplicateCandidates
{
    private const int Days = 180, DaysOfPerson = 3 * 365;
    private const double Alike = 0.4;

    private const string Select =
        """
        with own as (
            select c.root, c.case_id, c.location, c.category, c.received_at, c.doc, t.grams
            from cases c left join lateral (
                select array_agg(distinct g) as grams from texts, unnest(grams) g where root = c.root and case_id = c.case_id and kind in ('Title', 'Request')) t on true
            where c.root = $1 and c.case_id = $2 and not c.sealed and not c.confidential),
        mine as (
            select p.kind, p.hash, p.sound, e->>'role' as role
            from own cross join lateral jsonb_array_elements(own.doc->'people') e
            join person_texts p on p.root = own.root and p.case_id = own.case_id and p.id in ((e->>'name')::int, (e->>'phone')::int)
            where e->>'role' in ('petitioner', 'representative', 'listed', 'reporter')),
        same as (
            select p.root, p.case_id, p.id, mine.role, case p.kind when 'Name' then 'sameName' else 'samePhone' end as reason
            from mine join person_texts p on p.hash = mine.hash and p.kind = mine.kind where mine.kind in ('Name', 'Phone')
            union all
            select p.root, p.case_id, p.id, mine.role, 'soundsAlike'
            from mine join person_texts p on p.sound = mine.sound and p.hash <> mine.hash where mine.kind = 'Name'),
        persons as (
            select o.root, o.case_id, s.reason, s.role in ('listed', 'representative') or e->>'role' in ('listed', 'representative') as by_list
            from same s join own on own.case_id <> s.case_id
            join cases o on o.root = s.root and o.case_id = s.case_id and not o.sealed and not o.confidential
                and o.received_at > own.received_at - $7 * interval '1 day'
            cross join lateral jsonb_array_elements(o.doc->'people') e
            -- Whoever may not know a name is not told by a likeness whose it is.
            where ($8 or not coalesce((o.doc->>'keepNameFromUnit')::boolean or (own.doc->>'keepNameFromUnit')::boolean, false))
                and s.id in ((e->>'name')::int, (e->>'phone')::int) and e->>'role' in ('petitioner', 'representative', 'listed', 'reporter')
                and (s.reason <> 'soundsAlike' or o.location = own.location or o.category = own.category)),
        places as (
            select o.root, o.case_id, o.category = own.category as same_category, t.grams
            from own join cases o on o.location = own.location and not o.sealed and not o.confidential and o.case_id <> own.case_id
                and o.received_at between own.received_at - $3 * interval '1 day' and own.received_at + $3 * interval '1 day'
            left join lateral (
                select array_agg(distinct g) as grams from texts, unnest(grams) g where root = o.root and case_id = o.case_id and kind in ('Title', 'Request')) t on true),
        reasons as (
            select root, case_id, reason from persons
            union select root, case_id, 'onList' from persons where by_list
            union select root, case_id, 'samePlace' from places where same_category
            union select p.root, p.case_id, 'similarText' from places p, own, lateral (
                select count(*) filter (where g = any(own.grams)) as shared, count(*) as all_grams from unnest(p.grams) g) s
                where s.shared::float8 >= $4 * (s.all_grams + cardinality(own.grams) - s.shared))
        select c.root, c.case_id, c.number, c.state, c.received_at, t.body, array_agg(r.reason order by r.reason)
        from reasons r join cases c on c.root = r.root and c.case_id = r.case_id
        left join texts t on t.root = c.root and t.case_id = c.case_id and t.id = c.title
        where c.number is not null and not c.sealed and not c.confidential and ($5 or c.readers && $6)
        group by c.root, c.case_id, c.number, c.state, c.received_at, t.body
        order by bool_or(r.reason in ('sameName', 'samePhone')) desc, count(*) desc, c.received_at desc limit 10
        """;

    /// <param name="words">The reader's words; null finds everything.</param>
    /// <param name="names">The reader's office knows names that petitioners keep from the units.</param>
    public static async Task<IReadOnlyList<DuplicateCandidate>> OfAsync(Database database, CaseKey key, string[]? words, bool names, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        return await OfAsync(connection, key, words, names, token);
    }

    /// <summary>As a connection sees it, what it has not committed included.</summary>
    public static async Task<IReadOnlyList<DuplicateCandidate>> OfAsync(NpgsqlConnection connection, CaseKey key, string[]? words, bool names, CancellationToken token)
    {
        await using var command = Command(connection, Select, key, words, names);
        await using var row = await command.ExecuteReaderAsync(token);
        var candidates = new List<DuplicateCandidate>();
        while (await row.ReadAsync(token))
            candidates.Add(new(
                new CaseKey(row.GetString(0), row.GetGuid(1)), row.GetString(2), StateCodes.Of(row.GetString(3)), row.GetFieldValue<DateTimeOffset>(4),
                row.IsDBNull(5) ? null : row.GetString(5), row.GetFieldValue<string[]>(6)));
        return candidates;
    }

    /// <summary>How the database goes about it.</summary>
    internal static async Task<string> PlanAsync(Database database, CaseKey key, string[]? words, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var command = Command(connection, "explain " + Select, key, words, true);
        await using var row = await command.ExecuteReaderAsync(token);
        var lines = new List<string>();
        while (await row.ReadAsync(token))
            lines.Add(row.GetString(0));
        return string.Join('\n', lines);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, CaseKey key, string[]? words, bool names)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(new[]
        {
            Sql.Text(key.Root), Sql.Uuid(key.Id), Sql.Int(Days), new NpgsqlParameter { Value = Alike }, new NpgsqlParameter { Value = words is null },
            Sql.Texts(words ?? []), Sql.Int(DaysOfPerson), new NpgsqlParameter { Value = names },
        });
        return command;
    }
}


/// <summary>The candidates of a case, for whoever may read it.</summary>
public sealed class RepeatCandidates(Database database, LibrarySource library, CaseFolders folders)
{
    /// <exception cref="Refused">NOT_FOUND.</exception>
    public async Task<IReadOnlyList<DuplicateCandidate>> OfAsync(string number, Actor actor, CancellationToken token)
    {
        var c = (await folders.OpenAsync(number, actor, token)).Loaded.Case;
        var linked = c.Links.Select(l => l.Number).ToHashSet();
        var found = await DuplicateCandidates.OfAsync(database, c.Key, Readers.Of(actor, (await library.CurrentAsync(token)).Reference), Access.KnowsKeptNames(actor), token);
        return [.. found.Where(f => !linked.Contains(f.Number))];
    }
}
