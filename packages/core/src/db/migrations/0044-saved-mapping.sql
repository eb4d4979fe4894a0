-- How to read a table, under a name: it is offered again for files with the same columns.
create table saved_mapping (
  id uuid primary key,
  name text not null unique check (name <> ''),
  columns text[] not null,
  options jsonb not null,
  updated_at timestamptz not null,
  updated_by jsonb not null
);
