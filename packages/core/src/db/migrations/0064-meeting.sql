-- The review meeting of an incident: its plan, questions, parked ideas and who attended.
create table meeting (
  id uuid primary key,
  incident_id uuid not null unique references incident on delete cascade,
  starts_at timestamptz not null,
  minutes int not null check (minutes > 0),
  zone text not null,
  place text not null default '',
  facilitator jsonb check (jsonb_typeof(facilitator) = 'object' and facilitator ->> 'name' <> ''),
  note_taker jsonb check (jsonb_typeof(note_taker) = 'object' and note_taker ->> 'name' <> ''),
  invited jsonb not null check (jsonb_typeof(invited) = 'array'),
  agenda jsonb not null check (jsonb_typeof(agenda) = 'array'),
  state text not null check (state in ('planned', 'running', 'ended', 'canceled')),
  started_at timestamptz,
  ended_at timestamptz,
  questions jsonb not null check (jsonb_typeof(questions) = 'array'),
  ideas jsonb not null check (jsonb_typeof(ideas) = 'array'),
  attendees jsonb not null check (jsonb_typeof(attendees) = 'array'),
  -- What the screen shows; it has no versions.
  position jsonb check (jsonb_typeof(position) = 'object'),
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (
    setweight(search_words(jsonb_path_query_array(questions, '$[*].text')::text), 'A') ||
    setweight(search_words(jsonb_path_query_array(questions, '$[*].answer')::text), 'B') ||
    setweight(search_words(jsonb_path_query_array(ideas, '$[*].text')::text), 'B')
  ) stored
);

-- What each person read, learned and answered. Only counts and texts without names leave it.
create table meeting_part (
  meeting_id uuid not null references meeting on delete cascade,
  person text not null check (person <> ''),
  has_read boolean not null default false,
  learned jsonb not null default '[]' check (jsonb_typeof(learned) = 'array'),
  survey jsonb check (jsonb_typeof(survey) = 'object'),
  primary key (meeting_id, person)
);
