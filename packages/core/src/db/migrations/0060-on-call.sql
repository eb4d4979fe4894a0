-- On-call schedules, from exports of other tools. They are no evidence: nothing cites them, and bundles don't contain them.
create table on_call_schedule (
  id uuid primary key,
  -- The tool and its ID or name of the schedule.
  key text not null unique,
  name text not null check (name <> ''),
  tool text not null check (tool in ('calendar', 'pagerduty', 'opsgenie')),
  team text,
  zone text,
  -- The time that imports cover: a list of [from, until] in milliseconds, in order.
  covered jsonb not null,
  imported_at timestamptz not null
);

create table on_call_person (
  id uuid primary key,
  -- The email address in lowercase, else the plain name.
  key text not null unique,
  name text not null check (name <> ''),
  email text,
  -- Names to compare with those of other tools.
  plain_names text[] not null
);
create index on_call_person_by_email on on_call_person (email);
create index on_call_person_by_name on on_call_person using gin (plain_names);

create table on_call_shift (
  schedule_id uuid not null references on_call_schedule on delete cascade,
  person_id uuid not null references on_call_person on delete cascade,
  role text not null,
  is_override boolean not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  primary key (schedule_id, from_at, person_id, role, is_override)
);
create index on_call_shift_by_person on on_call_shift (person_id, from_at);

-- Whether a person in the evidence is someone in a schedule, as a person answered.
create table on_call_match (
  person_id uuid not null references person on delete cascade,
  on_call_person_id uuid not null references on_call_person on delete cascade,
  is_same boolean not null,
  primary key (person_id, on_call_person_id)
);
create index on_call_match_by_on_call_person on on_call_match (on_call_person_id);
