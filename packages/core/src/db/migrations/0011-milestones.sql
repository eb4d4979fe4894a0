-- The named moments of an incident, each at most once. An event that one is taken from gives it its time when it is set.
create table milestone (
  incident_id uuid not null references incident,
  kind text not null check (kind in ('impact-started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved')),
  at timestamptz not null,
  precision text not null check (precision in ('exact', 'minute', 'about', 'unknown')),
  event_id uuid references timeline_event,
  note text not null default '',
  set_at timestamptz not null,
  set_by jsonb not null,
  version int not null default 1,
  primary key (incident_id, kind)
);

alter table incident
  add column services text[] not null default '{}',
  add column teams text[] not null default '{}';
create index incident_of_service on incident using gin (services);
create index incident_of_team on incident using gin (teams);
