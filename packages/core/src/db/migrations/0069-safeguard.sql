-- What should catch an incident the next time, with the proof that it does.
create table safeguard (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  name text not null check (name <> ''),
  alert text not null,
  rules text not null check (rules <> ''),
  routing text not null,
  interval_ms int not null check (interval_ms > 0),
  incident_series text not null,
  healthy_series text not null,
  incident_window jsonb check (jsonb_typeof(incident_window) = 'object'),
  healthy_window jsonb check (jsonb_typeof(healthy_window) = 'object'),
  follow_up_id uuid,
  proof jsonb check (jsonb_typeof(proof) = 'object'),
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (
    setweight(search_words(name), 'A') || setweight(search_words(alert), 'A') ||
    setweight(search_words(rules), 'C')
  ) stored
);
create index safeguard_of_incident on safeguard (incident_id);
create index safeguard_search on safeguard using gin (search);
