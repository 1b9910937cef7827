-- Words that a split has sealed lie on under the number they were said in; whoever reads that open or confidential case does not see them.
alter table locked_texts add column hidden boolean not null default false;
update locked_texts t set hidden = true from cases c
where c.root = t.root and c.case_id = t.case_id and not c.sealed and not c.confidential;

-- Every reading of a sealed case: who, when, through which door. Ids only; nobody writes it anew.
create table sealed_reads (
    id bigint generated always as identity primary key,
    root text not null,
    case_id uuid not null,
    read_at timestamptz not null,
    reader text not null,
    state text not null
);
create index sealed_reads_of_case on sealed_reads (root, case_id, id);
revoke update, delete, truncate on sealed_reads from petitions_app;
