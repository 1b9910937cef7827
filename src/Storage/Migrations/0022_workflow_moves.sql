-- Running cases go on by a newer version of a process: proposed by one person, approved by another, carried out case by case, taken back while nothing
-- has happened since.

create table workflow_moves (
    id integer generated always as identity primary key,
    definition_id text not null,
    to_version text not null references definitions (version_id),
    -- Numbers of cases that shall stay where they are.
    stays text[] not null default '{}',
    state text not null,
    note text not null,
    author text not null,
    proposed_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    decision text,
    undone_by text,
    undone_at timestamptz,
    undone_why text,
    ended_at timestamptz,
    constraint move_is_decided_by_a_second_person check (decided_by is null or decided_by <> author),
    constraint move_is_taken_back_by_a_second_person check (undone_by is null or undone_by <> author),
    constraint move_is_in_a_known_state check (state in ('proposed', 'sentBack', 'approved', 'carried', 'undoing', 'undone'))
);
-- Of two who propose for the same process at once the second is told.
create unique index workflow_moves_open on workflow_moves (definition_id) where state in ('proposed', 'approved', 'undoing');

-- What became of each running workflow, written down before the first of them moves.
create table workflow_move_cases (
    move integer not null references workflow_moves (id),
    root text not null,
    case_id uuid not null,
    instance integer not null,
    number text,
    from_version text not null,
    -- listed, moved, stays; after the taking back: back, remains
    outcome text not null,
    why text,
    -- The step that the reason is about.
    step text,
    -- Node ids at which it stands since.
    stands text[] not null default '{}',
    done_at timestamptz,
    primary key (move, root, case_id, instance)
);
create index workflow_move_cases_to_do on workflow_move_cases (move, root, case_id, instance) where outcome in ('listed', 'moved');
revoke delete, truncate on workflow_moves, workflow_move_cases from petitions_app;
