-- Of a joint petition everybody who is named follows it with a code of his own; the first one has the code of the case. Only a keyed digest is kept.
create table person_codes (
    root text not null,
    case_id uuid not null,
    person integer not null,
    hash bytea not null,
    primary key (root, case_id, person),
    constraint person_codes_hash unique (hash)
);
revoke update, delete, truncate on person_codes from petitions_app;
