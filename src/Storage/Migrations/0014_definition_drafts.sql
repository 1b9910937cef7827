-- What is under the hands of a designer. Drafts lie beside the definitions and not among them: a save must not make every server read its library again.
create table definition_drafts (
    definition_id text primary key,
    version_id text not null unique,
    version integer not null,
    name text not null,
    document json not null,
    -- The version it was begun from; null for a new process.
    base text references definitions (version_id),
    -- Moves with every save. From own_since on all saves are by saved_by: whoever saves twice in a row overtakes nobody.
    revision integer not null,
    own_since integer not null,
    state text not null,
    -- Everybody who has changed it since it was begun: none of them may publish it.
    editors text[] not null,
    created_at timestamptz not null,
    saved_at timestamptz not null,
    saved_by text not null,
    submitted_at timestamptz,
    submitted_by text,
    note text,
    constraint draft_state_is_known check (state in ('draft', 'submitted')),
    constraint submitted_draft_says_who_when_and_why check (
        (state = 'submitted') = (submitted_by is not null) and (submitted_by is null) = (submitted_at is null) and (submitted_by is null) = (note is null))
);

-- Who approved a version that was drawn here, and who had drawn it. What was shipped or imported by the program bears neither.
alter table definitions add column approved_by text, add column approved_at timestamptz, add column editors text[] not null default '{}',
    add constraint definition_is_published_by_another_person check (approved_by is null or not approved_by = any (editors));

-- Who did what when and why, with the drawing as it was then: written once.
create table definition_log (
    definition_id text not null,
    no integer not null,
    at timestamptz not null,
    actor text not null,
    event text not null,
    version integer not null,
    note text not null,
    document json,
    primary key (definition_id, no)
);
revoke update, delete, truncate on definition_log from petitions_app;

-- Every version as a designer sees it: a draft is the latest one while there is one.
create view definition_versions as
select d.version_id, d.definition_id, d.version, coalesce(d.name, d.definition_id) as name, d.document, d.is_published,
    d.is_latest and not exists (select from definition_drafts w where w.definition_id = d.definition_id) as is_latest,
    d.created_at, 0 as revision, null::text as state
from definitions d
union all
select version_id, definition_id, version, name, document, false, true, created_at, revision, state from definition_drafts;
