-- Links for people without an account: each for one purpose and one subject. Only hashes of the secrets are stored.
create table guest_link (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  purpose text not null check (purpose in ('calibration', 'meeting')),
  subject_id uuid not null,
  name text not null,
  token_hash text not null unique,
  created_at timestamptz not null,
  created_by jsonb not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index guest_link_of_incident on guest_link (incident_id);
create index guest_link_of_subject on guest_link (subject_id);

-- A browser in which a link was opened.
create table guest_session (
  id uuid primary key,
  link_id uuid not null references guest_link on delete cascade,
  browser_hash text not null,
  name text not null check (name <> ''),
  opened_at timestamptz not null,
  unique (link_id, browser_hash)
);
