-- Notes of the language lens that were kept as they are: a rule and a hash of a sentence of an item.
create table kept_note (
  incident_id uuid not null references incident on delete cascade,
  target_kind text not null check (target_kind in ('event', 'finding', 'report')),
  target_id uuid not null,
  rule text not null,
  sentence text not null,
  kept_at timestamptz not null,
  kept_by jsonb not null,
  primary key (incident_id, target_kind, target_id, rule, sentence)
);
