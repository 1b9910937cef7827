-- A file belongs to one case; null while a registration that names it is under way. Name and bytes are ciphertext (28 bytes longer), the digest is
-- keyed: the same bytes in the same case are one file.
alter table files rename column sha256 to digest;
alter table files drop constraint file_has_its_size;
alter table files
    add column case_id uuid,
    add column name bytea not null,
    add column locked boolean not null,
    add constraint file_has_its_size check (octet_length(content) = size + 28);
create unique index files_of_case on files (root, case_id, digest) where case_id is not null;
create index files_by_age on files (kept_at);
