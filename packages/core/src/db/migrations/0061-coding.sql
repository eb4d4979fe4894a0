-- Rounds in which several people tag the same items without seeing each other's answers.
create table coding_round (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  tag_ids jsonb not null,
  items jsonb not null,
  settled_ids jsonb not null default '[]',
  created_at timestamptz not null,
  created_by jsonb not null
);
create index coding_round_by_incident on coding_round (incident_id);

-- One coder's answers: the tags of each item, by its id. An item that is missing was not coded.
create table coding_answer (
  round_id uuid not null references coding_round on delete cascade,
  account_id uuid not null references account,
  answers jsonb not null default '{}',
  done_at timestamptz,
  primary key (round_id, account_id)
);
