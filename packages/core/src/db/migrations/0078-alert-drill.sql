-- Test alerts that were sent to Alertmanager. Whether one is late follows from the time.
create table alert_drill (
  id uuid primary key,
  safeguard_id uuid not null references safeguard on delete cascade,
  started_at timestamptz not null,
  by jsonb not null,
  address text not null,
  until timestamptz not null,
  problem text,
  canceled_at timestamptz,
  arrived_at timestamptz,
  receiver text,
  endpoint text
);
create index alert_drill_of_safeguard on alert_drill (safeguard_id, started_at desc);
