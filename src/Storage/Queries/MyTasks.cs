using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One piece of work on somebody's desk. The title of a sealed or confidential case is not shown in lists.</summary>
public sealed record TaskLine
{
    public required string Root { get; init; }
    public required Guid CaseId { get; init; }
    public required string Number { get; init; }
    public required int No { get; init; }
    public required string Kind { get; init; }
    public required string Role { get; init; }
    public required string Unit { get; init; }

    /// <summary>Null while it lies with everybody who holds the role.</summary>
    public string? Assignee { get; init; }
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? CaseTitle { get; init; }

    /// <summary>Code of the handbook: IN_HANDLING …</summary>
    public required string State { get; init; }
    public required string Category { get; init; }
    public required string[] Flags { get; init; }
    public required string[] Offers { get; init; }
    public string? About { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The case's own deadline (clock that carries the ladder).</summary>
    public DateTimeOffset? CompletionDueAt { get; init; }
    public int Rung { get; init; }
    internal DateTimeOffset SortAt { get; init; }
    public CaseKey Case => new(Root, CaseId);
}

/// <summary>Open tasks of a person: her own, those of her posts, and those of people for whom she acts today. The most urgent first.</summary>
public sealed class MyTasks(Database database, LibrarySource library)
{
    // One index walk per person and per post, each cut at the page: a desk with ten thousand tasks costs as much as one with fifty.
    private const string Sql =
        """
        with mine as (
            select t.* from unnest(@people) p(person) cross join lateral (
                select root, case_id, no, kind, role, unit, assignee, title_zh, title_en, offers, about, opened_at, due_at, sort_at from tasks
                where status = 'open' and assignee = p.person and (sort_at, case_id, no) > (@at, @id, @no)
                order by sort_at, case_id, no limit @size) t
            union all
            select t.* from unnest(@units, @roles) d(unit, role) cross join lateral (
                select root, case_id, no, kind, role, unit, assignee, title_zh, title_en, offers, about, opened_at, due_at, sort_at from tasks
                where status = 'open' and assignee is null and unit = d.unit and role = d.role and (sort_at, case_id, no) > (@at, @id, @no)
                order by sort_at, case_id, no limit @size) t)
        select m.root, m.case_id, coalesce(c.number, '') as number, m.no, m.kind, m.role, m.unit, m.assignee, m.title_zh, m.title_en,
            w.body as case_title, c.state, c.category, c.flags, m.offers, m.about, m.opened_at, m.due_at, c.completion_due_at, c.rung, m.sort_at
        from (select * from mine order by sort_at, case_id, no limit @size) m
        join cases c on c.root = m.root and c.case_id = m.case_id and (not c.sealed or c.readers && @readers)
        left join texts w on w.root = c.root and w.case_id = c.case_id and w.id = c.title and not c.sealed and not c.confidential
        order by m.sort_at, m.case_id, m.no
        """;

    /// <param name="now">Decides who is absent today.</param>
    /// <param name="after"><see cref="Page{T}.Next"/> of the page before.</param>
    public async Task<Page<TaskLine>> PageAsync(Actor actor, DateTimeOffset now, string? after, int size, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var (people, posts) = DesksOf(actor, reference, Local.DateOf(now));
        var from = Cursor.Read(after, Cursor.First);
        var rows = await Rows.ReadAsync<TaskLine>(
            database, Sql,
            new { people, readers = Readers.Of(actor, reference) ?? [], units = posts.Select(p => p.Unit).ToArray(), roles = posts.Select(p => p.Role).ToArray(), at = from.At, id = from.Id, no = from.No, size },
            token);
        return Cursor.Page(rows, size, t => new(t.SortAt, t.CaseId, t.No));
    }

    private static (string[] People, List<(string Unit, string Role)> Posts) DesksOf(Actor actor, Reference reference, DateOnly day)
    {
        var absent = reference.People.Values.Where(p => p.AbsenceOn(day)?.Delegate == actor.Id).ToList();
        var posts = actor.Unit is { } unit ? actor.Roles.Select(role => (unit, role)) : [];
        return ([actor.Id, .. absent.Select(p => p.Id)], [.. posts.Concat(absent.SelectMany(p => p.Roles.Select(role => (p.Unit, role)))).Distinct()]);
    }
}
