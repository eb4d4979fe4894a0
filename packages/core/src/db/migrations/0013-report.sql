-- The living report of an incident: a shared (Yjs) document. state holds all changes up to the one numbered state_seq.
create table report (
  incident_id uuid primary key references incident,
  state bytea not null,
  state_seq bigint not null default 0,
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null
);

-- Changes that are not in the state yet. Numbers of one report grow in the order of their commits: whoever adds one holds the row of the report.
create table report_update (
  incident_id uuid not null references report,
  seq bigint generated always as identity,
  update bytea not null,
  by jsonb not null,
  at timestamptz not null,
  primary key (incident_id, seq)
);
