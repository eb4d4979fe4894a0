-- What a report that was brought in says and nobody has accepted or dismissed yet. The quote is of the text of the report as evidence.
create table proposal (
  id uuid primary key,
  incident_id uuid not null references incident,
  evidence_id uuid not null references evidence,
  position int not null,
  content jsonb not null check (content ->> 'kind' in ('event', 'follow-up', 'factor')),
  quote_start int not null check (quote_start >= 0),
  quote_end int not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'dismissed')),
  made_id uuid,
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  version int not null default 1,
  check (quote_end > quote_start),
  check ((made_id is not null) = (state = 'accepted')),
  unique (incident_id, evidence_id, position)
);
