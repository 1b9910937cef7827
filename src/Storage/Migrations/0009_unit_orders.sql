-- One unit is succeeded by another on a day (T26): ordered once for all, carried to each open case as a step of its own, and kept as the hand-over list.

create table unit_orders (
    id integer generated always as identity primary key,
    from_unit text not null,
    to_unit text not null,
    on_day date not null,
    -- The variant of the route by which only a duty goes over; null for a merger.
    variant text,
    reason text not null,
    state text not null,
    ordered_by text not null,
    ordered_at timestamptz not null,
    -- Requests that stay with the unit, by the number of the case: arrears from before the day.
    stays jsonb not null default '{}',
    ended_by text,
    ended_at timestamptz,
    ended_reason text,
    constraint unit_succeeds_another check (from_unit <> to_unit),
    constraint order_is_in_a_known_state check (state in ('ordered', 'listed', 'carried', 'cancelled')),
    constraint ended_order_says_when check ((state in ('carried', 'cancelled')) = (ended_at is not null))
);
-- Of two who order the same at once the second is told.
create unique index unit_orders_waiting on unit_orders (from_unit, coalesce(variant, '')) where state in ('ordered', 'listed');

-- The hand-over list: every open case as it stood on the day, written before the first of them moves.
create table unit_order_cases (
    unit_order integer not null references unit_orders (id),
    root text not null,
    case_id uuid not null,
    number text not null,
    -- Sealed, confidential or restricted: counted, not named.
    locked boolean not null,
    state text not null,
    category text not null,
    handler text,
    due_at timestamptz,
    due_code text,
    -- listed, moved, inPart, stays, refused
    outcome text not null,
    parts integer[] not null default '{}',
    code text,
    done_at timestamptz,
    primary key (unit_order, root, case_id)
);
create index unit_order_cases_to_do on unit_order_cases (unit_order, root, case_id) where outcome = 'listed';
revoke delete, truncate on unit_orders, unit_order_cases from petitions_app;
