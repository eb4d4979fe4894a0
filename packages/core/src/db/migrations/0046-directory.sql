-- The people of the organization, from HR exports. They are no evidence: nothing cites them, and bundles don't contain them.
create table directory_entry (
  id uuid primary key,
  -- The email address in lowercase, else the plain name.
  key text not null unique,
  name text not null check (name <> ''),
  email text,
  -- Names to compare with those of other tools.
  plain_names text[] not null,
  started_on text check (started_on ~ '^\d{4}-\d\d-\d\d$'),
  left_on text check (left_on ~ '^\d{4}-\d\d-\d\d$'),
  -- The day of the newest file with them.
  seen_on text not null check (seen_on ~ '^\d{4}-\d\d-\d\d$'),
  imported_at timestamptz not null
);
create index directory_entry_by_email on directory_entry (email);
create index directory_entry_by_name on directory_entry using gin (plain_names);

-- Their work from a day on, until the next one.
create table directory_state (
  entry_id uuid not null references directory_entry on delete cascade,
  from_on text not null check (from_on ~ '^\d{4}-\d\d-\d\d$'),
  -- Whether the file named that day; else it is the day of the first file with this state.
  is_exact boolean not null,
  seen_on text not null check (seen_on ~ '^\d{4}-\d\d-\d\d$'),
  title text,
  team text,
  manager text,
  location text,
  zone text,
  primary key (entry_id, from_on)
);

-- Whether a person in the evidence is someone in the directory, as a person answered.
create table directory_match (
  person_id uuid not null references person on delete cascade,
  entry_id uuid not null references directory_entry on delete cascade,
  is_same boolean not null,
  primary key (person_id, entry_id)
);
create index directory_match_by_entry on directory_match (entry_id);
