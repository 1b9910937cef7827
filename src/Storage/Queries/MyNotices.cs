using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One message to a person inside the application: a template of the resource files and its facts.</summary>
public sealed record NoticeLine
{
    public required string Root { get; init; }
    public required Guid CaseId { get; init; }
    public required string Number { get; init; }
    public required int No { get; init; }
    public required string Template { get; init; }

    /// <summary>JSON object of strings: dates as yyyy-MM-dd, units and roles as codes.</summary>
    public required string Arguments { get; init; }
    public string? About { get; init; }

    /// <summary>The receiver must do something.</summary>
    public bool Action { get; init; }
    public DateTimeOffset ToldAt { get; init; }
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The end of the quiet hours for which the message outside is held (E9); null where nothing is held.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
    public CaseKey Case => new(Root, CaseId);
}

/// <summary>What a person was told, newest first. No titles: a notice may be seen over a shoulder.</summary>
/// <remarks>What was told of a case that is sealed by now is there only for who may read it.</remarks>
public sealed class MyNotices(Database database, LibrarySource library)
{
    private const string Visible = "(not c.sealed or c.readers && @readers)";

    public async Task<int> UnreadAsync(string person, CancellationToken token) => await Rows.OneAsync<int>(
        database,
        $"""
        select count(*)::int from notices n join cases c on c.root = n.root and c.case_id = n.case_id
        where n.person = @person and n.read_at is null and {Visible}
        """,
        new { person, readers = await ReadersAsync(person, token) }, token);

    private async Task<string[]> ReadersAsync(string person, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        return reference.Person(person) is { } staff ? Readers.Of(new Actor(staff.Id, staff.Roles, staff.Unit), reference) ?? [] : [];
    }

    public async Task<Page<NoticeLine>> PageAsync(string person, string? after, int size, CancellationToken token)
    {
        var from = Cursor.Read(after, Cursor.Newest);
        var rows = await Rows.ReadAsync<NoticeLine>(
            database,
            $"""
            select n.root, n.case_id, coalesce(c.number, '') as number, n.no, n.template, n.arguments::text as arguments, n.about, n.action, n.told_at, n.read_at,
                case when n.action and n.not_before > n.told_at then n.not_before end as held_until
            from notices n join cases c on c.root = n.root and c.case_id = n.case_id
            where n.person = @person and {Visible} and n.told_at <= @at and (n.told_at < @at or (n.case_id, n.no) > (@id, @no))
            order by n.told_at desc, n.case_id, n.no limit @size
            """,
            new { person, readers = await ReadersAsync(person, token), at = from.At, id = from.Id, no = from.No, size }, token);
        return Cursor.Page(rows, size, n => new(n.ToldAt, n.CaseId, n.No));
    }
}
