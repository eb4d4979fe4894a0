-- Who was asked to check what a review says about them, and what they answered. It is private until they finish, and in no bundle.
create table calibration_request (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  person_id uuid not null references person on delete cascade,
  account_id uuid references account on delete cascade,
  name text not null,
  sent_at timestamptz not null,
  sent_by jsonb not null,
  opened_at timestamptz,
  finished_at timestamptz,
  withdrawn_at timestamptz
);
create unique index calibration_request_open on calibration_request (incident_id, person_id) where withdrawn_at is null;
create index calibration_request_of_account on calibration_request (account_id) where withdrawn_at is null;
create index calibration_request_of_person on calibration_request (person_id);

-- An answer is about the words that the person saw: a changed entry can be answered again.
create table calibration_answer (
  id uuid primary key,
  request_id uuid not null references calibration_request on delete cascade,
  entry text not null,
  seen text not null,
  title text not null,
  body text not null,
  label text not null,
  verdict text not null check (verdict in ('confirmed', 'corrected', 'context', 'name-off')),
  text text not null check (text <> '' or verdict in ('confirmed', 'name-off')),
  answered_at timestamptz not null,
  version int not null default 1,
  decision text check (decision in ('applied', 'commented', 'declined')),
  reason text not null default '',
  after_title text,
  after_body text,
  decided_by jsonb,
  decided_at timestamptz,
  unique (request_id, entry, seen),
  check ((decision is null) = (decided_at is null))
);
