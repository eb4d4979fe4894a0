-- The codebook, which all incidents share. A merged tag keeps its items and points to the tag that
-- replaces it, so that the merge can be undone. `key` is the folded name.
create table tag (
  id uuid primary key,
  name text not null,
  key text not null unique,
  definition text not null,
  use_when text not null,
  avoid_when text not null,
  merged_into uuid references tag check (merged_into <> id),
  retired_at timestamptz,
  created_at timestamptz not null,
  created_by jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  version integer not null default 1
);

-- Tags on items. Evidence is named by its item, whatever its revision.
create table item_tag (
  incident_id uuid not null references incident on delete cascade,
  tag_id uuid not null references tag,
  target_kind text not null check (target_kind in ('evidence', 'event', 'finding')),
  target_id uuid not null,
  added_at timestamptz not null,
  added_by jsonb not null,
  primary key (incident_id, target_kind, target_id, tag_id)
);
create index item_tag_by_tag on item_tag (tag_id, incident_id);
create index item_tag_by_target on item_tag (target_id);
