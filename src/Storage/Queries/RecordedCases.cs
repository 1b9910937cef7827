using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>A case of a page of recorded cases.</summary>
/// <param name="Recorded">Null where its orders cannot be read by this build.</param>
public sealed record RecordedRow(string Number, string Category, RecordedCase? Recorded);

/// <param name="LeftOut">Protected cases that this reader may not see.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record RecordedPage(IReadOnlyList<RecordedRow> Rows, int LeftOut, string? Next);

/// <summary>
/// Cases with everything that is needed to play them again, and without a word of anybody: in place of each text stands what
/// <c>words</c> makes of its kind and number; equal texts have equal numbers. Nothing is decrypted. Sealed ones are found by their readers alone,
/// and each reading of one is written down.
/// </summary>
public sealed class RecordedCases(Database database, TimeProvider time)
{
    private const string Columns =
        """
        c.root, c.case_id as id, c.number, c.category, c.closed_at, c.doc::text as doc,
        (select json_agg(json_build_object('verb', o.verb, 'at', o.recorded_at, 'actor', o.actor, 'body', o.body::text) order by o.row_version)::text
         from commands o where o.root = c.root and o.case_id = c.case_id) as orders,
        (select json_agg(json_build_object('no', i.no, 'definitionId', i.definition_id, 'definitionVersionId', i.definition_version_id) order by i.no)::text
         from workflow_instances i where i.root = c.root and i.case_id = c.case_id) as instances,
        (select json_agg(json_build_object('instance', a.instance, 'definitionId', i.definition_id, 'nodeId', a.node_id, 'activityId', a.activity_id, 'times', a.started)
            order by a.instance, a.node_id)::text
         from activity_counts a join workflow_instances i on i.root = a.root and i.case_id = a.case_id and i.no = a.instance
         where a.root = c.root and a.case_id = c.case_id and a.started > 0) as walked,
        (select json_agg(json_build_object('id', t.id, 'kind', t.kind, 'same', t.same) order by t.id)::text from (
            select id, kind, 't' || md5(body) as same from texts where root = c.root and case_id = c.case_id
            union all select id, kind, coalesce('p' || encode(hash, 'hex'), 'i' || id) from person_texts where root = c.root and case_id = c.case_id
            union all select id, kind, 'i' || id from locked_texts where root = c.root and case_id = c.case_id) t) as texts
        """;

    private const string Period = "not c.open and c.closed_at >= @from and c.closed_at < @until and (not c.sealed or c.readers && @readers)";

    /// <summary>A case by its number; null if there is none for this reader.</summary>
    public async Task<RecordedCase?> FindAsync(string number, Actor actor, Reference reference, Func<TextKind, int, string> words, CancellationToken token)
    {
        var rows = await Rows.ReadAsync<Row>(database, $"select {Columns} from cases c where c.number = @number", new { number }, token);
        if (rows is not [var row] || Read(row, words, await OthersAsync(rows, token)) is not { } recorded || !Access.MayRead(actor, recorded.Case, reference))
            return null;
        await LogAsync([row], [recorded], actor, token);
        return recorded;
    }

    /// <summary>How many closed cases the period has, as far as this reader is to know of them.</summary>
    public Task<int> CountAsync(DateOnly from, DateOnly to, Actor actor, Reference reference, CancellationToken token)
    {
        var (start, until, readers) = Bounds(from, to, actor, reference);
        return Rows.OneAsync<int>(database, $"select count(*) from cases c where {Period}", new { from = start, until, readers }, token);
    }

    /// <summary>Closed cases in the order of their closing.</summary>
    /// <param name="from">First local day of the closing.</param>
    /// <param name="to">Last local day.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <exception cref="Refused">FIELD_INVALID (after).</exception>
    public async Task<RecordedPage> ClosedAsync(
        DateOnly from, DateOnly to, string? after, int size, Actor actor, Reference reference, Func<TextKind, int, string> words, CancellationToken token)
    {
        var cursor = Cursor.Read(after, Cursor.First);
        var (start, until, readers) = Bounds(from, to, actor, reference);
        var rows = await Rows.ReadAsync<Row>(
            database, $"select {Columns} from cases c where {Period} and (c.closed_at, c.case_id) > (@at, @after) order by c.closed_at, c.case_id limit @size",
            new { from = start, until, readers, at = cursor.At, after = cursor.Id, size }, token);
        var others = await OthersAsync(rows, token);
        var (found, leftOut) = (new List<RecordedRow>(), 0);
        foreach (var row in rows)
        {
            var recorded = Read(row, words, others);
            if (MayPlay(row, actor, reference))
                found.Add(new(row.Number, row.Category, recorded));
            else
                leftOut++;
        }
        await LogAsync(rows, [.. found.Select(f => f.Recorded).OfType<RecordedCase>()], actor, token);
        return new(found, leftOut, rows.Count < size ? null : new Cursor(rows[^1].ClosedAt!.Value, rows[^1].Id, 0).ToString());
    }

    /// <summary>Without words a case tells nothing of people; what is protected is for its own readers all the same.</summary>
    private static bool MayPlay(Row row, Actor actor, Reference reference)
    {
        var c = row.Case;
        return c.Flags is { Sealed: false, Confidential: false, Restricted: false } || Access.MayRead(actor, c, reference);
    }

    private static (DateTimeOffset From, DateTimeOffset Until, string[] Readers) Bounds(DateOnly from, DateOnly to, Actor actor, Reference reference) =>
        (Local.At(from, 0), Local.EndOf(to), Petitions.Storage.Readers.Of(actor, reference) ?? []);

    private static RecordedCase? Read(Row row, Func<TextKind, int, string> words, IReadOnlyDictionary<string, CaseGlance> others)
    {
        try
        {
            var orders = Parsed<KeptOrder>(row.Orders);
            var texts = WordsOf(row, words);
            return new(row.Case,
                orders.ConvertAll(o => new RecordedOrder(o.Verb, o.At, o.Actor, CommandJson.Read(o.Body, TypeOf(o.Verb), id => texts.GetValueOrDefault(id, "…"), "…"))),
                Parsed<RecordedInstance>(row.Instances), WalkedStep.Of([.. Parsed<KeptNode>(row.Walked).SelectMany(n => Enumerable.Repeat(new EnteredNode(n.Instance, n.DefinitionId, n.NodeId, n.ActivityId, null), n.Times))]),
                others);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">An order that this build does not know.</exception>
    private static Type TypeOf(string verb) => RuleBook.Handbook.For(verb)?.CommandType ?? throw new JsonException(verb);

    private static Dictionary<int, string> WordsOf(Row row, Func<TextKind, int, string> words)
    {
        var texts = Parsed<KeptWords>(row.Texts);
        var first = new Dictionary<string, int>();
        foreach (var text in texts)
            first.TryAdd(text.Same, first.Count + 1);
        return texts.ToDictionary(t => t.Id, t => words(Enum.Parse<TextKind>(t.Kind), first[t.Same]));
    }

    private async Task<IReadOnlyDictionary<string, CaseGlance>> OthersAsync(List<Row> rows, CancellationToken token)
    {
        var numbers = rows.SelectMany(r => Parsed<KeptOrder>(r.Orders)).Select(o => JsonSerializer.Deserialize<Looked>(o.Body, CaseJson.Options)!)
            .SelectMany(l => new[] { l.Target, l.SameMatterAs }).OfType<string>().Distinct().ToArray();
        if (numbers.Length == 0)
            return new Dictionary<string, CaseGlance>();
        var found = await Rows.ReadAsync<Glanced>(
            database, "select number, state, sealed, holder, handling_unit from cases where number = any (@numbers)", new { numbers }, token);
        return found.ToDictionary(g => g.Number, g => new CaseGlance(g.Number, CaseState.Registered, g.Sealed, g.Holder, g.HandlingUnit, null, []));
    }

    /// <summary>Before anything is played: a reading that cannot be written down does not take place.</summary>
    private async Task LogAsync(List<Row> rows, List<RecordedCase> read, Actor actor, CancellationToken token)
    {
        foreach (var row in rows.Where(r => r.Case.Flags.Sealed && read.Exists(c => c.Case.Key == r.Case.Key)))
        {
            await using var command = database.App.CreateCommand("insert into sealed_reads (root, case_id, read_at, reader, state) values ($1, $2, $3, $4, $5)");
            command.Parameters.AddRange(new[]
            {
                Sql.Text(row.Root), Sql.Uuid(row.Id), Sql.Moment(time.GetUtcNow()), Sql.Text(actor.Id), Sql.Text(row.Case.State.Code()),
            });
            await command.ExecuteNonQueryAsync(token);
        }
    }

    private static List<T> Parsed<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json, CaseJson.Options)!;

    private sealed record KeptOrder(string Verb, DateTimeOffset At, Actor Actor, string Body);

    private sealed record KeptNode(int Instance, string DefinitionId, string NodeId, string ActivityId, int Times);

    private sealed record KeptWords(int Id, string Kind, string Same);

    private sealed record Looked(string? Target, string? SameMatterAs);

    private sealed class Glanced
    {
        public string Number { get; init; } = "";
        public bool Sealed { get; init; }
        public string Holder { get; init; } = "";
        public string HandlingUnit { get; init; } = "";
    }

    private sealed class Row
    {
        private Case? _case;

        public string Root { get; init; } = "";
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public string Category { get; init; } = "";
        public DateTimeOffset? ClosedAt { get; init; }
        public string Doc { get; init; } = "";
        public string? Orders { get; init; }
        public string? Instances { get; init; }
        public string? Walked { get; init; }
        public string? Texts { get; init; }

        public Case Case
        {
            get
            {
                if (_case is null)
                {
                    _case = JsonSerializer.Deserialize<Case>(Doc, CaseJson.Options)!;
                    _case.Number = Number;
                }
                return _case;
            }
        }
    }
}
