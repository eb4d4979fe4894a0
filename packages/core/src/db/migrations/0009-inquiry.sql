-- What people make of an incident: hypotheses, decisions, questions, factors and impact. content holds what each type has beside the others.
create table entry (
  id uuid primary key,
  incident_id uuid not null references incident,
  type text not null check (type in ('hypothesis', 'decision', 'question', 'factor', 'impact')),
  statement text not null check (statement <> ''),
  at timestamptz not null,
  precision text not null check (precision in ('exact', 'minute', 'about', 'unknown')),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  check (type <> 'hypothesis' or jsonb_array_length(content -> 'steps') > 0),
  check (type <> 'factor' or content ->> 'kind' in ('trigger', 'mechanism', 'contributor', 'mitigator', 'risk', 'difficulty', 'surprise'))
);
create index entry_of_incident on entry (incident_id, at, id);

create table factor_link (
  id uuid primary key,
  incident_id uuid not null references incident,
  from_id uuid not null references entry,
  to_id uuid not null references entry,
  kind text not null check (kind in ('made-possible', 'led-to', 'made-worse', 'limited')),
  unique (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index factor_link_of_incident on factor_link (incident_id);

-- A claim is a timeline event or an entry; a step of a hypothesis cites under its own id.
alter table citation
  alter column event_id drop not null,
  add column entry_id uuid references entry,
  add column part uuid,
  add constraint citation_of_one_claim check (num_nonnulls(event_id, entry_id) = 1),
  add constraint citation_in_its_place unique (entry_id, position),
  add constraint citation_part_of_entry check (part is null or entry_id is not null);
