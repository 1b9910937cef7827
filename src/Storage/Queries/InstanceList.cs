using System.Text;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One run of a process, as a list shows it. A parked one counts as finished and faulted, as Elsa would say of it.</summary>
public record InstanceLine
{
    public required string Root { get; init; }
    public required Guid CaseId { get; init; }
    public required int No { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public int Version { get; init; }
    public int? Parent { get; init; }

    /// <summary>Running or Finished.</summary>
    public required string Status { get; init; }

    /// <summary>Suspended, Finished, Cancelled, Faulted …</summary>
    public required string SubStatus { get; init; }
    public bool Parked { get; init; }
    public string? ParkedReason { get; init; }
    public int IncidentCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Null for a draft, and where a confidential case is not this reader's.</summary>
    public string? Number { get; init; }

    /// <summary>The case stands in this reader's lists.</summary>
    public bool Readable { get; init; }

    public CaseKey Case => new(Root, CaseId);

    /// <summary>The case's id and a counted number, as the engine names it.</summary>
    public string Id => InstanceName.Of(CaseId, No);
}

/// <summary>The opaque name of an instance: the case's id, a hyphen, its number in the case.</summary>
public static class InstanceName
{
    public static string Of(Guid caseId, int no) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{caseId:N}-{no}");

    /// <summary>Null for what is no such name.</summary>
    public static (Guid CaseId, int No)? Read(string? name) =>
        name is { Length: > 33 and < 44 } && name[32] == '-' && Guid.TryParseExact(name[..32], "N", out var id)
            && int.TryParse(name[33..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var no)
            ? (id, no) : null;
}

/// <summary>
/// A moment that must hold for one column: created_at, updated_at or finished_at. It is as long as it was said: midnight where it was said is the whole
/// day, a moment without seconds the whole minute.
/// </summary>
/// <param name="Column">CreatedAt, UpdatedAt or FinishedAt.</param>
/// <param name="Operator">Is, IsNot, LessThan, GreaterThan, LessThanOrEqual, GreaterThanOrEqual.</param>
public sealed record MomentFilter(string Column, string Operator, DateTimeOffset Moment)
{
    /// <summary>The first moment that is after it.</summary>
    public DateTimeOffset End => Moment > DateTimeOffset.MaxValue - Length ? DateTimeOffset.MaxValue : Moment + Length;

    private TimeSpan Length => Moment.TimeOfDay == TimeSpan.Zero ? TimeSpan.FromDays(1)
        : Moment.Ticks % TimeSpan.TicksPerMinute == 0 ? TimeSpan.FromMinutes(1) : TimeSpan.FromMicroseconds(1);
}

/// <summary>What a list of instances is asked for; everything that is given must hold.</summary>
public sealed record InstanceFilter
{
    /// <summary>Part of a case's number or of a process's id or name, or the whole id of an instance.</summary>
    public string Search { get; init; } = "";
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];
    public IReadOnlyList<string> Ids { get; init; } = [];
    public string? Number { get; init; }
    public int? Version { get; init; }
    public bool? HasIncidents { get; init; }
    public IReadOnlyList<string> Statuses { get; init; } = [];
    public IReadOnlyList<string> SubStatuses { get; init; } = [];
    public IReadOnlyList<MomentFilter> Moments { get; init; } = [];

    /// <summary>Created, Finished or Name; else the last step.</summary>
    public string? OrderBy { get; init; }
    public bool Descending { get; init; } = true;

    /// <summary>From 0.</summary>
    public int Page { get; init; }
    public int PageSize { get; init; } = 10;
}

/// <summary>
/// The instances of all cases. Whoever oversees the processes sees that they run, whoever reads a case those of the case; those of a sealed
/// case are there for its own readers alone and counted for nobody else.
/// </summary>
public sealed class InstanceList(Database database, LibrarySource library)
{
    /// <summary>Nobody pages further; more are "more than ten thousand".</summary>
    private const int Most = 10_000;
    private const int LargestPage = 200;

    /// <summary>So many cases are joined faster than an index of all instances is searched for them.</summary>
    private const int Few = 5000;

    private const string Status = "case when i.parked then 'Finished' else i.status end";
    private const string SubStatus = "case when i.parked then 'Faulted' else i.sub_status end";
    private const string From = "from workflow_instances i join cases c on c.root = i.root and c.case_id = i.case_id";
    private const string OfOwnCases = "with mine as materialized (select root, case_id, number, sealed, confidential, readers from cases where readers && @readers)";
    private const string OfThem = "from mine c join workflow_instances i on i.root = c.root and i.case_id = c.case_id";
    private const string Seen = "(@everything or c.readers && @readers or @overseer and not c.sealed)";
    private const string Number = "case when @everything or not c.confidential or c.readers && @readers then c.number end";

    internal const string Columns =
        $"""
        i.root, i.case_id, i.no, i.definition_id, i.definition_version_id, i.version, i.parent, {Status} as status, {SubStatus} as sub_status, i.parked,
        i.parked_reason, greatest(i.incident_count, i.parked::int) as incident_count, i.created_at, i.updated_at, i.finished_at, {Number} as number,
        (@everything or c.readers && @readers) as readable
        """;

    /// <param name="overseer">Sees the processes of all cases but sealed ones.</param>
    /// <returns>One page, and the number of all up to ten thousand and one.</returns>
    /// <exception cref="Refused">FIELD_INVALID (timestampFilters).</exception>
    public async Task<(IReadOnlyList<InstanceLine> Rows, int Total)> ReadAsync(Actor actor, bool overseer, InstanceFilter filter, CancellationToken token)
    {
        var readers = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        var size = Math.Clamp(filter.PageSize, 1, LargestPage);
        var search = filter.Search.Trim();
        var named = (filter.Ids.Count > 0 ? filter.Ids : [search]).Select(InstanceName.Read).OfType<(Guid CaseId, int No)>().ToList();
        var found = search.Length > 0 && named.Count == 0 ? await SearchedAsync(search, token) : [];
        var asked = new
        {
            everything = readers is null, readers = readers ?? [], overseer, definitions = filter.DefinitionIds.ToArray(),
            numbers = found.Where(f => f.IsNumber).Select(f => f.Value).ToArray(), processes = found.Where(f => !f.IsNumber).Select(f => f.Value).ToArray(), number = filter.Number, version = filter.Version, statuses = filter.Statuses.ToArray(), subStatuses = filter.SubStatuses.ToArray(),
            moments = filter.Moments.Select(m => m.Moment.UtcDateTime).ToArray(), ends = filter.Moments.Select(m => m.End.UtcDateTime).ToArray(), cases = named.Select(n => n.CaseId).ToArray(), nos = named.Select(n => n.No).ToArray(),
            size, skip = (int)Math.Min((long)Math.Max(filter.Page, 0) * size, Most), most = Most + 1,
        };
        var first = !overseer && readers is not null && await HasFewAsync(readers, token) ? OfOwnCases : "";
        var from = first.Length > 0 ? OfThem : From;
        var where = $"{from} where {Seen}{Conditions(filter, search, asked.numbers.Length > 0, asked.processes.Length > 0)}";
        Task<List<InstanceLine>> Page(string more) =>
            Rows.ReadAsync<InstanceLine>(database, $"{first} select {Columns} {where}{more} order by {Order(filter)} limit @size offset @skip", asked, token);
        // What has ended comes first in either direction and has an index of its own; the rest is looked at only where that does not fill the page.
        var rows = IsByEnd(filter) ? await Page(" and i.finished_at is not null") : [];
        if (rows.Count < size)
            rows = await Page("");
        // The first page that is not full says itself how many there are.
        return rows.Count < size && asked.skip == 0 ? (rows, rows.Count)
            : (rows, await Rows.OneAsync<int>(database, $"{first} select count(*)::int from (select {where} limit @most) n", asked, token));
    }

    /// <summary>Whoever has few cases begins with them; whoever has many with the order that is asked for.</summary>
    private async Task<bool> HasFewAsync(string[] readers, CancellationToken token) => await Rows.OneAsync<int>(
        database, "select count(*)::int from (select from cases where readers && @readers limit @most) n", new { readers, most = Few + 1 }, token) <= Few;

    /// <summary>Those that wait for somebody to mend them, the newest first.</summary>
    public async Task<IReadOnlyList<InstanceLine>> ParkedAsync(Actor actor, bool overseer, int size, CancellationToken token) => await Rows.ReadAsync<InstanceLine>(
        database, $"select {Columns} {From} where i.parked and {Seen} order by i.updated_at desc limit @size", await AskedAsync(actor, overseer, size, token), token);

    /// <summary>How many of them; up to a thousand.</summary>
    public async Task<int> CountParkedAsync(Actor actor, bool overseer, CancellationToken token) => await Rows.OneAsync<int>(
        database, $"select count(*)::int from (select {From} where i.parked and {Seen} limit @size) n", await AskedAsync(actor, overseer, 1000, token), token);

    private async Task<object> AskedAsync(Actor actor, bool overseer, int size, CancellationToken token)
    {
        var readers = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        return new { everything = readers is null, readers = readers ?? [], overseer, size };
    }

    /// <summary>Words of a search become numbers of cases and ids of processes first: each has its own index.</summary>
    private Task<List<(bool IsNumber, string Value)>> SearchedAsync(string search, CancellationToken token) => Rows.ReadAsync<(bool, string)>(
        database,
        """
        (select true, number from cases where strpos(number, upper(@search)) > 0 order by number desc limit 100)
        union all
        select distinct false, definition_id from definitions where strpos(lower(definition_id || ' ' || coalesce(name, '')), lower(@search)) > 0
        """,
        new { search }, token);

    private static string Conditions(InstanceFilter filter, string search, bool numbers, bool processes)
    {
        var sql = new StringBuilder();
        void Where(bool given, string condition)
        {
            if (given)
                sql.Append(" and ").Append(condition);
        }
        Where(filter.DefinitionIds.Count > 0, "i.definition_id = any (@definitions)");
        Where(filter.Version is not null, "i.version = @version");
        Where(filter.HasIncidents == true, "(i.incident_count > 0 or i.parked)");
        Where(filter.HasIncidents == false, "i.incident_count = 0 and not i.parked");
        Where(filter.Statuses.Count > 0, $"{Status} = any (@statuses)");
        // Said of the column, so that its index is used.
        Where(filter.SubStatuses is ["Faulted"], "i.parked");
        Where(filter.SubStatuses.Count > 0, $"{SubStatus} = any (@subStatuses)");
        Where(filter.Number is not null, $"c.number = @number and {Number} is not null");
        var isNamed = filter.Ids.Count > 0 || InstanceName.Read(search) is not null;
        Where(isNamed, "(i.case_id, i.no) in (select * from unnest(@cases, @nos))");
        Where(search.Length > 0 && !isNamed, (numbers, processes) switch
        {
            (true, true) => $"(c.number = any (@numbers) and {Number} is not null or i.definition_id = any (@processes))",
            (true, false) => $"c.number = any (@numbers) and {Number} is not null",
            (false, true) => "i.definition_id = any (@processes)",
            (false, false) => "false",
        });
        for (var n = 0; n < filter.Moments.Count; n++)
            Where(true, When(ColumnOf(filter.Moments[n].Column), filter.Moments[n].Operator, $"(@moments)[{n + 1}]", $"(@ends)[{n + 1}]"));
        return sql.ToString();
    }

    private static bool IsByEnd(InstanceFilter filter) => filter.OrderBy?.StartsWith("finished", StringComparison.OrdinalIgnoreCase) == true;

    private static string Order(InstanceFilter filter)
    {
        var direction = filter.Descending ? "desc" : "asc";
        return filter.OrderBy?.ToLowerInvariant() switch
        {
            "created" or "createdat" => $"i.created_at {direction}, i.case_id, i.no",
            "finished" or "finishedat" => $"i.finished_at {direction} nulls last, i.case_id, i.no",
            "name" => $"{Number} {direction} nulls last, i.no",
            _ => $"i.updated_at {direction}, i.case_id, i.no",
        };
    }

    private static string ColumnOf(string name) => name.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "createdat" or "created" => "i.created_at",
        "updatedat" or "lastexecutedat" or "lastexecuted" => "i.updated_at",
        "finishedat" or "finished" => "i.finished_at",
        _ => throw Refusals.FieldInvalid("timestampFilters", "word"),
    };

    private static string When(string column, string sign, string start, string end) => sign.ToLowerInvariant() switch
    {
        "is" => $"{column} >= {start} and {column} < {end}",
        "isnot" => $"({column} < {start} or {column} >= {end})",
        "lessthan" => $"{column} < {start}",
        "greaterthan" => $"{column} >= {end}",
        "lessthanorequal" => $"{column} < {end}",
        "greaterthanorequal" => $"{column} >= {start}",
        _ => throw Refusals.FieldInvalid("timestampFilters", "word"),
    };
}
