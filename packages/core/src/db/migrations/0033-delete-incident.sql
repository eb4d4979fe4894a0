alter table incident add column archived_at timestamptz;

-- That an incident was deleted: its address says so to those who could see it, everyone where seen_by is null.
create table deleted_incident (
  id uuid primary key,
  number int not null,
  deleted_at timestamptz not null,
  deleted_by jsonb not null,
  seen_by uuid[]
);
create index deleted_incident_by_number on deleted_incident (number, deleted_at);

-- True in the transaction that deletes an incident, which names its own row of the table above.
create function is_deleting() returns boolean language sql stable as $$
  select exists (select 1 from deleted_incident where id::text = current_setting('debrief.deleting', true))
$$;

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'redaction' and is_deleting() then
    return old;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

-- The history of a deleted incident keeps who did what kind of thing, and when.
create or replace function refuse_all_but_redaction() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_redacting() and (to_jsonb(new) - tg_argv) = (to_jsonb(old) - tg_argv) then
    return new;
  end if;
  if tg_op = 'UPDATE' and tg_table_name = 'activity' and is_deleting()
    and (to_jsonb(new) - tg_argv) = (to_jsonb(old) - tg_argv)
    and to_jsonb(new) @> '{"before": null, "after": null}' then
    return new;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace function refuse_removal_unless_undoing() returns trigger language plpgsql as $$
declare
  owner uuid;
begin
  if is_deleting() then
    return old;
  end if;
  if tg_table_name = 'reaction' then
    select evidence.import_id into owner from evidence where evidence.id = old.evidence_id;
  else
    owner := old.import_id;
  end if;
  if exists (select 1 from import one where one.id = owner and one.state = 'undoing') then
    return old;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

create function keep_published_version() returns trigger language plpgsql as $$
begin
  if is_deleting() then
    return old;
  end if;
  raise exception 'A published version is never deleted: unpublish it.' using errcode = 'restrict_violation';
end $$;
drop trigger published_version_stays on published_version;
create trigger published_version_stays before update on published_version
  for each row execute function published_version_is_immutable();
create trigger published_version_is_kept before delete on published_version
  for each row execute function keep_published_version();

-- What belongs to an incident goes with it. A citation of evidence stays one: what others cite is not deleted.
do $$
declare
  one record;
begin
  for one in
    select conrelid::regclass as place, conname, pg_get_constraintdef(oid) as rule from pg_constraint
    where contype = 'f' and confdeltype = 'a' and connamespace = current_schema()::regnamespace
      and (confrelid in ('incident'::regclass, 'report'::regclass, 'published_version'::regclass, 'import'::regclass, 'stream'::regclass, 'source'::regclass, 'identity'::regclass, 'evidence'::regclass)
        or confrelid = 'person'::regclass and conrelid in ('identity'::regclass, 'declined_match'::regclass))
      and not (conrelid = 'citation'::regclass and confrelid = 'evidence'::regclass)
      and not (conrelid = 'evidence'::regclass and confrelid in ('identity'::regclass, 'evidence'::regclass))
      and not (conrelid = 'import'::regclass and confrelid = 'source'::regclass)
  loop
    execute format('alter table %s drop constraint %I, add constraint %I %s on delete cascade', one.place, one.conname, one.conname, one.rule);
  end loop;
end $$;

-- With those who were merged into them, first. Whatever refers to a person keeps it: the foreign keys say so.
create function delete_unused_persons(ids uuid[]) returns void language plpgsql as $$
declare
  one uuid;
begin
  for one in
    with recursive merged as (
      select id, 0 as depth from person where id = any(ids)
      union all select person.id, depth + 1 from person join merged on person.merged_into = merged.id
    ) select id from merged group by id order by max(depth) desc
  loop
    begin
      delete from person where id = one and not exists (select 1 from identity where person_id = one);
    exception when foreign_key_violation then
      null;
    end;
  end loop;
end $$;
