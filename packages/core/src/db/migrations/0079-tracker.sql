-- Trackers of the organization, and the issues of follow-ups in them.
create table tracker (
  id uuid primary key,
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  token text not null check (token <> ''),
  webhook_hash text not null unique,
  signing_secret text check (signing_secret <> ''),
  watermark timestamptz not null,
  next_at timestamptz not null,
  waits_until timestamptz,
  asked_at timestamptz,
  problem text,
  failures int not null default 0,
  created_at timestamptz not null,
  created_by jsonb not null
);
create table issue_link (
  follow_up_id uuid primary key references follow_up on delete cascade,
  tracker_id uuid not null references tracker on delete cascade,
  issue_id text check (issue_id <> ''),
  issue jsonb,
  base jsonb,
  is_deleted boolean not null default false,
  tried_at timestamptz,
  due_at timestamptz,
  lease uuid,
  lease_until timestamptz,
  checked_at timestamptz,
  problem text,
  failures int not null default 0,
  conflicts jsonb not null default '[]' check (jsonb_typeof(conflicts) = 'array'),
  created_at timestamptz not null,
  created_by jsonb not null,
  unique (tracker_id, issue_id),
  check ((lease is null) = (lease_until is null))
);
