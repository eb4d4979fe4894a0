create table timeline_event (
  id uuid primary key,
  incident_id uuid not null references incident,
  title text not null check (title <> ''),
  text text not null default '',
  at timestamptz not null,
  until_at timestamptz,
  precision text not null check (precision in ('exact', 'minute', 'about', 'unknown')),
  marker text not null check (marker in ('impact', 'detection', 'diagnosis', 'repair', 'key-moment', 'communication', 'decision', 'context')),
  perspective_person_id uuid references person,
  perspective_team text,
  recollection_of text,
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  check (until_at >= at),
  check (perspective_person_id is null or perspective_team is null)
);
create index timeline_of_incident on timeline_event (incident_id, at, id);

-- Claim to evidence. Offsets count UTF-16 units of the cited revision's text; both null cites the whole item.
create table citation (
  id uuid primary key,
  incident_id uuid not null references incident,
  event_id uuid not null references timeline_event,
  evidence_id uuid not null references evidence,
  stance text not null check (stance in ('supports', 'contradicts')),
  quote_start int,
  quote_end int,
  position int not null,
  unique (event_id, position),
  check ((quote_start is null) = (quote_end is null)),
  check (quote_start >= 0 and quote_start < quote_end)
);
create index citation_of_evidence on citation (evidence_id, incident_id);
create index citation_of_incident on citation (incident_id);
