namespace Petitions.Storage;

/// <summary>
/// One table's part of the commit: a data-modifying clause that reads its rows from one JSON parameter (written <c>$rows</c> here) and joins
/// <c>changed</c>, the case rows that passed their version guard. So the case row is always locked first, and nothing is written for a case
/// whose guard failed.
/// </summary>
internal sealed record StepTable(string Name, string Sql)
{
    /// <summary>In the order of the statement; a step names those for which it has rows.</summary>
    public static readonly IReadOnlyList<StepTable> All =
    [
        new("texts",
            """
            insert into texts (root, case_id, id, kind, body, grams)
            select root, case_id, x.id, x.kind, x.body, x.grams
            from jsonb_to_recordset($rows) x(root text, case_id uuid, id int, kind text, body text, grams text[]) join changed using (root, case_id)
            """),
        new("person_texts",
            """
            insert into person_texts (root, case_id, id, kind, cipher, hash, sound)
            select root, case_id, x.id, x.kind, x.cipher, x.hash, x.sound
            from jsonb_to_recordset($rows) x(root text, case_id uuid, id int, kind text, cipher bytea, hash bytea, sound bytea) join changed using (root, case_id)
            """),
        new("locked_texts",
            """
            insert into locked_texts as k (root, case_id, id, kind, cipher, hidden)
            select root, case_id, x.id, x.kind, x.cipher, x.hidden
            from jsonb_to_recordset($rows) x(root text, case_id uuid, id int, kind text, cipher bytea, hidden boolean) join changed using (root, case_id)
            -- Sealing what is sealed already, alone or with its case, changes no word; what a split takes out of a tip is hidden there from then on.
            on conflict (root, case_id, id) do update set hidden = k.hidden or excluded.hidden
            """),
        // Words of an open case that a split has sealed: nothing of them stays on the open side.
        new("texts_sealed",
            """
            delete from texts t using jsonb_to_recordset($rows) x(root text, case_id uuid, id int) join changed using (root, case_id)
            where t.root = x.root and t.case_id = x.case_id and t.id = x.id
            """),
        // A case that becomes sealed takes along what was said before.
        new("texts_gone",
            """
            delete from texts t using jsonb_to_recordset($rows) x(root text, case_id uuid) join changed using (root, case_id)
            where t.root = x.root and t.case_id = x.case_id
            """),
        new("person_texts_gone",
            """
            delete from person_texts t using jsonb_to_recordset($rows) x(root text, case_id uuid) join changed using (root, case_id)
            where t.root = x.root and t.case_id = x.case_id
            """),
        new("clocks",
            """
            insert into clocks as k (root, case_id, no, code, kind, unit, cycle, status, started_at, due_at, stopped_at, was_missed, not_computable)
            select root, case_id, x.no, x.code, x.kind, x.unit, x.cycle, x.status, x.started_at, x.due_at, x.stopped_at, x.was_missed, x.not_computable
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, code text, kind text, unit text, cycle int, status text,
                started_at timestamptz, due_at timestamptz, stopped_at timestamptz, was_missed boolean, not_computable boolean)
            join changed using (root, case_id)
            on conflict (root, case_id, no) do update set status = excluded.status, due_at = excluded.due_at, stopped_at = excluded.stopped_at,
                was_missed = excluded.was_missed, not_computable = excluded.not_computable
            """),
        new("ladder",
            """
            insert into ladder as k (root, case_id, no, clock, cycle, step, rung, kind, due_at, fired_at, late_by, cancelled_at, target_role,
                target_person, target_unit, answer, answered_at)
            select root, case_id, x.no, x.clock, x.cycle, x.step, x.rung, x.kind, x.due_at, x.fired_at, make_interval(secs => x.late_seconds),
                x.cancelled_at, x.target_role, x.target_person, x.target_unit, x.answer, x.answered_at
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, clock int, cycle int, step text, rung int, kind text,
                due_at timestamptz, fired_at timestamptz, late_seconds double precision, cancelled_at timestamptz, target_role text,
                target_person text, target_unit text, answer text, answered_at timestamptz)
            join changed using (root, case_id)
            on conflict (root, case_id, no) do update set due_at = excluded.due_at, fired_at = excluded.fired_at, late_by = excluded.late_by,
                cancelled_at = excluded.cancelled_at, target_role = excluded.target_role, target_person = excluded.target_person,
                target_unit = excluded.target_unit, kind = excluded.kind, answer = excluded.answer, answered_at = excluded.answered_at
            """),
        new("timers",
            """
            insert into timers as k (root, case_id, no, kind, ref, due_at, next_at)
            select root, case_id, x.no, x.kind, x.ref, x.due_at, x.due_at
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, kind text, ref text, due_at timestamptz) join changed using (root, case_id)
            on conflict (root, case_id, no) do update set kind = excluded.kind, ref = excluded.ref, due_at = excluded.due_at,
                next_at = excluded.due_at, tries = 0, parked_at = null, parked_reason = null
            """),
        new("timers_gone",
            """
            delete from timers t using jsonb_to_recordset($rows) x(root text, case_id uuid, no int) join changed using (root, case_id)
            where t.root = x.root and t.case_id = x.case_id and t.no = x.no
            """),
        new("tasks",
            """
            insert into tasks as k (root, case_id, no, kind, role, unit, assignee, offers, title_zh, title_en, about, opened_at, due_at, status,
                ended_at, result, instance)
            select root, case_id, x.no, x.kind, x.role, x.unit, x.assignee, x.offers, x.title_zh, x.title_en, x.about, x.opened_at, x.due_at,
                x.status, x.ended_at, x.result, x.instance
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, kind text, role text, unit text, assignee text, offers text[],
                title_zh text, title_en text, about text, opened_at timestamptz, due_at timestamptz, status text, ended_at timestamptz,
                result text, instance int)
            join changed using (root, case_id)
            on conflict (root, case_id, no) do update set role = excluded.role, unit = excluded.unit, assignee = excluded.assignee,
                offers = excluded.offers, due_at = excluded.due_at, status = excluded.status, ended_at = excluded.ended_at, result = excluded.result
            """),
        new("notices",
            """
            insert into notices (root, case_id, no, person, template, arguments, about, action, told_at, not_before)
            select root, case_id, x.no, x.person, x.template, x.arguments, x.about, x.action, x.told_at, x.not_before
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, person text, template text, arguments jsonb, about text,
                action boolean, told_at timestamptz, not_before timestamptz)
            join changed using (root, case_id)
            """),
        new("workflow_instances",
            """
            insert into workflow_instances as k (root, case_id, no, definition_id, definition_version_id, version, parent, status, sub_status,
                parked, parked_reason, incident_count, created_at, updated_at, finished_at, state)
            select root, case_id, x.no, x.definition_id, x.definition_version_id, x.version, x.parent, x.status, x.sub_status, x.parked,
                x.parked_reason, x.incident_count, x.created_at, x.updated_at, x.finished_at, x.state::json
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, definition_id text, definition_version_id text, version int,
                parent int, status text, sub_status text, parked boolean, parked_reason text, incident_count int, created_at timestamptz,
                updated_at timestamptz, finished_at timestamptz, state text)
            join changed using (root, case_id)
            on conflict (root, case_id, no) do update set definition_version_id = excluded.definition_version_id, version = excluded.version,
                status = excluded.status, sub_status = excluded.sub_status, parked = excluded.parked, parked_reason = excluded.parked_reason,
                incident_count = excluded.incident_count, updated_at = excluded.updated_at, finished_at = excluded.finished_at, state = excluded.state
            """),
        new("bookmarks",
            """
            insert into bookmarks as k (root, case_id, instance, id, name, key, due_at, activity_id, node_id)
            select root, case_id, x.instance, x.id, x.name, x.key, x.due_at, x.activity_id, x.node_id
            from jsonb_to_recordset($rows) x(root text, case_id uuid, instance int, id text, name text, key text, due_at timestamptz,
                activity_id text, node_id text)
            join changed using (root, case_id)
            on conflict (root, case_id, instance, id) do update set key = excluded.key, due_at = excluded.due_at
            """),
        new("bookmarks_gone",
            """
            delete from bookmarks b using jsonb_to_recordset($rows) x(root text, case_id uuid, instance int, kept text[]) join changed using (root, case_id)
            where b.root = x.root and b.case_id = x.case_id and b.instance = x.instance and b.id <> all(x.kept)
            """),
        new("journal",
            """
            insert into journal (root, case_id, instance, sequence, activity_instance_id, parent_activity_instance_id, activity_id, node_id,
                activity_type, activity_version, activity_name, event, at, message, payload)
            select root, case_id, x.instance, x.sequence, x.activity_instance_id, x.parent_activity_instance_id, x.activity_id, x.node_id,
                x.activity_type, x.activity_version, x.activity_name, x.event, x.at, x.message, x.payload::json
            from jsonb_to_recordset($rows) x(root text, case_id uuid, instance int, sequence bigint, activity_instance_id text,
                parent_activity_instance_id text, activity_id text, node_id text, activity_type text, activity_version int, activity_name text,
                event text, at timestamptz, message text, payload text)
            join changed using (root, case_id)
            """),
        new("activity_counts",
            """
            insert into activity_counts as k (root, case_id, instance, node_id, activity_id, started, completed, faulted, last_event)
            select root, case_id, x.instance, x.node_id, x.activity_id, x.started, x.completed, x.faulted, x.last_event
            from jsonb_to_recordset($rows) x(root text, case_id uuid, instance int, node_id text, activity_id text, started int, completed int,
                faulted int, last_event text)
            join changed using (root, case_id)
            on conflict (root, case_id, instance, node_id) do update set started = k.started + excluded.started,
                completed = k.completed + excluded.completed, faulted = k.faulted + excluded.faulted, last_event = excluded.last_event
            """),
        new("outbox",
            """
            insert into outbox (root, case_id, key, kind, payload, created_at, next_at)
            select root, case_id, x.key, x.kind, x.payload, x.created_at, x.next_at
            from jsonb_to_recordset($rows) x(root text, case_id uuid, key text, kind text, payload jsonb, created_at timestamptz, next_at timestamptz)
            join changed using (root, case_id)
            on conflict (root, case_id, key) do nothing
            """),
        new("audit",
            """
            insert into audit (root, case_id, seq, recorded_at, happened_at, actor, delegate_of, verb, event, rule, payload, previous, hash)
            select root, case_id, x.seq, x.recorded_at, x.happened_at, x.actor, x.delegate_of, x.verb, x.event, x.rule, x.payload::json, x.previous, x.hash
            from jsonb_to_recordset($rows) x(root text, case_id uuid, seq int, recorded_at timestamptz, happened_at timestamptz, actor text,
                delegate_of text, verb text, event text, rule text, payload text, previous bytea, hash bytea)
            join changed using (root, case_id)
            """),
        new("commands",
            """
            insert into commands (root, case_id, row_version, verb, recorded_at, actor, body)
            select root, case_id, x.row_version, x.verb, x.recorded_at, x.actor, x.body
            from jsonb_to_recordset($rows) x(root text, case_id uuid, row_version int, verb text, recorded_at timestamptz, actor jsonb, body jsonb)
            join changed using (root, case_id)
            """),
        new("person_codes",
            """
            insert into person_codes (root, case_id, person, hash)
            select root, case_id, x.person, x.hash
            from jsonb_to_recordset($rows) x(root text, case_id uuid, person int, hash bytea) join changed using (root, case_id)
            """),
        // Both read the same rows. The counters are locked in one order by everybody, after the case and its own number.
        new("document_counters",
            """
            insert into counters as n (root, unit, year, kind, last)
            select 'documents', x.unit, x.year, x.kind, count(*)
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, unit text, year int, kind text) join changed using (root, case_id)
            group by x.unit, x.year, x.kind order by x.unit, x.year, x.kind
            on conflict (root, unit, year, kind) do update set last = n.last + excluded.last
            returning n.unit, n.year, n.kind, n.last
            """),
        new("document_numbers",
            """
            insert into document_numbers (root, case_id, no, unit, year, kind, serial, word)
            select root, case_id, x.no, unit, year, kind, n.last + 1 - row_number() over (partition by unit, year, kind order by case_id desc, x.no desc), x.word
            from jsonb_to_recordset($rows) x(root text, case_id uuid, no int, unit text, year int, kind text, word text) join changed using (root, case_id)
            join document_counters_written n using (unit, year, kind)
            """),
        // The number is known only here.
        new("idempotency",
            """
            insert into idempotency (key, root, receipt, made_at)
            select x.key, root, x.receipt || jsonb_build_object('number', coalesce(changed.number, '')), x.made_at
            from jsonb_to_recordset($rows) x(root text, case_id uuid, key text, receipt jsonb, made_at timestamptz) join changed using (root, case_id)
            """),
    ];
}
