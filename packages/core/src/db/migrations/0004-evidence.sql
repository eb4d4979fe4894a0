-- What comes in through a restricted incident stays in its compartment: nobody outside can tell, not even by importing the same file.
create table source (
  id uuid primary key,
  kind text not null,
  key text not null,
  name text not null,
  clock_offset_ms int not null default 0,
  compartment uuid references incident,
  unique nulls not distinct (key, compartment)
);

create table stream (
  id uuid primary key,
  source_id uuid not null references source,
  key text not null,
  name text not null,
  unique (source_id, key)
);

create table person (
  id uuid primary key,
  name text not null,
  compartment uuid references incident,
  merged_into uuid references person,
  version int not null default 1,
  check (merged_into <> id)
);

create table identity (
  id uuid primary key,
  source_id uuid not null references source,
  key text not null,
  name text not null,
  email text,
  is_bot boolean not null default false,
  person_id uuid not null references person,
  unique (source_id, key)
);
create index identity_of_person on identity (person_id);
create index identity_by_email on identity (lower(email)) where email is not null;

create table declined_match (
  one uuid not null references person,
  other uuid not null references person,
  primary key (one, other),
  check (one < other)
);

create table stream_member (
  stream_id uuid not null references stream,
  identity_id uuid not null references identity,
  primary key (stream_id, identity_id)
);

create table import (
  id uuid primary key,
  incident_id uuid not null references incident,
  source_id uuid references source,
  name text not null,
  format text not null,
  content_hash text not null,
  bytes bigint not null,
  bytes_read bigint not null default 0,
  state text not null check (state in ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  read int not null default 0,
  stored int not null default 0,
  known int not null default 0,
  rejected int not null default 0,
  revised int not null default 0,
  vanished int not null default 0,
  marked int not null default 0,
  mapping jsonb not null default '{}',
  problem text,
  is_cancel_asked boolean not null default false,
  alive_at timestamptz not null,
  started_at timestamptz not null,
  started_by jsonb not null,
  ended_at timestamptz,
  check (read = stored + known + rejected),
  check ((state = 'running') = (ended_at is null))
);
create index import_of_incident on import (incident_id, started_at);

create table import_rejection (
  import_id uuid not null references import,
  number int not null,
  place text not null,
  reason text not null,
  excerpt text not null,
  primary key (import_id, number)
);

-- One row is one revision of one item. item_id is the id of its first revision; a revision that nothing revises is the item as it reads now.
create table evidence (
  id uuid primary key,
  item_id uuid not null,
  stream_id uuid not null references stream,
  import_id uuid not null references import,
  key text not null,
  revision int not null,
  revises uuid references evidence,
  change text not null check (change in ('original', 'revised', 'deleted')),
  kind text not null check (kind in ('message', 'utterance', 'alert', 'change', 'ticket', 'status-update', 'page', 'log', 'metric', 'document', 'note')),
  occurred_at timestamptz not null,
  until_at timestamptz,
  known_at timestamptz,
  recorded_at timestamptz not null,
  precision text not null check (precision in ('exact', 'minute', 'about', 'unknown')),
  zone_offset smallint,
  identity_id uuid references identity,
  is_bot boolean not null,
  text text not null,
  replies_to_key text,
  details jsonb not null,
  marks text[] not null,
  payload text not null,
  payload_encoding text not null check (payload_encoding in ('utf8', 'base64')),
  content_hash text not null,
  search tsvector generated always as (to_tsvector('simple', regexp_replace(left(text, 20000), '[^[:alnum:]]+', ' ', 'g'))) stored,
  unique (stream_id, key, revision),
  check (until_at >= occurred_at),
  check ((revision = 1) = (revises is null)),
  check ((revision = 1) = (item_id = id)),
  check (revision > 1 or change <> 'revised')
);
create unique index evidence_is_revised_once on evidence (revises) where revises is not null;
create index evidence_revised on evidence (stream_id, revises) where revises is not null;
create index evidence_in_order on evidence (stream_id, occurred_at, item_id);
create index evidence_of_kind on evidence (stream_id, kind, occurred_at, item_id);
create index evidence_of_identity on evidence (identity_id, occurred_at) where identity_id is not null;
create index evidence_in_thread on evidence (stream_id, replies_to_key) where replies_to_key is not null;
create index evidence_item on evidence (item_id) where revision > 1;
create index evidence_search on evidence using gin (search);
create trigger evidence_is_immutable before update or delete on evidence for each row execute function refuse_change();
create trigger evidence_is_kept before truncate on evidence for each statement execute function refuse_change();
revoke update, delete, truncate on evidence from public;

create table reaction (
  evidence_id uuid not null references evidence,
  identity_id uuid not null references identity,
  name text not null,
  primary key (evidence_id, identity_id, name)
);
create index reaction_of_identity on reaction (identity_id);
create trigger reaction_is_immutable before update or delete on reaction for each row execute function refuse_change();

-- Which streams an incident sees, over which window; a null end is open.
create table scope (
  incident_id uuid not null references incident,
  stream_id uuid not null references stream,
  from_at timestamptz,
  until_at timestamptz,
  primary key (incident_id, stream_id),
  check (from_at < until_at)
);
create index scope_of_stream on scope (stream_id);
