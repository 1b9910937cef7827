-- What belongs to the installation and not to a case (in a distributed database: copied to every node).

-- One number that moves with every change of definitions or reference data: a step sees from it that its copies are old.
create table library (
    one boolean primary key default true,
    stamp bigint not null,
    constraint library_has_one_row check (one)
);
insert into library (stamp) values (1);

create function library_changed() returns trigger language plpgsql as $$
begin
    update library set stamp = stamp + 1;
    return null;
end $$;

-- Definitions are kept letter by letter (json, not jsonb), so that a file that is exported equals the one that was imported.
create table definitions (
    version_id text primary key,
    definition_id text not null,
    version integer not null,
    name text,
    document json not null,
    is_published boolean not null,
    is_latest boolean not null,
    created_at timestamptz not null,
    created_by text,
    constraint definition_version_is_unique unique (definition_id, version)
);
create unique index definition_has_one_latest on definitions (definition_id) where is_latest;
create unique index definition_has_one_published on definitions (definition_id) where is_published;
create trigger definitions_changed after insert or update or delete on definitions for each statement execute function library_changed();

-- Organisation, people, categories, clocks, calendar, ladder, schemes: a new version beside the old one, never over it.
create table reference (
    kind text not null,
    version integer not null,
    document json not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (kind, version)
);
create trigger reference_changed after insert on reference for each statement execute function library_changed();
revoke update, delete, truncate on reference from petitions_app;

create table accounts (
    user_name text primary key,
    staff_id text not null unique,
    password_hash text not null,
    stamp text not null,
    failed integer not null default 0,
    locked_until timestamptz,
    disabled boolean not null default false,
    created_at timestamptz not null,
    constraint user_name_is_lower_case check (user_name = lower(user_name))
);

create table data_protection_keys (
    name text primary key,
    xml text not null
);

create table files (
    id uuid primary key,
    root text not null,
    sha256 bytea not null,
    media_type text not null,
    size bigint not null,
    content bytea not null,
    kept_at timestamptz not null,
    kept_by text not null,
    constraint file_has_its_size check (octet_length(content) = size)
);
-- Pictures and scans are compressed already.
alter table files alter column content set storage external;

create table job_runs (
    id bigint generated always as identity primary key,
    job text not null,
    server text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    result text,
    failure text
);
create index job_runs_of_job on job_runs (job, started_at desc);

-- Guesses at query codes, per asker (a keyed hash that changes daily, no address) and ten minutes.
create table query_attempts (
    asker bytea not null,
    since timestamptz not null,
    tries integer not null,
    primary key (asker, since)
);
