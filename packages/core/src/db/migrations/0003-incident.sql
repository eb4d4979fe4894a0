create sequence incident_number;

create table incident (
  id uuid primary key,
  number int not null unique default nextval('incident_number'),
  title text not null check (title <> ''),
  summary text not null default '',
  severity text check (severity in ('SEV-1', 'SEV-2', 'SEV-3', 'SEV-4', 'SEV-5')),
  status text not null check (status in ('triage', 'active', 'paused', 'learning', 'closed', 'declined', 'merged')),
  mode text not null check (mode in ('standard', 'retrospective', 'near-miss', 'exercise')),
  visibility text not null check (visibility in ('open', 'restricted')),
  zone text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  version int not null default 1
);

create table incident_member (
  incident_id uuid not null references incident,
  account_id uuid not null references account on delete cascade,
  added_at timestamptz not null,
  primary key (incident_id, account_id)
);
