-- Documents are numbered by unit, year and kind (unit-year-kind-serial). The number is given in the commit that makes the document, counted in
-- `counters` under the root 'documents', because a unit may make papers in cases of another root; it is never given again and never changed.
create table document_numbers (
    root text not null,
    case_id uuid not null,
    no integer not null,
    unit text not null,
    year integer not null,
    kind text not null,
    serial integer not null,
    primary key (root, case_id, no),
    constraint document_number_is_given_once unique (unit, year, kind, serial)
);
revoke update, delete, truncate on document_numbers from petitions_app;
