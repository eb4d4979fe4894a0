-- A safeguard can be data checks instead of an alert; runs of them are reported by pipelines.
alter table safeguard add column checks text;
alter table safeguard drop constraint safeguard_rules_check;
alter table safeguard add constraint safeguard_has_one_definition check (
  (rules <> '') = (checks is null) and checks is distinct from ''
);
create table gate_run (
  id uuid primary key,
  safeguard_id uuid not null references safeguard on delete cascade,
  at timestamptz not null,
  by jsonb not null,
  verdict text not null,
  outcomes jsonb not null check (jsonb_typeof(outcomes) = 'array')
);
create index gate_run_of_safeguard on gate_run (safeguard_id, at desc);
