-- Imports whose texts were scanned for credentials.
create table secret_check (
  import_id uuid primary key references import on delete cascade,
  at timestamptz not null
);

-- A part of a text that looks like a credential, until someone redacts or ignores it.
create table possible_secret (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  evidence_id uuid not null references evidence on delete cascade,
  kind text not null,
  start_at int not null,
  end_at int not null,
  ignored_at timestamptz,
  ignored_by jsonb,
  check (start_at < end_at),
  unique (evidence_id, start_at)
);
create index possible_secret_of_incident on possible_secret (incident_id, id) where ignored_at is null;
