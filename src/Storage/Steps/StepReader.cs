using System.Text;
using System.Text.Json;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>A case as a step finds it, with a picture of its rows, so that the writer sends only what changed.</summary>
internal sealed record FoundCase(
    LoadedCase Loaded, IReadOnlyDictionary<int, TextKind> Kinds, bool WasLocked, IReadOnlyList<Clock> Clocks, IReadOnlyList<LadderEntry> Ladder, IReadOnlyList<CaseTimer> Timers, IReadOnlyList<CaseTask> Tasks)
{
    public Case Case => Loaded.Case;

    /// <summary>Words that a split has sealed: rules may carry them over, no reader of this case sees them.</summary>
    public IReadOnlySet<int> Hidden { get; init; } = new HashSet<int>();

    /// <summary>Words that say who somebody is.</summary>
    public IReadOnlySet<int> PersonalTexts => Kinds.Where(k => PersonalWords.IsPersonal(k.Value)).Select(k => k.Key).ToHashSet();

    public static FoundCase New(CaseKey key) =>
        Of(new LoadedCase(new Case { Key = key }, new Dictionary<int, string>(), []), new Dictionary<int, TextKind>());

    public static FoundCase Of(LoadedCase loaded, IReadOnlyDictionary<int, TextKind> kinds)
    {
        var c = loaded.Case;
        return new(loaded, kinds, CaseColumns.IsLocked(c), [.. c.Clocks], [.. c.Ladder], [.. c.Timers], [.. c.Tasks]);
    }
}

/// <summary>What the one round trip before a step brings.</summary>
/// <param name="Case">Null if there is none.</param>
/// <param name="Receipt">Of an earlier command with the same idempotency key.</param>
/// <param name="Stamp">Moves when definitions or reference data change: older copies are to be thrown away.</param>
internal sealed record FoundStep(FoundCase? Case, IReadOnlyDictionary<string, CaseGlance> Others, string? Receipt, long Stamp);

/// <summary>Loads cases for steps: one round trip, one statement, no lock.</summary>
internal sealed class StepReader(TextKeys keys)
{
    /// <summary>Columns of a case <c>c</c>, in the order in which <see cref="Read"/> takes them.</summary>
    internal const string CaseColumnList = "c.root, c.case_id, c.number, c.doc, i.instances, w.ids, w.kinds, w.plain, w.person, w.locked, w.hidden";

    /// <summary>Words and unfinished workflows of a case <c>c</c>. Parked ones count as unfinished: they wait for a person.</summary>
    internal const string CaseJoins =
        """
        left join lateral (
            select array_agg(t.id) as ids, array_agg(t.kind) as kinds, array_agg(t.plain) as plain, array_agg(t.person) as person, array_agg(t.locked) as locked,
                array_agg(t.id) filter (where t.hidden) as hidden
            from (select id, kind, body as plain, null::bytea as person, null::bytea as locked, false as hidden from texts where root = c.root and case_id = c.case_id
                  union all select id, kind, null, cipher, null, false from person_texts where root = c.root and case_id = c.case_id
                  union all select id, kind, null, null, cipher, hidden from locked_texts where root = c.root and case_id = c.case_id) t) w on true
        left join lateral (
            select json_agg(json_build_object(
                'no', i.no, 'definitionId', i.definition_id, 'definitionVersionId', i.definition_version_id, 'version', i.version, 'parent', i.parent,
                'status', i.status, 'subStatus', i.sub_status, 'parked', i.parked, 'parkedReason', i.parked_reason, 'incidentCount', i.incident_count,
                'createdAt', i.created_at, 'updatedAt', i.updated_at, 'finishedAt', i.finished_at, 'state', i.state::text,
                'bookmarks', (select coalesce(json_agg(json_build_object(
                    'instance', b.instance, 'id', b.id, 'name', b.name, 'key', b.key, 'dueAt', b.due_at, 'activityId', b.activity_id, 'nodeId', b.node_id)), '[]')
                    from bookmarks b where b.root = i.root and b.case_id = i.case_id and b.instance = i.no)) order by i.no)::text as instances
            from workflow_instances i where i.root = c.root and i.case_id = c.case_id and (i.status = 'Running' or i.parked)) i on true
        """;

    private const string Select =
        $"""
        select {CaseColumnList}, (select stamp from library), (select receipt::text from idempotency where key = $1),
            (select json_agg(json_build_object(
                'number', o.number, 'state', o.state, 'sealed', o.sealed, 'holder', o.holder, 'handlingUnit', o.handling_unit,
                'completionDueAt', o.completion_due_at,
                'linkedTo', (select coalesce(json_agg(l->>'number'), '[]') from jsonb_array_elements(o.doc->'links') l
                             where not coalesce((l->>'sealedSideOnly')::boolean, false))))::text
             from cases o where o.number = any($2) and (not (o.sealed or o.confidential) or $3 or o.readers && $4))
        from (select 1) one
        """;

    private const string ByNumber = $"{Select} left join cases c on c.number = $5 {CaseJoins}";

    private const string ByKey = $"{Select} left join cases c on c.root = $5 and c.case_id = $6 {CaseJoins}";

    /// <param name="number">Looked for by number; else by key.</param>
    /// <param name="words">The reader's words (<see cref="Readers.Of(Actor, Reference)"/>); null finds everything.</param>
    public async Task<FoundStep> FindAsync(
        NpgsqlConnection connection, string actor, string? number, CaseKey? key, string? idempotencyKey, IReadOnlyList<string> looks, string[]? words,
        CancellationToken token)
    {
        NpgsqlParameter[] common = [Sql.Text(idempotencyKey), Sql.Texts(looks), Bool(words is null), Sql.Texts(words ?? [])];
        await using var batch = Sql.Batch(connection, actor);
        batch.BatchCommands.Add(number is null && key is { } k
            ? Sql.Command(ByKey, [.. common, Sql.Text(k.Root), Sql.Uuid(k.Id)])
            : Sql.Command(ByNumber, [.. common, Sql.Text(number)]));
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.NextResultAsync(token);
        await row.ReadAsync(token);
        var others = row.IsDBNull(13) ? [] : JsonSerializer.Deserialize<List<CaseGlance>>(row.GetString(13), CaseJson.Options)!;
        return new(row.IsDBNull(0) ? null : Read(row), others.ToDictionary(o => o.Number), row.IsDBNull(12) ? null : row.GetString(12), row.GetInt64(11));
    }

    /// <summary>True if the audit holds the last entry of a step whose commit was never answered: it did take place.</summary>
    public async Task<bool> IsWrittenAsync(NpgsqlConnection connection, PreparedStep step, CancellationToken token)
    {
        if (step.Audit.Count == 0)
            return false;
        var (entry, _, hash) = step.Audit[^1];
        await using var batch = Sql.Batch(connection, entry.Actor);
        batch.BatchCommands.Add(Sql.Command(
            "select true from audit where root = $1 and case_id = $2 and seq = $3 and hash = $4",
            Sql.Text(entry.Root), Sql.Uuid(entry.CaseId), Sql.Int(entry.Seq), Sql.Bytes(hash)));
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.NextResultAsync(token);
        return await row.ReadAsync(token);
    }

    internal FoundCase Read(NpgsqlDataReader row)
    {
        var c = JsonSerializer.Deserialize<Case>(row.GetString(3), CaseJson.Options)!;
        c.Number = row.IsDBNull(2) ? null : row.GetString(2);
        var instances = row.IsDBNull(4) ? [] : JsonSerializer.Deserialize<List<InstanceRow>>(row.GetString(4), CaseJson.Options)!;
        var (texts, kinds) = ReadWords(row);
        return FoundCase.Of(new LoadedCase(c, texts, instances.ConvertAll(i => i.ToInstance())), kinds) with
        {
            Hidden = row.IsDBNull(10) ? new HashSet<int>() : row.GetFieldValue<int[]>(10).ToHashSet(),
        };
    }

    private (Dictionary<int, string>, Dictionary<int, TextKind>) ReadWords(NpgsqlDataReader row)
    {
        var (texts, kinds) = (new Dictionary<int, string>(), new Dictionary<int, TextKind>());
        if (row.IsDBNull(5))
            return (texts, kinds);
        var (ids, names, plain) = (row.GetFieldValue<int[]>(5), row.GetFieldValue<string[]>(6), row.GetFieldValue<string?[]>(7));
        var (person, locked) = (row.GetFieldValue<byte[]?[]>(8), row.GetFieldValue<byte[]?[]>(9));
        for (var n = 0; n < ids.Length; n++)
        {
            texts[ids[n]] = plain[n] ?? (person[n] is { } p ? keys.OpenPerson(p) : keys.OpenSealed(locked[n]!));
            kinds[ids[n]] = Enum.Parse<TextKind>(names[n]);
        }
        return (texts, kinds);
    }

    private static NpgsqlParameter Bool(bool value) => new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean };

    private sealed record InstanceRow(
        int No, string DefinitionId, string DefinitionVersionId, int Version, int? Parent, string Status, string SubStatus, bool Parked, string? ParkedReason,
        int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string State, List<BookmarkRow> Bookmarks)
    {
        public WorkflowInstance ToInstance() => new()
        {
            No = No, DefinitionId = DefinitionId, DefinitionVersionId = DefinitionVersionId, Version = Version, Parent = Parent, Status = Status,
            SubStatus = SubStatus, Parked = Parked, ParkedReason = ParkedReason, IncidentCount = IncidentCount, CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt, FinishedAt = FinishedAt, State = Encoding.UTF8.GetBytes(State), Bookmarks = Bookmarks,
        };
    }
}
