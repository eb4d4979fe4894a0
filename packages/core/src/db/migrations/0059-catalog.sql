-- Services, and the links between them. They belong to the server and to no incident.
create table service (
  id uuid primary key,
  name text not null check (name <> ''),
  -- The name without case and accents.
  key text not null,
  -- The names by which incidents and evidence can mean it, as packages/rules/src/catalog writes them.
  match_names text[] not null,
  kind text not null check (kind in ('service', 'website', 'library', 'api', 'dataset', 'job', 'resource')),
  title text,
  description text,
  owner text,
  -- The owner without case and accents.
  owner_key text,
  tier text,
  path text check (path in ('data', 'metadata')),
  slo text,
  durability text,
  p99 text,
  rpo text,
  runbooks jsonb not null,
  dashboards jsonb not null,
  aliases jsonb not null,
  -- By field: the source that set it (null: a person), and when.
  origins jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (
    setweight(search_words(name || ' ' || coalesce(title, '') || ' ' || aliases::text), 'A') || setweight(search_words(coalesce(owner, '')), 'B')
    || setweight(search_words(coalesce(description, '')), 'C')) stored
);
create unique index service_key on service (key) where removed_at is null;
create index service_by_match_name on service using gin (match_names);
create index service_by_search on service using gin (search);
create index service_by_owner on service (owner_key);

-- The sources that list a service.
create table service_source (
  service_id uuid not null references service on delete cascade,
  source text not null check (source <> ''),
  -- The source's own name for it.
  ref text not null,
  seen_at timestamptz not null,
  missing_at timestamptz,
  primary key (service_id, source)
);
create unique index service_source_ref on service_source (source, ref);

create table service_link (
  id uuid primary key,
  from_id uuid not null references service on delete cascade,
  to_id uuid not null references service on delete cascade,
  kind text not null check (kind in ('calls', 'fronts', 'feeds')),
  -- The sources that list it, and whether a person added it.
  sources text[] not null,
  is_by_hand boolean not null,
  missing_at timestamptz,
  removed_at timestamptz,
  created_at timestamptz not null,
  unique (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index service_link_by_target on service_link (to_id);

-- Whether the pages of services, such as runbooks, can be reached.
create table page_check (
  url text not null,
  state text not null check (state in ('works', 'broken', 'unknown')),
  -- Why it is broken or unknown.
  problem text,
  checked_at timestamptz not null
);
-- Addresses can be longer than an index allows.
create unique index page_check_by_url on page_check (md5(url));
