-- How long evidence of a source is kept after its import. Without a row: forever.
create table source_retention (
  source_id uuid primary key references source on delete cascade,
  days int not null check (days between 1 and 36500),
  set_at timestamptz not null,
  set_by jsonb not null
);

-- What a run removed from a source.
create table retention_run (
  id uuid primary key,
  source_id uuid not null references source on delete cascade,
  at timestamptz not null,
  items int not null default 0
);
create index retention_run_of_source on retention_run (source_id, at);

-- True in a transaction of such a run, which names its own row of the table above.
create function is_expiring() returns boolean language sql stable as $$
  select exists (select 1 from retention_run where id::text = current_setting('debrief.retention', true))
$$;

create or replace function refuse_removal_unless_undoing() returns trigger language plpgsql as $$
declare
  owner uuid;
  item uuid;
begin
  if is_deleting() or is_expiring() then
    return old;
  end if;
  if tg_table_name = 'reaction' then
    select evidence.import_id, evidence.item_id into owner, item from evidence where evidence.id = old.evidence_id;
    if is_redacting() and is_removed(item) then
      return old;
    end if;
  else
    owner := old.import_id;
  end if;
  if exists (select 1 from import one where one.id = owner and one.state = 'undoing') then
    return old;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
