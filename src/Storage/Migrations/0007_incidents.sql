-- One incident, many petitions: which petition belongs to it stands with the case; here is what is true of the incident alone.
create table incidents (
    -- Unit, year, I and a serial; never given again.
    number text primary key,
    root text not null,
    unit text not null,
    name text not null,
    place text not null,
    category text not null,
    happened_at timestamptz not null,
    opened_by text not null,
    opened_at timestamptz not null
);
create index incidents_newest on incidents (opened_at desc);

-- A text to everybody of the incident. Its petitions are written down with it, in one commit; each then gets it in a step of its own.
create table incident_answers (
    incident text not null references incidents (number),
    no integer not null,
    body text not null,
    result text,
    why text,
    way text not null,
    proof text,
    by_person text not null,
    given_at timestamptz not null,
    primary key (incident, no)
);
create table incident_answer_cases (
    incident text not null,
    no integer not null,
    case_number text not null,
    -- answered, told, or the code with which the case refused; null until its turn has come.
    outcome text,
    told integer not null default 0,
    done_at timestamptz,
    primary key (incident, no, case_number),
    foreign key (incident, no) references incident_answers (incident, no),
    constraint done_answer_says_when check ((outcome is null) = (done_at is null))
);
create index incident_answers_waiting on incident_answer_cases (incident, no) where outcome is null;
revoke update, delete, truncate on incidents, incident_answers from petitions_app;
revoke delete, truncate on incident_answer_cases from petitions_app;

alter table cases add column incident text;
create index cases_of_incident on cases (incident) where incident is not null;
create index cases_by_category on cases (category, received_at) where incident is null and not sealed and not confidential;
