-- The ground that the tables stand on. Run as the owner; the server's role gets only what is granted.

grant usage on schema public to petitions_app;

-- Tables made from here on (by migrations, and by the scheduler's library) are the server's to read and write.
-- What must not be changed later, such as the audit, takes update and delete back in the file that creates it.
alter default privileges in schema public grant select, insert, update, delete on tables to petitions_app;
alter default privileges in schema public grant usage, select on sequences to petitions_app;

-- People read lists in the order of pinyin, whatever locale the database was created with: order by name collate chinese.
create collation chinese (provider = icu, locale = 'zh-Hans-CN');
