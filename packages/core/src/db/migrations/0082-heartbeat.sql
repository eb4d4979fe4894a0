-- A sign that a safeguard still works is expected in an interval; silence is noticed.
create table safeguard_heartbeat (
  safeguard_id uuid primary key references safeguard on delete cascade,
  every_ms int not null check (every_ms > 0),
  grace_ms int not null check (grace_ms >= 0),
  -- The name of an alert that always fires; empty if another program sends it.
  alert text not null,
  since timestamptz not null,
  last_at timestamptz,
  -- The delivery that it was in: repeats of it are not stored.
  delivery_id uuid,
  late_at timestamptz not null,
  silent_at timestamptz,
  back_at timestamptz,
  -- The time of the next check: a job for another time is out of date.
  check_at timestamptz not null
);
create index safeguard_heartbeat_of_delivery on safeguard_heartbeat (delivery_id);
create index safeguard_heartbeat_of_alert on safeguard_heartbeat (alert);
