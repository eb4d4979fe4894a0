-- The review of an incident: who asked for it, how deep it is and why, and who investigates.
create table review (
  id uuid primary key,
  incident_id uuid not null unique references incident on delete cascade,
  requests jsonb not null default '[]' check (jsonb_typeof(requests) = 'array'),
  depth text check (depth in ('none', 'note', 'light', 'full')),
  reason text not null default '',
  decided_at timestamptz,
  decided_by text,
  triggers jsonb not null default '[]' check (jsonb_typeof(triggers) = 'array'),
  due_on text check (due_on ~ '^\d{4}-\d\d-\d\d$'),
  investigators jsonb not null default '[]' check (jsonb_typeof(investigators) = 'array'),
  sponsor jsonb check (jsonb_typeof(sponsor) = 'object' and sponsor ->> 'name' <> ''),
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (
    setweight(search_words(reason), 'A') ||
    setweight(search_words(jsonb_path_query_array(requests, '$[*].reason')::text), 'B')
  ) stored,
  check ((depth is null) = (decided_at is null))
);
create index review_investigators on review using gin (investigators jsonb_path_ops) where removed_at is null;

-- Expressions that propose how deeply to review an incident.
create table review_policy (
  id uuid primary key,
  name text not null check (name <> ''),
  expression text not null check (expression <> ''),
  depth text not null check (depth in ('none', 'note', 'light', 'full')),
  created_at timestamptz not null,
  version int not null default 1
);
