-- Evidence that was removed for a legal reason: a redaction of everything in an item.
alter table redaction drop constraint redaction_kind_check;
alter table redaction add constraint redaction_kind_check
  check (kind in ('secret', 'personal-data', 'customer', 'legal', 'other', 'removed'));

-- One request, also while its items are being removed in the background.
create table removal (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  item_id uuid,
  person_id uuid,
  import_id uuid,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by jsonb not null,
  items int not null default 0,
  ended_at timestamptz,
  check (num_nonnulls(item_id, person_id, import_id) = 1)
);
create index removal_of_incident on removal (incident_id, at);

-- What never comes back: kept also when its incident is deleted, because an old bundle can contain it.
create table removed_record (
  evidence_id uuid primary key,
  content_hash text not null
);
create index removed_record_by_content on removed_record (content_hash);

-- Records of an import that were not stored, because they were removed before.
alter table import add column withheld int not null default 0;
do $$
declare
  old_name text;
begin
  select conname into strict old_name from pg_constraint
    where conrelid = 'import'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%(read = %';
  execute format('alter table import drop constraint %I', old_name);
end $$;
alter table import add constraint import_adds_up check (read = imported + duplicates + rejected + withheld);

-- A removal also takes the author and the reactions.
create function is_removed(item uuid) returns boolean language sql stable as $$
  select exists (select 1 from redaction where item_id = item and kind = 'removed')
$$;

create or replace function refuse_all_but_redaction() returns trigger language plpgsql as $$
declare
  may_differ text[] := tg_argv;
begin
  if tg_table_name = 'evidence' and is_removed((to_jsonb(new) ->> 'item_id')::uuid) then
    may_differ := may_differ || array['identity_id'];
  end if;
  if tg_op = 'UPDATE' and is_redacting() and (to_jsonb(new) - may_differ) = (to_jsonb(old) - may_differ) then
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
  item uuid;
begin
  if is_deleting() then
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
