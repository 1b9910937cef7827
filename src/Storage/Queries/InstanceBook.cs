using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One instance with its case and its state, for whoever decides what of it may be shown.</summary>
/// <param name="State">Of the engine, UTF-8.</param>
public sealed record OpenInstance(InstanceLine Line, Case Case, byte[] State);

/// <summary>A line of the journal.</summary>
public sealed record JournalLine
{
    public long Sequence { get; init; }
    public required string ActivityInstanceId { get; init; }
    public string? ParentActivityInstanceId { get; init; }
    public required string ActivityId { get; init; }
    public required string NodeId { get; init; }
    public required string ActivityType { get; init; }
    public int ActivityVersion { get; init; }
    public string? ActivityName { get; init; }

    /// <summary>Started, Resumed, Suspended, Completed, Canceled or Faulted.</summary>
    public required string Event { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Message { get; init; }

    /// <summary>JSON with inputs, outputs and outcomes; null when there are none.</summary>
    public string? Payload { get; init; }
}

/// <summary>Of the journal; an empty list does not filter.</summary>
public sealed record JournalFilter(IReadOnlyList<string> ActivityIds, IReadOnlyList<string> NodeIds, IReadOnlyList<string> WithoutTypes, IReadOnlyList<string> Events)
{
    public static readonly JournalFilter None = new([], [], [], []);
}

/// <summary>How often a node was entered and left, and whether it waits.</summary>
public sealed record NodeCount
{
    public required string NodeId { get; init; }
    public required string ActivityId { get; init; }
    public int Started { get; init; }
    public int Completed { get; init; }
    public required string LastEvent { get; init; }

    /// <summary>Places in it that something must resume.</summary>
    public int Waits { get; init; }

    /// <summary>The instance is over and not parked: nothing in it goes on.</summary>
    public bool IsOver { get; init; }
}

/// <summary>Everything that is kept of one instance. Who may see what of it is decided by the reader of this book.</summary>
public sealed class InstanceBook(Database database, LibrarySource library, TimeProvider time)
{
    // Roots are few and a name does not hold its own: each is asked by the key.
    private const string Roots =
        """
        with recursive roots as (
            select min(root) as root from cases
            union all
            select (select min(c.root) from cases c where c.root > r.root) from roots r where r.root is not null)
        """;

    private const string Find =
        $"""
        {Roots}
        select {InstanceList.Columns}, c.number as case_number, i.state::text as state, c.doc::text as doc
        from roots r join workflow_instances i on i.root = r.root and i.case_id = @caseId and i.no = @no
        join cases c on c.root = i.root and c.case_id = i.case_id
        """;

    /// <summary>Null for a name that nothing bears. Whether it exists for this person is not asked here.</summary>
    public async Task<OpenInstance?> FindAsync(string id, Actor actor, CancellationToken token)
    {
        if (InstanceName.Read(id) is not { } name)
            return null;
        var readers = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        var found = await Rows.ReadAsync<Whole>(database, Find, new { everything = readers is null, readers = readers ?? [], caseId = name.CaseId, no = name.No }, token);
        return found.Count == 0 ? null : Opened(found[0]);
    }

    /// <summary>Before anything of a sealed case is shown; calls of one look within a minute are one reading.</summary>
    public async Task LogReadingAsync(Case c, Actor actor, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var command = database.App.CreateCommand(
            """
            insert into sealed_reads (root, case_id, read_at, reader, state) select $1, $2, $3, $4, $5
            where not exists (select from sealed_reads where root = $1 and case_id = $2 and reader = $4 and state = $5 and read_at > $6 and read_at <= $3)
            """);
        command.Parameters.AddRange(new[]
        {
            Sql.Text(c.Key.Root), Sql.Uuid(c.Key.Id), Sql.Moment(now), Sql.Text(actor.Id), Sql.Text(c.State.Code()), Sql.Moment(now.AddMinutes(-1)),
        });
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>In the order in which it happened, and how many lines there are.</summary>
    public async Task<(IReadOnlyList<JournalLine> Rows, int Total)> JournalAsync(InstanceLine of, JournalFilter filter, int skip, int take, CancellationToken token)
    {
        const string where =
            """
            from journal where root = @root and case_id = @caseId and instance = @no
                and (cardinality(@activities) = 0 or activity_id = any (@activities)) and (cardinality(@nodes) = 0 or node_id = any (@nodes))
                and not activity_type = any (@without) and (cardinality(@events) = 0 or event = any (@events))
            """;
        var asked = new
        {
            root = of.Root, caseId = of.CaseId, no = of.No, activities = filter.ActivityIds.ToArray(), nodes = filter.NodeIds.ToArray(),
            without = filter.WithoutTypes.ToArray(), events = filter.Events.ToArray(), skip, take,
        };
        return (await Rows.ReadAsync<JournalLine>(database, $"select {Line} {where} order by sequence limit @take offset @skip", asked, token),
            await Rows.OneAsync<int>(database, $"select count(*)::int {where}", asked, token));
    }

    /// <summary>The lines of one execution of an activity.</summary>
    public async Task<IReadOnlyList<JournalLine>> ExecutionAsync(InstanceLine of, string activityInstanceId, CancellationToken token) => await Rows.ReadAsync<JournalLine>(
        database, $"select {Line} from journal where root = @root and case_id = @caseId and instance = @no and activity_instance_id = @id order by sequence limit 500",
        new { root = of.Root, caseId = of.CaseId, no = of.No, id = activityInstanceId }, token);

    /// <param name="nodes">Null: every node that was reached.</param>
    public async Task<IReadOnlyList<NodeCount>> CountsAsync(InstanceLine of, IReadOnlyCollection<string>? nodes, CancellationToken token) => await Rows.ReadAsync<NodeCount>(
        database,
        """
        select k.node_id, k.activity_id, k.started, k.completed, k.last_event, i.status = 'Finished' and not i.parked as is_over,
            (select count(*)::int from bookmarks b where b.root = k.root and b.case_id = k.case_id and b.instance = k.instance and b.node_id = k.node_id) as waits
        from activity_counts k join workflow_instances i on i.root = k.root and i.case_id = k.case_id and i.no = k.instance
        where k.root = @root and k.case_id = @caseId and k.instance = @no and (@nodes::text[] is null or k.node_id = any (@nodes))
        """,
        new { root = of.Root, caseId = of.CaseId, no = of.No, nodes = nodes?.ToArray() }, token);

    /// <summary>A mark for each of these instances that is another one after each step that moved it, whatever the clock shows.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MarksAsync(IReadOnlyCollection<string> ids, CancellationToken token)
    {
        var names = ids.Select(InstanceName.Read).OfType<(Guid CaseId, int No)>().Distinct().ToList();
        var rows = await Rows.ReadAsync<(Guid CaseId, int No, string Mark)>(
            database,
            $"""
            {Roots}
            select i.case_id, i.no, i.xmin::text as mark
            from unnest(@cases, @nos) n(case_id, no) cross join roots r join workflow_instances i on i.root = r.root and i.case_id = n.case_id and i.no = n.no
            """,
            new { cases = names.Select(n => n.CaseId).ToArray(), nos = names.Select(n => n.No).ToArray() }, token);
        return rows.ToDictionary(r => InstanceName.Of(r.CaseId, r.No), r => r.Mark);
    }

    private const string Line =
        """
        sequence, activity_instance_id, parent_activity_instance_id, activity_id, node_id, activity_type, activity_version, activity_name, event, at, message,
        payload::text as payload
        """;

    private static OpenInstance Opened(Whole row)
    {
        var c = JsonSerializer.Deserialize<Case>(row.Doc, CaseJson.Options)!;
        c.Number = row.CaseNumber;
        return new(row, c, System.Text.Encoding.UTF8.GetBytes(row.State));
    }

    private sealed record Whole : InstanceLine
    {
        public string? CaseNumber { get; init; }
        public required string State { get; init; }
        public required string Doc { get; init; }
    }
}
