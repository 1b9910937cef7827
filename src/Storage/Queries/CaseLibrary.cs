using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>A petition that may show that a passed record was too hopeful.</summary>
/// <param name="Record">Number of the record in its case.</param>
public sealed record LikelyRecurrence(CaseKey Case, int Record, string Number, DateOnly ReceivedOn);

/// <summary>One lesson: no number of a petition, no place, no name.</summary>
public sealed record LibraryNote
{
    public required string Category { get; init; }

    /// <summary>The trigger that opened the record.</summary>
    public required string Trigger { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string[] RootCauses { get; init; }
    public DateTimeOffset WrittenAt { get; init; }
}

/// <summary>What passed records teach: the case library, and the search for what happened again (handbook §6.6, §6.7).</summary>
public sealed class CaseLibrary(Database database)
{
    /// <summary>As the index of cases with passed records is written.</summary>
    private const string HasPassed = """jsonb_path_exists(c.doc, '$.accountabilityRecords[*] ? (@.status == "passed")')""";

    private const string Records = "from cases c cross join lateral jsonb_array_elements(c.doc->'accountabilityRecords') r";

    /// <summary>The newest notes; those of a version that was corrected give way to the newer one.</summary>
    public Task<List<LibraryNote>> NotesAsync(int size, CancellationToken token) => Rows.ReadAsync<LibraryNote>(
        database,
        $"""
        select c.category, r->>'trigger' as trigger, title.body as title, words.body,
            array(select distinct found->>'code' from jsonb_array_elements(r->'causes'->'found') found where found->>'code' is not null) as root_causes,
            (r->'note'->>'writtenAt')::timestamptz as written_at
        {Records}
        join texts title on title.root = c.root and title.case_id = c.case_id and title.id = (r->'note'->>'title')::int
        join texts words on words.root = c.root and words.case_id = c.case_id and words.id = (r->'note'->>'text')::int
        where {HasPassed} and not c.sealed and r->>'correctedBy' is null
        order by written_at desc limit @size
        """,
        new { size }, token);

    /// <summary>
    /// Petitions of the same category and place, received within 90 days after a record had passed, that nobody has been asked about; also those
    /// that came while the record was corrected or open again. Sealed, confidential and restricted cases are on neither side.
    /// </summary>
    public async Task<IReadOnlyList<LikelyRecurrence>> RecurrencesAsync(DateTimeOffset now, CancellationToken token)
    {
        var found = await Rows.ReadAsync<Found>(
            database,
            $"""
            select c.root, c.case_id, (r->>'no')::int as record, o.number, o.received_at
            {Records}
            join cases o on o.location = c.location and o.category = c.category and o.case_id <> c.case_id and o.number is not null
                and not o.sealed and not o.confidential and not 'restricted' = any(o.flags)
                and (o.incident is null or o.incident is distinct from c.incident)
                and o.received_at > coalesce(r->>'watchedFrom', r->>'passedAt')::timestamptz and o.received_at <= (r->>'passedAt')::timestamptz + interval '90 days'
            where {HasPassed} and not c.sealed and not c.confidential and not 'restricted' = any(c.flags) and r->>'status' = 'passed'
                and r->>'correctedBy' is null and (r->>'passedAt')::timestamptz > @since
                and not exists (select 1 from jsonb_array_elements(r->'recurrences') known where known->>'number' = o.number)
            order by o.received_at, o.number
            """,
            new { since = now.AddDays(-120) }, token);
        return [.. found.Select(f => new LikelyRecurrence(new CaseKey(f.Root, f.CaseId), f.Record, f.Number, Local.DateOf(f.ReceivedAt)))];
    }

    private sealed record Found
    {
        public required string Root { get; init; }
        public Guid CaseId { get; init; }
        public int Record { get; init; }
        public required string Number { get; init; }
        public DateTimeOffset ReceivedAt { get; init; }
    }
}
