-- How far a reader came, in quarters of the report, and how long after publishing they last read it:
-- steps only, no times, so that rows can't be matched with other records.
alter table published_version_read
  add column depth smallint not null default 0 check (depth between 0 and 4),
  add column days smallint not null default 0 check (days in (0, 30, 90, 365));
