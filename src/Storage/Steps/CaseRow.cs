using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>The row of <c>cases</c>, and the clauses that write it and guard its version.</summary>
internal static class CaseRow
{
    /// <summary>A number is taken only if there is a row to bear it: here the new one …</summary>
    public const string NewCase = "select x.root from jsonb_to_recordset($1) x(root text)";

    /// <summary>… here a draft that nobody changed meanwhile, locked before the counter is.</summary>
    public const string GuardedDraft =
        """
        select k.root from cases k join jsonb_to_recordset($1) x(root text, case_id uuid, row_version int)
            on k.root = x.root and k.case_id = x.case_id and k.row_version = x.row_version - 1 for no key update of k
        """;

    private const string Columns =
        """
        state, open, nature, category, urgency, channel, flags, sealed, confidential, holder, handling_unit, handler, received_by, registered_by,
        location, readers, title, people, received_at, closed_at, due_at, due_code, completion_due_at, completion_code, rung, attention,
        accountability_open, incident, fact_version, row_version, audit_seq, audit_head, updated_at, doc
        """;

    private const string Values =
        """
        x.state, x.open, x.nature, x.category, x.urgency, x.channel, x.flags, x.sealed, x.confidential, x.holder, x.handling_unit, x.handler,
        x.received_by, x.registered_by, x.location, x.readers, x.title, x.people, x.received_at, x.closed_at, x.due_at, x.due_code,
        x.completion_due_at, x.completion_code, x.rung, x.attention, x.accountability_open, x.incident, x.fact_version, x.row_version, x.audit_seq,
        x.audit_head, x.updated_at, x.doc
        """;

    private const string Recordset =
        """
        jsonb_to_recordset($1) x(root text, case_id uuid, state text, open boolean, nature text, category text, urgency text, channel text,
            flags text[], sealed boolean, confidential boolean, holder text, handling_unit text, handler text, received_by text, registered_by text,
            location text, readers text[], title int, people int, received_at timestamptz, closed_at timestamptz, due_at timestamptz, due_code text,
            completion_due_at timestamptz, completion_code text, rung int, attention text[], accountability_open boolean, incident text, fact_version int,
            row_version int, audit_seq int, audit_head bytea, query_code_hash bytea, updated_at timestamptz, doc jsonb)
        """;

    public static string Insert(string number) =>
        $"""
        changed as (
            insert into cases as k (root, case_id, number, query_code_hash, created_at, {Columns})
            select x.root, x.case_id, {number}, x.query_code_hash, x.updated_at, {Values} from {Recordset}
            returning k.root, k.case_id, k.number)
        """;

    public static string Update(string number) =>
        $"""
        changed as (
            update cases k set (number, query_code_hash, {Columns}) = row({number}, coalesce(k.query_code_hash, x.query_code_hash), {Values})
            from {Recordset}
            where k.root = x.root and k.case_id = x.case_id and k.row_version = x.row_version - 1
            returning k.root, k.case_id, k.number)
        """;

    /// <summary>The next number of a unit and year; a number once given is never given again.</summary>
    public static string Numbered(string guard, int unitParameter) =>
        $"""
        numbered as (
            insert into counters as n (root, unit, year, kind, last)
            select g.root, ${unitParameter}, ${unitParameter + 1}, 'petition', 1 from ({guard}) g
            on conflict (root, unit, year, kind) do update set last = n.last + 1
            returning n.unit || '-' || n.year || '-' || lpad(n.last::text, greatest(4, length(n.last::text)), '0') as number),
        """;

    public static object Of(PreparedStep step, byte[]? queryCodeHash)
    {
        var c = step.Case;
        var (nearest, completion) = (CaseColumns.Nearest(c), CaseColumns.Completion(c));
        var instances = step.Before.Loaded.Instances.Where(i => step.Result.ChangedInstances.All(changed => changed.No != i.No)).Concat(step.Result.ChangedInstances);
        return new
        {
            root = c.Key.Root, case_id = c.Key.Id, state = c.State.Code(), open = c.IsOpen, nature = c.Nature, category = c.Category, urgency = c.Urgency,
            channel = c.Channel, flags = CaseColumns.Flags(c.Flags), @sealed = c.Flags.Sealed, confidential = c.Flags.Confidential, holder = c.Holder,
            handling_unit = c.HandlingUnit, handler = c.Handler, received_by = c.ReceivedBy, registered_by = c.RegisteredBy, location = c.Location,
            readers = Readers.Of(c), title = c.Title, people = c.PeopleCount, received_at = c.ReceivedAt, closed_at = c.ClosedAt, due_at = nearest?.DueAt,
            due_code = nearest?.Code, completion_due_at = completion?.DueAt, completion_code = completion?.Code, rung = CaseColumns.Rung(c),
            attention = CaseColumns.Attention(c, instances), accountability_open = c.AccountabilityRecords.Exists(r => r.IsOpen),
            incident = c.Incident,
            fact_version = c.FactVersion, row_version = c.RowVersion, audit_seq = c.AuditSeq, audit_head = StepRows.Hex(Convert.FromHexString(c.AuditHead)),
            query_code_hash = StepRows.Hex(queryCodeHash), updated_at = step.Now, doc = c,
        };
    }
}
