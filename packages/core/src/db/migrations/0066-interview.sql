-- Interviews: who is asked, when, and by whom. Private to their interviewers and scribe.
create table interview (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  person_id uuid references person on delete set null,
  account_id uuid references account on delete set null,
  name text not null check (name <> ''),
  interviewers uuid[] not null check (cardinality(interviewers) between 1 and 5),
  scribe uuid,
  state text not null check (state in ('proposed', 'scheduled', 'held', 'declined')),
  starts_at timestamptz,
  minutes int not null check (minutes between 5 and 240),
  place text not null,
  consent text not null,
  questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  check (person_id is null or account_id is null)
);
create index interview_incident on interview (incident_id);
create index interview_person on interview (person_id);

-- Notes. None of them ever leaves the interview; quotes are copies that the person approves.
create table interview_line (
  id uuid primary key,
  interview_id uuid not null references interview on delete cascade,
  kind text not null check (kind in ('note', 'quote', 'off-record')),
  text text not null check (text <> ''),
  at timestamptz not null,
  by_name text not null,
  version int not null default 1
);
create index interview_line_interview on interview_line (interview_id);

-- What was sent to the person. Once it was promoted, its words are in the record only.
create table interview_quote (
  id uuid primary key,
  interview_id uuid not null references interview on delete cascade,
  line_id uuid not null unique references interview_line on delete cascade,
  form text not null check (form in ('quote', 'fact')),
  text text not null,
  state text not null check (state in ('sent', 'approved', 'changed')),
  sent_at timestamptz not null,
  answered_at timestamptz,
  evidence_id uuid references evidence on delete cascade,
  version int not null default 1,
  check ((text = '') = (evidence_id is not null))
);
create index interview_quote_interview on interview_quote (interview_id);
create index interview_quote_evidence on interview_quote (evidence_id);
