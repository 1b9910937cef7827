-- Closed cases in the order of their closing: a changed drawing is tried on those of a period.
create index cases_closed on cases (closed_at, case_id) where closed_at is not null and not open;
