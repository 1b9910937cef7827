-- A changed calendar, clock, ladder or rule pack on its way: uploaded by one person, looked at by another, applied case by case.

-- Documents are named without the ending of a file, whoever brings them.
update reference set kind = left(kind, -5) where kind like '%.json';

create table reference_changes (
    id integer generated always as identity primary key,
    -- The document it will be a new version of: calendar-2027, categories, ladder, rule-packs.
    kind text not null,
    document json not null,
    source text not null,
    note text not null,
    ignored text[] not null,
    state text not null,
    author text not null,
    proposed_at timestamptz not null,
    -- The version that was in force when it was written; another one since then overtakes it.
    base integer not null,
    version integer,
    decided_by text,
    decided_at timestamptz,
    decision text,
    keep_shortened boolean not null default false,
    -- How far it has been applied: the last case that was looked at. A server that goes on repeats at most one set, which changes nothing.
    at_root text not null default '',
    at_case uuid not null default '00000000-0000-0000-0000-000000000000',
    looked integer not null default 0,
    moved integer not null default 0,
    applied_at timestamptz,
    constraint change_is_decided_by_a_second_person check (decided_by is null or decided_by <> author),
    constraint decided_change_says_who_and_when check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
create index reference_changes_running on reference_changes (id) where state = 'approved';

-- Who did what when: written once.
create table reference_change_log (
    change integer not null references reference_changes (id),
    no integer not null,
    at timestamptz not null,
    actor text not null,
    event text not null,
    note text not null,
    primary key (change, no)
);
revoke update, delete, truncate on reference_change_log from petitions_app;
revoke delete, truncate on reference_changes from petitions_app;

-- Whom a changed calendar may concern.
create index clocks_running on clocks (root, case_id) where status in ('running', 'suspended');
