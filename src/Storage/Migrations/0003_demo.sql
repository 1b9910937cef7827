-- The replay of the demo cases: once for each installation, on a day that live cases count from. One row, or none outside the demo.
create table demo_replay (
    id boolean primary key default true,
    started_at timestamptz not null,
    finished_at timestamptz,
    -- A petitioner's way in for visitors of the demo; codes of real petitions are kept as digests only.
    shown_number text,
    shown_code text,
    constraint one_replay check (id)
);
