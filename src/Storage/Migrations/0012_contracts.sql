-- Responsibility contracts. Each version is a row of its own and stays; the newest one that both have signed is in force.
create table contracts (
    unit text not null,
    year integer not null,
    version integer not null,
    lines jsonb not null,
    drawn_by text not null,
    drawn_at timestamptz not null,
    signed_by text,
    signed_at timestamptz,
    primary key (unit, year, version),
    constraint contract_is_countersigned_by_a_second_person check (signed_by <> drawn_by),
    constraint signed_contract_says_who_and_when check ((signed_by is null) = (signed_at is null))
);
revoke update, delete, truncate on contracts from petitions_app;
grant update (signed_by, signed_at) on contracts to petitions_app;
