-- How to do something, step by step. Runbooks belong to the server and to no incident.
create table runbook (
  id uuid primary key,
  name text not null check (name <> ''),
  text text not null check (text <> ''),
  -- The lines with a checkbox: [{ id, text }].
  steps jsonb not null check (jsonb_typeof(steps) = 'array'),
  service_ids uuid[] not null,
  alerts text[] not null,
  text_changed_at timestamptz not null,
  verified_at timestamptz,
  verified_by jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (
    setweight(search_words(name), 'A') || setweight(search_words(text), 'C')
  ) stored
);
create index runbook_search on runbook using gin (search);

-- A runbook that is followed in an incident, as it was when it was started.
create table runbook_run (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  -- No reference: a bundle brings runs of runbooks that this server doesn't have.
  runbook_id uuid not null,
  name text not null check (name <> ''),
  text text not null,
  -- [{ id, text, done: { by, at } or null }]
  steps jsonb not null check (jsonb_typeof(steps) = 'array'),
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (
    setweight(search_words(name), 'A') || setweight(search_words(text), 'C')
  ) stored
);
create index runbook_run_incident on runbook_run (incident_id);
create index runbook_run_runbook on runbook_run (runbook_id, created_at);
create index runbook_run_search on runbook_run using gin (search);
