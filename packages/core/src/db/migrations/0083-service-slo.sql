-- What the objectives of a service reached, as it was reported. A repeated report of the same window
-- end replaces the earlier one.
create table service_slo (
  id uuid primary key,
  service_id uuid not null references service on delete cascade,
  slo text not null,
  objective text not null,
  at timestamptz not null,
  reported_at timestamptz not null,
  reported_by jsonb not null,
  result jsonb not null check (jsonb_typeof(result) = 'object'),
  unique (service_id, slo, objective, at)
);
