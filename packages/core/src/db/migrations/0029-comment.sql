-- Threads about an item, an item of evidence or a section of the draft report. A reply has the target of its thread.
create table comment (
  id uuid primary key,
  incident_id uuid not null references incident,
  target_kind text not null check (target_kind in ('event', 'finding', 'follow-up', 'evidence', 'section')),
  target_id uuid not null,
  thread_id uuid,
  text text not null check (text <> ''),
  quote text not null default '',
  mentions jsonb not null default '[]' check (jsonb_typeof(mentions) = 'array'),
  resolved_at timestamptz,
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  removed_at timestamptz,
  version int not null default 1,
  search tsvector generated always as (setweight(search_words(text), 'A')) stored
);
create index comment_of_incident on comment (incident_id);
create index comment_of_thread on comment (thread_id);
create index comment_search on comment using gin (search);
create index comment_mentions on comment using gin (mentions jsonb_path_ops);
