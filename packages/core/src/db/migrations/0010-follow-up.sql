-- The work after an incident. owner is null, an account by id and name, or a person or team by name.
create table follow_up (
  id uuid primary key,
  incident_id uuid not null references incident,
  text text not null check (text <> ''),
  intent text not null check (intent in ('recover', 'prevent', 'detect', 'mitigate', 'learn')),
  origin_id uuid references entry,
  owner jsonb check (jsonb_typeof(owner) = 'object' and owner ->> 'type' in ('account', 'person', 'team') and owner ->> 'name' <> ''),
  end_state text not null default '',
  -- A day has no zone; as a date the drivers would give it one.
  due_on text check (due_on ~ '^\d{4}-\d\d-\d\d$'),
  tracker_url text check (tracker_url ~* '^https?://'),
  state text not null check (state in ('open', 'in-progress', 'done', 'verified', 'declined')),
  state_at timestamptz not null,
  verification text not null default '',
  decline_reason text not null default '',
  meant jsonb not null default '[]' check (jsonb_typeof(meant) = 'array'),
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  check ((verification <> '') = (state = 'verified')),
  check ((decline_reason <> '') = (state = 'declined'))
);
create index follow_up_of_incident on follow_up (incident_id);
create index follow_up_by_due on follow_up (coalesce(due_on, '9999-12-31'), id) where removed_at is null;

-- A claim is a timeline event, an entry, or the verification of a follow-up.
alter table citation
  add column follow_up_id uuid references follow_up,
  drop constraint citation_of_one_claim,
  add constraint citation_of_one_claim check (num_nonnulls(event_id, entry_id, follow_up_id) = 1),
  add constraint citation_of_follow_up_in_its_place unique (follow_up_id, position);
