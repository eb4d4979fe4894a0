-- An import that runs as a job: where its file is and how to read it; null for any other, and once it has ended.
alter table import add column upload jsonb;
-- Which run of the import writes. An earlier run that is still alive is refused.
alter table import add column run int not null default 0;
-- Runs in a row that stored nothing.
alter table import add column stalled_runs int not null default 0;
