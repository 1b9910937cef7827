-- The kind stands in a number as offices write it. Numbers that were given before keep the kind itself (null): a number never changes.
alter table document_numbers add column word text;
