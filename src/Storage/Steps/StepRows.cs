using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>The rows of one commit, table by table: only what the steps changed. Members are called as the columns are.</summary>
internal sealed class StepRows(TextKeys keys)
{
    // Members without a value must be there, or the row would keep an old value on conflict: unlike CaseJson, nothing is left out.
    private static readonly JsonSerializerOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new CaseAsStored(), new CommandAsStored() },
    };

    private readonly List<object> _cases = [];
    private readonly Dictionary<string, List<object>> _rows = [];

    public byte[] Cases() => JsonSerializer.SerializeToUtf8Bytes(_cases, _options);

    /// <summary>Positions in <see cref="StepTable.All"/> of the tables that have rows, and their rows as JSON.</summary>
    public (IReadOnlyList<int> Tables, IReadOnlyList<byte[]> Json) Filled()
    {
        var filled = Enumerable.Range(0, StepTable.All.Count).Where(n => _rows.ContainsKey(StepTable.All[n].Name)).ToList();
        return (filled, filled.ConvertAll(n => JsonSerializer.SerializeToUtf8Bytes(_rows[StepTable.All[n].Name], _options)));
    }

    public void Add(PreparedStep step)
    {
        AddWords(step);
        AddTime(step);
        AddTasks(step);
        AddDocuments(step);
        AddMessages(step);
        AddWorkflows(step);
        AddRecord(step);
        // Last: notices take numbers of the case, and the audit moves its head.
        _cases.Add(CaseRow.Of(step, step.QueryCode is { } code ? QueryCodes.HashOf(keys, code) : null));
    }

    /// <summary>The kind of message by which the files of a case go under the key of sealed and confidential ones.</summary>
    internal const string LockFiles = "lockFiles";

    /// <summary>A bytea inside JSON.</summary>
    internal static string? Hex(byte[]? bytes) => bytes is null ? null : "\\x" + Convert.ToHexStringLower(bytes);

    private void AddWords(PreparedStep step)
    {
        var (root, case_id) = (step.Case.Key.Root, step.Case.Key.Id);
        var locked = CaseColumns.IsLocked(step.Case);
        // Bytes may be many: they are put under the other key after the commit, until then nobody reads the case who may not.
        if (locked && !step.Before.WasLocked && !step.IsNew)
            Row("outbox", new { root, case_id, key = $"{LockFiles}:{step.Case.RowVersion}", kind = LockFiles, payload = new { }, created_at = step.Now, next_at = step.Now });
        var moving = locked && !step.Before.WasLocked && step.Before.Loaded.Texts.Count > 0;
        if (moving)
        {
            Row("texts_gone", new { root, case_id });
            Row("person_texts_gone", new { root, case_id });
            // Words that the split itself has sealed come with its own rows.
            foreach (var (id, words) in step.Before.Loaded.Texts.Where(t => step.Result.Texts.All(kept => kept.Id != t.Key)))
                Row("locked_texts", new { root, case_id, id, kind = step.Before.Kinds[id].ToString(), cipher = Hex(keys.LockSealed(words)), hidden = false });
        }
        var names = KeptNames.Of(step.Case, id => id is { } no ? step.Result.Texts.FirstOrDefault(t => t.Id == no)?.Value ?? step.Before.Loaded.Texts.GetValueOrDefault(no) : null);
        foreach (var (id, kind, words, isSealed) in step.Result.Texts)
        {
            var name = kind.ToString();
            if (isSealed && !locked && step.Before.Loaded.Texts.ContainsKey(id))
                Row("texts_sealed", new { root, case_id, id });
            if (locked || isSealed)
                Row("locked_texts", new { root, case_id, id, kind = name, cipher = Hex(keys.LockSealed(words)), hidden = isSealed && !step.Case.Flags.Sealed });
            else if (PersonalWords.IsPersonal(kind))
                Row("person_texts", new { root, case_id, id, kind = name, cipher = Hex(keys.LockPerson(words)), hash = Hex(PersonalWords.HashOf(keys, kind, words)),
                    sound = Hex(PersonalWords.SoundOf(keys, kind, words)) });
            else
                Row("texts", new { root, case_id, id, kind = name, body = words, grams = Grams.Of(KeptNames.Without(words, names)) });
        }
    }

    private void AddTime(PreparedStep step)
    {
        var (root, case_id) = (step.Case.Key.Root, step.Case.Key.Id);
        foreach (var k in Changed(step.Before.Clocks, step.Case.Clocks, k => k.No))
            Row("clocks", new
            {
                root, case_id, no = k.No, code = k.Code, kind = Word(k.Kind), unit = k.Unit, cycle = k.Cycle, status = Word(k.Status), started_at = k.StartedAt,
                due_at = k.DueAt, stopped_at = k.StoppedAt, was_missed = k.WasMissed, not_computable = k.NotComputable,
            });
        foreach (var e in Changed(step.Before.Ladder, step.Case.Ladder, e => e.No))
            Row("ladder", new
            {
                root, case_id, no = e.No, clock = e.Clock, cycle = e.Cycle, step = e.Step, rung = e.Rung, kind = e.Kind, due_at = e.DueAt, fired_at = e.FiredAt,
                late_seconds = e.LateBy?.TotalSeconds, cancelled_at = e.CancelledAt, target_role = e.TargetRole, target_person = e.TargetPerson,
                target_unit = e.TargetUnit, answer = e.Answer, answered_at = e.AnsweredAt,
            });
        foreach (var t in Changed(step.Before.Timers, step.Case.Timers, t => t.No))
            Row("timers", new { root, case_id, no = t.No, kind = t.Kind, @ref = t.Ref, due_at = t.DueAt });
        var left = step.Case.Timers.Select(t => t.No).ToHashSet();
        foreach (var t in step.Before.Timers.Where(t => !left.Contains(t.No)))
            Row("timers_gone", new { root, case_id, no = t.No });
    }

    private void AddTasks(PreparedStep step)
    {
        var c = step.Case;
        foreach (var t in Changed(step.Before.Tasks, c.Tasks, t => t.No))
            Row("tasks", new
            {
                root = c.Key.Root, case_id = c.Key.Id, no = t.No, kind = t.Kind, role = t.Role, unit = t.Unit ?? (c.HandlingUnit.Length > 0 ? c.HandlingUnit : c.Holder),
                assignee = t.Assignee, offers = t.Offers, title_zh = t.TitleZh, title_en = t.TitleEn, about = t.About, opened_at = t.OpenedAt, due_at = t.DueAt,
                status = Word(t.Status), ended_at = t.EndedAt, result = t.Result, instance = t.Instance,
            });
    }

    private void AddDocuments(PreparedStep step)
    {
        var c = step.Case;
        var desk = c.HandlingUnit.Length > 0 ? c.HandlingUnit : c.Holder.Length > 0 ? c.Holder : c.ReceivedBy;
        foreach (var document in step.Result.Events.Select(e => e.Event).OfType<DocumentIssued>().Select(e => e.Document))
        {
            var row = new
            {
                root = c.Key.Root, case_id = c.Key.Id, no = document.No, unit = document.IssuedBy ?? desk, year = Local.DateOf(step.Now).Year, kind = document.Kind,
                word = DocumentWords.Of(document.Kind),
            };
            Row("document_counters", row);
            Row("document_numbers", row);
        }
    }

    private void AddMessages(PreparedStep step)
    {
        var (root, case_id) = (step.Case.Key.Root, step.Case.Key.Id);
        foreach (var n in step.Result.Notices)
            Row("notices", new
            {
                root, case_id, no = step.Case.NextId(), person = n.To, template = n.Template, arguments = n.Arguments, about = n.About, action = n.Action,
                told_at = step.Now, not_before = n.NotBefore,
            });
        foreach (var m in step.Result.Outbox)
            Row("outbox", new { root, case_id, key = m.Key, kind = m.Kind, payload = m.Payload, created_at = step.Now, next_at = m.NotBefore });
    }

    private void AddWorkflows(PreparedStep step)
    {
        var (root, case_id) = (step.Case.Key.Root, step.Case.Key.Id);
        foreach (var i in step.Result.ChangedInstances)
        {
            Row("workflow_instances", new
            {
                root, case_id, no = i.No, definition_id = i.DefinitionId, definition_version_id = i.DefinitionVersionId, version = i.Version, parent = i.Parent,
                status = i.Status, sub_status = i.SubStatus, parked = i.Parked, parked_reason = i.ParkedReason, incident_count = i.IncidentCount,
                created_at = i.CreatedAt, updated_at = i.UpdatedAt, finished_at = i.FinishedAt, state = Encoding.UTF8.GetString(i.State),
            });
            foreach (var b in i.Bookmarks)
                Row("bookmarks", new
                {
                    root, case_id, instance = i.No, id = b.Id, name = b.Name, key = b.Key, due_at = b.DueAt, activity_id = b.ActivityId, node_id = b.NodeId,
                });
            Row("bookmarks_gone", new { root, case_id, instance = i.No, kept = i.Bookmarks.Select(b => b.Id) });
        }
        foreach (var j in step.Result.Journal)
            Row("journal", new
            {
                root, case_id, instance = j.Instance, sequence = j.Sequence, activity_instance_id = j.ActivityInstanceId,
                parent_activity_instance_id = j.ParentActivityInstanceId, activity_id = j.ActivityId, node_id = j.NodeId, activity_type = j.ActivityType,
                activity_version = j.ActivityVersion, activity_name = j.ActivityName, @event = j.EventName, at = j.At, message = j.Message, payload = j.Payload,
            });
        foreach (var node in step.Result.Journal.GroupBy(j => (j.Instance, j.NodeId)))
            Row("activity_counts", new
            {
                root, case_id, instance = node.Key.Instance, node_id = node.Key.NodeId, activity_id = node.First().ActivityId,
                started = node.Count(j => j.EventName == "Started"), completed = node.Count(j => j.EventName == "Completed"),
                faulted = node.Count(j => j.EventName == "Faulted"), last_event = node.Last().EventName,
            });
    }

    private void AddRecord(PreparedStep step)
    {
        var (root, case_id, order) = (step.Case.Key.Root, step.Case.Key.Id, step.Order);
        foreach (var (a, previous, hash) in step.Audit)
            Row("audit", new
            {
                root, case_id, seq = a.Seq, recorded_at = a.RecordedAt, happened_at = a.HappenedAt, actor = a.Actor, delegate_of = a.DelegateOf, verb = a.Verb,
                @event = a.Event, rule = a.Rule, payload = a.Payload, previous = Hex(previous), hash = Hex(hash),
            });
        // The sweep's own orders are no one's words: a replay turns the clock and sweeps again.
        if (order.Command is not TimersDue)
            Row("commands", new { root, case_id, row_version = step.Case.RowVersion, verb = order.Verb, recorded_at = step.Now, actor = order.Actor, body = order.Command });
        foreach (var one in step.PersonCodes)
            Row("person_codes", new { root, case_id, person = one.Person, hash = Hex(QueryCodes.HashOf(keys, one.Code)) });
        if (order.IdempotencyKey is { } key)
            Row("idempotency", new { root, case_id, key, receipt = KeptReceipt.Of(step.Receipt(), keys), made_at = step.Now });
    }

    private void Row(string table, object row)
    {
        if (!_rows.TryGetValue(table, out var rows))
            _rows[table] = rows = [];
        rows.Add(row);
    }

    private static IEnumerable<T> Changed<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, int> no) where T : notnull
    {
        var known = before.ToDictionary(no);
        return after.Where(item => !known.TryGetValue(no(item), out var old) || !ReferenceEquals(old, item) && !old.Equals(item));
    }

    private static string Word<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    private sealed class CaseAsStored : JsonConverter<Case>
    {
        public override Case Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new InvalidOperationException("Rows are written only.");

        public override void Write(Utf8JsonWriter writer, Case value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, CaseJson.Options);
    }

    private sealed class CommandAsStored : JsonConverter<Command>
    {
        public override Command Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new InvalidOperationException("Rows are written only.");

        public override void Write(Utf8JsonWriter writer, Command value, JsonSerializerOptions options) => writer.WriteRawValue(CommandJson.Write(value));
    }
}
