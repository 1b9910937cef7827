-- The tables of the cases. Every table of a case carries the root unit in its key, so that a distributed database can spread them by it.
-- The truth of a case is cases.doc; what stands beside it is written in the same commit, for lists, sweeps and reports.
-- Ids only: what people said and who they are lies in texts, person_texts and locked_texts.

create table cases (
    root text not null,
    case_id uuid not null,
    -- Unit, year, serial; given when the case stops being a draft and never again.
    number text,
    state text not null,
    open boolean not null,
    nature text not null,
    category text not null,
    urgency text not null,
    channel text not null,
    flags text[] not null,
    sealed boolean not null,
    confidential boolean not null,
    holder text not null,
    handling_unit text not null,
    handler text,
    received_by text not null,
    registered_by text not null,
    location text,
    -- Who finds the case in a list: unit codes, '@' and a staff id, 'tip', 'sealed:' and a unit, 'sorting:' and a unit.
    -- One array, so that one index answers what the rules of access would say for each row.
    readers text[] not null,
    title integer not null,
    people integer not null,
    received_at timestamptz not null,
    closed_at timestamptz,
    -- The nearest moment of any running clock, and the nearest one that carries the ladder.
    due_at timestamptz,
    due_code text,
    completion_due_at timestamptz,
    completion_code text,
    -- The highest rung that a running clock has reached.
    rung integer not null,
    -- Why somebody must look at it: workflow-parked, clock-not-computable, escalation-target-empty.
    attention text[] not null,
    accountability_open boolean not null,
    fact_version integer not null,
    row_version integer not null,
    audit_seq integer not null,
    audit_head bytea not null,
    query_code_hash bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    doc jsonb not null,
    primary key (root, case_id),
    constraint registered_case_has_a_number check (state = 'DRAFT' or number is not null),
    constraint audit_head_is_a_digest check (octet_length(audit_head) in (0, 32)),
    constraint sealed_case_is_found_by_sealed_readers_only check (not sealed or array_to_string(readers, ' ') ~ '^((sealed|sorting):\S+ ?)*$')
) with (fillfactor = 80);

-- The number leads, because a person brings a number and no root; its unit fixes the root, so the pair is as unique as the number.
create unique index cases_number on cases (number, root);
create unique index cases_query_code on cases (query_code_hash) where query_code_hash is not null;
create index cases_readers on cases using gin (readers);
create index cases_received on cases (received_at desc, case_id desc) where state <> 'DRAFT';
create index cases_of_unit on cases (handling_unit, completion_due_at, case_id) where open;
create index cases_of_desk on cases (holder, received_at, case_id) where open;
create index cases_on_the_ladder on cases (rung, completion_due_at) where open and rung > 0;
create index cases_in_need on cases (updated_at) where attention <> '{}';
create index cases_with_open_questions on cases (root, case_id) where accountability_open;
create index cases_of_place on cases (location, received_at) where location is not null and not sealed and not confidential;

-- What people said. Bigrams are computed by the desk, folded to simplified characters; plain text only.
create table texts (
    root text not null,
    case_id uuid not null,
    id integer not null,
    kind text not null,
    body text not null,
    grams text[],
    primary key (root, case_id, id)
);
create index texts_grams on texts using gin (grams);

-- Who people are: ciphertext, and for names and telephones a keyed hash that finds the same person again.
create table person_texts (
    root text not null,
    case_id uuid not null,
    id integer not null,
    kind text not null,
    cipher bytea not null,
    hash bytea,
    primary key (root, case_id, id)
);
create index person_texts_hash on person_texts (hash) where hash is not null;

-- Everything said in sealed and confidential cases, under a key of its own: no bigrams, no hash, nothing to search.
create table locked_texts (
    root text not null,
    case_id uuid not null,
    id integer not null,
    kind text not null,
    cipher bytea not null,
    primary key (root, case_id, id)
);

create table clocks (
    root text not null,
    case_id uuid not null,
    no integer not null,
    code text not null,
    kind text not null,
    unit text,
    cycle integer not null,
    status text not null,
    started_at timestamptz not null,
    due_at timestamptz,
    stopped_at timestamptz,
    was_missed boolean not null,
    not_computable boolean not null,
    primary key (root, case_id, no),
    constraint running_clock_knows_its_due_or_says_why check (status <> 'running' or due_at is not null or not_computable)
) with (fillfactor = 80);
-- Read again when a calendar year is published.
create index clocks_not_computable on clocks (root, case_id) where not_computable and status = 'running';

create table ladder (
    root text not null,
    case_id uuid not null,
    no integer not null,
    clock integer not null,
    cycle integer not null,
    step text not null,
    rung integer not null,
    kind text not null,
    due_at timestamptz not null,
    fired_at timestamptz,
    late_by interval,
    cancelled_at timestamptz,
    target_role text,
    target_person text,
    target_unit text,
    answer text,
    answered_at timestamptz,
    primary key (root, case_id, no),
    constraint rung_fires_or_is_cancelled check (fired_at is null or cancelled_at is null)
) with (fillfactor = 80);

create table timers (
    root text not null,
    case_id uuid not null,
    no integer not null,
    kind text not null,
    ref text not null,
    due_at timestamptz not null,
    -- When the sweep looks at it: the due moment, later after a failure.
    next_at timestamptz not null,
    tries integer not null default 0,
    parked_at timestamptz,
    parked_reason text,
    primary key (root, case_id, no),
    constraint parked_timer_has_a_reason check ((parked_at is null) = (parked_reason is null))
) with (fillfactor = 80);
create index timers_head on timers (next_at) where parked_at is null;
create index timers_parked on timers (parked_at) where parked_at is not null;

create table tasks (
    root text not null,
    case_id uuid not null,
    no integer not null,
    kind text not null,
    role text not null,
    -- The task's own unit, else the handling unit: whose desk it lies on.
    unit text not null,
    assignee text,
    offers text[] not null,
    title_zh text,
    title_en text,
    about text,
    opened_at timestamptz not null,
    due_at timestamptz,
    -- The due moment, or infinity: an inbox is read in this order.
    sort_at timestamptz not null generated always as (coalesce(due_at, 'infinity')) stored,
    status text not null,
    ended_at timestamptz,
    result text,
    instance integer,
    primary key (root, case_id, no),
    constraint ended_task_says_when check ((status = 'open') = (ended_at is null))
) with (fillfactor = 80);
create index tasks_of_person on tasks (assignee, sort_at, case_id, no) where status = 'open' and assignee is not null;
create index tasks_of_desk on tasks (unit, role, sort_at, case_id, no) where status = 'open' and assignee is null;

create table notices (
    root text not null,
    case_id uuid not null,
    no integer not null,
    person text not null,
    template text not null,
    arguments jsonb not null,
    about text,
    action boolean not null,
    told_at timestamptz not null,
    not_before timestamptz not null,
    read_at timestamptz,
    primary key (root, case_id, no)
);
create index notices_of_person on notices (person, told_at desc, case_id, no);
create index notices_unread on notices (person) where read_at is null;

create table workflow_instances (
    root text not null,
    case_id uuid not null,
    no integer not null,
    definition_id text not null,
    definition_version_id text not null,
    version integer not null,
    parent integer,
    status text not null,
    sub_status text not null,
    parked boolean not null,
    parked_reason text,
    incident_count integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    finished_at timestamptz,
    -- Opaque to the storage and kept letter by letter: json, not jsonb, which would reorder members.
    state json not null,
    primary key (root, case_id, no),
    constraint parked_instance_has_a_reason check (not parked or parked_reason is not null)
) with (fillfactor = 80);
create index workflow_instances_recent on workflow_instances (updated_at desc);
create index workflow_instances_of_definition on workflow_instances (definition_id, version);
create index workflow_instances_parked on workflow_instances (updated_at) where parked;

create table bookmarks (
    root text not null,
    case_id uuid not null,
    instance integer not null,
    id text not null,
    name text not null,
    key text not null,
    due_at timestamptz,
    activity_id text not null,
    node_id text not null,
    primary key (root, case_id, instance, id)
);

create table journal (
    root text not null,
    case_id uuid not null,
    instance integer not null,
    sequence bigint not null,
    activity_instance_id text not null,
    parent_activity_instance_id text,
    activity_id text not null,
    node_id text not null,
    activity_type text not null,
    activity_version integer not null,
    activity_name text,
    event text not null,
    at timestamptz not null,
    message text,
    payload json,
    primary key (root, case_id, instance, sequence)
);

-- How often each node of an instance was entered and left: the badges of the viewer.
create table activity_counts (
    root text not null,
    case_id uuid not null,
    instance integer not null,
    node_id text not null,
    activity_id text not null,
    started integer not null,
    completed integer not null,
    faulted integer not null,
    last_event text not null,
    primary key (root, case_id, instance, node_id)
) with (fillfactor = 80);

create table outbox (
    root text not null,
    case_id uuid not null,
    key text not null,
    kind text not null,
    payload jsonb not null,
    created_at timestamptz not null,
    next_at timestamptz not null,
    tries integer not null default 0,
    delivered_at timestamptz,
    parked_at timestamptz,
    last_error text,
    primary key (root, case_id, key),
    constraint parked_message_has_an_error check (parked_at is null or last_error is not null)
) with (fillfactor = 80);
create index outbox_head on outbox (next_at) where delivered_at is null and parked_at is null;
create index outbox_parked on outbox (parked_at) where parked_at is not null and delivered_at is null;

-- One chain per case: hash = sha256 of the previous hash and this row, written out canonically. json keeps the digested letters.
create table audit (
    root text not null,
    case_id uuid not null,
    seq integer not null,
    recorded_at timestamptz not null,
    happened_at timestamptz not null,
    actor text not null,
    delegate_of text,
    verb text not null,
    event text not null,
    rule text,
    payload json not null,
    previous bytea not null,
    hash bytea not null,
    primary key (root, case_id, seq),
    constraint audit_hash_is_a_digest check (octet_length(hash) = 32 and octet_length(previous) in (0, 32))
);

-- Once a day all heads that moved are written down and digested together: a chain that lost its tail no longer holds its anchor.
create table audit_anchors (
    root text not null,
    no integer not null,
    day date not null,
    made_at timestamptz not null,
    heads integer not null,
    previous bytea not null,
    digest bytea not null,
    primary key (root, no)
);
create table audit_anchor_heads (
    root text not null,
    no integer not null,
    case_id uuid not null,
    seq integer not null,
    hash bytea not null,
    primary key (root, no, case_id)
);
create index audit_anchor_heads_of_case on audit_anchor_heads (root, case_id, seq desc);

-- Orders as given, for replays of a changed process. Words are replaced by the id under which the case keeps them.
create table commands (
    root text not null,
    case_id uuid not null,
    row_version integer not null,
    verb text not null,
    recorded_at timestamptz not null,
    actor jsonb not null,
    body jsonb not null,
    primary key (root, case_id, row_version)
);

-- The first receipt for a key; the key names its giver, so nobody is handed another person's receipt.
create table idempotency (
    key text not null,
    root text not null,
    receipt jsonb not null,
    made_at timestamptz not null,
    primary key (key, root)
);
create index idempotency_age on idempotency (made_at);

create table counters (
    root text not null,
    unit text not null,
    year integer not null,
    kind text not null,
    last integer not null,
    primary key (root, unit, year, kind)
);

-- What is written once stays: not even the server itself can mend it.
revoke update, delete, truncate on audit, audit_anchors, audit_anchor_heads, commands, journal from petitions_app;
