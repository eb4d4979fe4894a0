-- Where a record is in its file: `general/2018-01-20.json, message 12`. Null for evidence from before.
alter table evidence add column place text;
