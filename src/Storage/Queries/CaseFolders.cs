using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One entry of a case's history.</summary>
public sealed record TimelineEntry
{
    public required int Seq { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>Staff id, <c>P:n</c> or SYSTEM.</summary>
    public required string Actor { get; init; }
    public string? DelegateOf { get; init; }
    public required string Verb { get; init; }
    public required string Event { get; init; }

    /// <summary>Transition or rule of the handbook.</summary>
    public string? Rule { get; init; }

    /// <summary>The event as JSON; ids and codes only.</summary>
    public required string Payload { get; init; }
}

/// <summary>A case opened by somebody who may read it.</summary>
/// <param name="Loaded">The case, all its words, and its unfinished workflows.</param>
/// <param name="Personal">Ids of words that say who somebody is: to be shown by purpose only.</param>
/// <param name="Timeline">Oldest first; the newest thousand.</param>
/// <param name="Numbers">Of the documents, by their number in the case: <c>COM-ZZ-2026-督-0003</c>.</param>
public sealed record CaseFolder(LoadedCase Loaded, IReadOnlySet<int> Personal, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyDictionary<int, string> Numbers);

/// <summary>The case file. Whoever may not read a case is told what everybody is told of a number that does not exist.</summary>
public sealed class CaseFolders(Database database, LibrarySource library, TextKeys keys, TimeProvider time)
{
    private readonly StepReader _reader = new(keys);

    /// <exception cref="Refused">NOT_FOUND: absent, sealed, or not this person's to read.</exception>
    public Task<CaseFolder> OpenAsync(string number, Actor actor, CancellationToken token) => OpenAsync(number, null, actor, token);

    /// <inheritdoc cref="OpenAsync(string, Actor, CancellationToken)"/>
    /// <param name="key">For drafts, which have no number yet.</param>
    public Task<CaseFolder> OpenAsync(CaseKey key, Actor actor, CancellationToken token) => OpenAsync(null, key, actor, token);

    private async Task<CaseFolder> OpenAsync(string? number, CaseKey? key, Actor actor, CancellationToken token)
    {
        FoundStep found;
        await using (var connection = await database.App.OpenConnectionAsync(token))
            found = await _reader.FindAsync(connection, actor.Id, number, key, null, [], [], token);
        var reference = (await library.AtLeastAsync(found.Stamp, token)).Reference;
        if (found.Case is not { } opened || !Access.MayRead(Delegation.Reading(actor, opened.Case, reference, Local.DateOf(time.GetUtcNow())), opened.Case, reference))
            throw Refusals.NotThere();
        if (opened.Case.Flags.Sealed && !actor.IsSystem)
            await LogAsync(opened.Case, actor, token);
        var seen = opened.Case.Flags.Sealed ? opened.Loaded
            : opened.Loaded with { Texts = opened.Loaded.Texts.Where(t => !opened.Hidden.Contains(t.Key)).ToDictionary() };
        return new(seen, opened.PersonalTexts, await TimelineAsync(opened.Case.Key, token), await NumbersAsync(opened.Case, token));
    }

    private async Task<Dictionary<int, string>> NumbersAsync(Case c, CancellationToken token) => c.Documents.Count == 0 ? [] : (await Rows.ReadAsync<(int No, string Number)>(
        database,
        """
        select no, unit || '-' || year || '-' || coalesce(word, kind) || '-' || lpad(serial::text, greatest(4, length(serial::text)), '0')
        from document_numbers where root = @root and case_id = @id
        """,
        new { root = c.Key.Root, id = c.Key.Id }, token)).ToDictionary(n => n.No, n => n.Number);

    /// <summary>Before anything is shown: a reading that cannot be written down does not take place.</summary>
    private async Task LogAsync(Case c, Actor actor, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("insert into sealed_reads (root, case_id, read_at, reader, state) values ($1, $2, $3, $4, $5)");
        command.Parameters.AddRange(new[]
        {
            Sql.Text(c.Key.Root), Sql.Uuid(c.Key.Id), Sql.Moment(time.GetUtcNow()), Sql.Text(actor.Id), Sql.Text(c.State.Code()),
        });
        await command.ExecuteNonQueryAsync(token);
    }

    private Task<List<TimelineEntry>> TimelineAsync(CaseKey key, CancellationToken token) => Rows.ReadAsync<TimelineEntry>(
        database,
        """
        select a.seq, a.recorded_at, a.happened_at, a.actor, a.delegate_of, a.verb, a.event, a.rule, a.payload::text as payload
        from (select * from audit where root = @root and case_id = @id order by seq desc limit 1000) a order by a.seq
        """,
        new { root = key.Root, id = key.Id }, token);
}
