-- Cases with a three-not-let-go record that has passed: the daily search for recurrences and the case library begin here.
create index cases_with_passed_records on cases (root, case_id)
    where jsonb_path_exists(doc, '$.accountabilityRecords[*] ? (@.status == "passed")');
