-- What a published review was used in: onboarding, training, a change …
create table version_use (
  id uuid primary key,
  published_version_id uuid not null references published_version on delete cascade,
  used_in text not null check (used_in <> ''),
  used_on text not null check (used_on ~ '^\d{4}-\d\d-\d\d$'),
  link text check (link <> ''),
  note text not null default '',
  added_at timestamptz not null,
  added_by jsonb not null,
  removed_at timestamptz
);
create index version_use_of_version on version_use (published_version_id);
