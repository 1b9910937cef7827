-- The file in which the one three-not-let-go record of an incident stands.
create index cases_with_record_of_incident on cases (root, case_id)
    where jsonb_path_exists(doc, '$.accountabilityRecords[*].incident');
