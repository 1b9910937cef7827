using System.Text;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One case in a list. The title of a sealed or confidential case is not shown in lists.</summary>
public sealed record CaseLine
{
    public required string Root { get; init; }
    public required Guid CaseId { get; init; }
    public required string Number { get; init; }
    public string? Title { get; init; }

    /// <summary>Code of the handbook: IN_HANDLING …</summary>
    public required string State { get; init; }
    public required string Nature { get; init; }
    public required string Category { get; init; }
    public required string Urgency { get; init; }
    public required string[] Flags { get; init; }
    public required string Holder { get; init; }
    public required string HandlingUnit { get; init; }
    public string? Handler { get; init; }
    public string? Location { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The running clock that ends first, and its code.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public string? DueCode { get; init; }

    /// <summary>The deadline that carries the ladder.</summary>
    public DateTimeOffset? CompletionDueAt { get; init; }
    public string? CompletionCode { get; init; }
    public int Rung { get; init; }
    public required string[] Attention { get; init; }
    public CaseKey Case => new(Root, CaseId);

    /// <summary>The words in which a search found it.</summary>
    internal string[]? Words { get; init; }

    internal const string Columns =
        """
        c.root, c.case_id, c.number, t.body as title, c.state, c.nature, c.category, c.urgency, c.flags, c.holder, c.handling_unit, c.handler,
        case when not ('restricted' = any(c.flags)) then c.location end as location,
        c.received_at, c.due_at, c.due_code, c.completion_due_at, c.completion_code, c.rung, c.attention
        """;

    /// <summary>The first rows in an order; titles are looked up for these alone.</summary>
    internal static string First(string which, string order) =>
        $"select {Columns} from (select c.* from cases c where {which} order by {order} limit @size) c {TitleJoin} order by {order}";

    internal const string TitleJoin =
        "left join texts t on t.root = c.root and t.case_id = c.case_id and t.id = c.title and not c.sealed and not c.confidential";
}

/// <summary>What a list shows; everything that is given must hold.</summary>
/// <param name="Text">Words in a title, request, record …; simplified or traditional, as they come.</param>
/// <param name="Unit">The handling unit.</param>
/// <param name="Flag">emergency, joint, supervised …</param>
/// <param name="ReceivedFrom">Local day, included; so is <paramref name="ReceivedTo"/>.</param>
public sealed record CaseFilter(
    string? Text = null, CaseState? State = null, string? Category = null, string? Nature = null, string? Unit = null, string? Handler = null,
    string? Flag = null, bool Open = false, bool Overdue = false, DateOnly? ReceivedFrom = null, DateOnly? ReceivedTo = null);

/// <summary>The cases a person may find, newest first, and the search over what was said in them. Words of sealed cases are not there to be found.</summary>
public sealed class CaseList(Database database, LibrarySource library)
{
    /// <param name="now">Decides what is overdue.</param>
    /// <param name="after"><see cref="Page{T}.Next"/> of the page before.</param>
    /// <exception cref="Refused">FIELD_INVALID (after).</exception>
    public async Task<Page<CaseLine>> PageAsync(Actor actor, CaseFilter filter, DateTimeOffset now, string? after, int size, CancellationToken token)
    {
        var readers = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        var text = Folding.Fold(filter.Text?.Trim() ?? "");
        var (rows, from) = (new List<CaseLine>(), Cursor.Read(after, Cursor.Newest));
        // Longer words are found by their pairs, which may stand apart: such a find is looked at again, and the page filled up.
        for (var found = size; rows.Count < size && found == size;)
        {
            var batch = await Rows.ReadAsync<CaseLine>(database, SqlOf(filter, readers is null, text), ParametersOf(filter, readers, text, now, from, size), token);
            found = batch.Count;
            rows.AddRange(batch.Where(line => text.Length <= 2 || line.Words!.Any(w => Folding.Fold(w).Contains(text, StringComparison.Ordinal))));
            if (found > 0)
                from = new(batch[^1].ReceivedAt, batch[^1].CaseId, 0);
        }
        return Cursor.Page(rows.Count > size ? rows[..size] : rows, size, c => new(c.ReceivedAt, c.CaseId, 0));
    }

    private static string SqlOf(CaseFilter filter, bool everything, string text)
    {
        var sql = new StringBuilder("select ").Append(CaseLine.Columns);
        if (text.Length > 2)
            sql.Append(", (select array_agg(x.body) from texts x where x.root = c.root and x.case_id = c.case_id and x.grams @> @grams) as words");
        sql.AppendLine().Append("from cases c ").AppendLine(CaseLine.TitleJoin)
            .AppendLine("where c.state <> 'DRAFT' and (c.received_at, c.case_id) < (@at, @id)");
        void Where(bool given, string condition)
        {
            if (given)
                sql.Append(" and ").AppendLine(condition);
        }
        Where(!everything, "c.readers && @readers");
        Where(text.Length > 0, "exists (select from texts x where x.root = c.root and x.case_id = c.case_id and x.grams @> @grams)");
        Where(filter.State is not null, "c.state = @state");
        Where(filter.Category is not null, "c.category = @category");
        Where(filter.Nature is not null, "c.nature = @nature");
        Where(filter.Unit is not null, "c.handling_unit = @unit");
        Where(filter.Handler is not null, "c.handler = @handler");
        Where(filter.Flag is not null, "@flag = any(c.flags)");
        Where(filter.Open || filter.Overdue, "c.open");
        Where(filter.Overdue, "c.completion_due_at < @now");
        Where(filter.ReceivedFrom is not null, "c.received_at >= @first");
        Where(filter.ReceivedTo is not null, "c.received_at < @last");
        return sql.Append("order by c.received_at desc, c.case_id desc limit @size").ToString();
    }

    private static object ParametersOf(CaseFilter filter, string[]? readers, string text, DateTimeOffset now, Cursor from, int size) => new
    {
        readers, grams = text.Length > 0 ? Grams.Of(text) : null, state = filter.State?.Code(), category = filter.Category, nature = filter.Nature,
        unit = filter.Unit, handler = filter.Handler, flag = filter.Flag, now, first = filter.ReceivedFrom is { } first ? Local.At(first, 0) : (DateTimeOffset?)null,
        last = filter.ReceivedTo is { } last ? Local.EndOf(last) : (DateTimeOffset?)null, at = from.At, id = from.Id, size,
    };
}
