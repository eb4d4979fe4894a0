-- What people check by hand, how often, and which safeguard does it instead.
create table manual_check (
  id uuid primary key,
  name text not null check (name <> ''),
  looks_at text not null,
  service_id uuid,
  times int not null check (times > 0),
  per text not null check (per in ('day', 'week', 'month')),
  minutes int not null check (minutes > 0),
  people int not null check (people > 0),
  safeguard_id uuid references safeguard on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1
);
create unique index manual_check_name on manual_check (lower(name)) where removed_at is null;
create index manual_check_safeguard on manual_check (safeguard_id);
