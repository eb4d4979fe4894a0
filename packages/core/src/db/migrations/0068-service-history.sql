-- What people know about the past of a service: who adopted it, who was taught, what grew since.
create table service_history (
  id uuid primary key,
  service_id uuid not null references service on delete cascade,
  -- As precise as it is known: a year, a month or a day.
  happened_on text not null check (happened_on ~ '^\d{4}(-\d\d(-\d\d)?)?$'),
  kind text not null check (kind in ('adopted', 'decision', 'taught', 'customers', 'demand', 'team', 'changed', 'retired')),
  text text not null check (text <> ''),
  people text[] not null,
  url text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (search_words(text)) stored
);
create index service_history_of_service on service_history (service_id, happened_on);
create index service_history_by_search on service_history using gin (search);
