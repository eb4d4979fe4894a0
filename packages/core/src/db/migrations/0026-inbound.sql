-- An address of an incident to which another program sends records.
create table inbound_endpoint (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  source text not null,
  name text not null,
  -- Null once revoked.
  token_hash text unique,
  created_at timestamptz not null,
  created_by jsonb not null
);
create index inbound_endpoint_incident on inbound_endpoint (incident_id);

create table inbound_delivery (
  id uuid primary key,
  endpoint_id uuid not null references inbound_endpoint on delete cascade,
  -- The sender's id of the delivery, or the hash of its body: the same one arrives once.
  key text not null,
  received_at timestamptz not null,
  state text not null check (state in ('received', 'imported', 'unreadable', 'failed')),
  attempts int not null default 0,
  -- Null once its records are in the evidence, where redaction reaches them.
  body bytea,
  bytes int not null,
  problem text,
  import_id uuid references import on delete set null,
  unique (endpoint_id, key)
);
