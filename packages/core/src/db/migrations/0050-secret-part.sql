-- Credentials are also looked for in details and raw payloads: there is one row for all of them in such a part.
alter table possible_secret add column part text not null default 'text' check (part in ('text', 'details', 'payload'));
alter table possible_secret drop constraint possible_secret_evidence_id_start_at_key;
alter table possible_secret add constraint possible_secret_place unique (evidence_id, part, start_at);
-- What was imported before is scanned again, with the next import into its incident.
delete from secret_check;
