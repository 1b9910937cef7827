-- A keyed digest of how a name sounds: finds the same person whose name was heard and written in another way. Names written before have none.
alter table person_texts add column sound bytea;
create index person_texts_sound on person_texts (sound) where sound is not null;

-- Something seen before anybody complained. No person is named; the row is deleted when it has expired.
create table early_signs (
    number text primary key,
    root text not null,
    unit text not null,
    place text not null,
    kind text not null,
    seen text not null,
    step text not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    expires_at timestamptz not null,
    -- For the person whom it concerns: shows her everything that is kept.
    code_hash bytea not null unique,
    constraint early_sign_is_kept_for_ninety_days check (expires_at <= recorded_at + interval '90 days')
);
create index early_signs_newest on early_signs (recorded_at desc);
create index early_signs_expiring on early_signs (expires_at);
