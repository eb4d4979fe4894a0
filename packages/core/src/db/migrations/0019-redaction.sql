-- That words of an item were taken out of the record: by whom, when and why, never which. Itself it never changes.
create table redaction (
  id uuid primary key,
  item_id uuid not null references evidence,
  kind text not null check (kind in ('secret', 'personal-data', 'customer', 'legal', 'other')),
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by jsonb not null
);
create index redaction_of_item on redaction (item_id, id);
create trigger redaction_is_immutable before update or delete on redaction for each row execute function refuse_change();
create trigger redaction_is_kept before truncate on redaction for each statement execute function refuse_change();
revoke update, delete, truncate on redaction from public;

-- True in the transaction that redacts, which names its own row of the table above.
create function is_redacting() returns boolean language sql stable as $$
  select exists (select 1 from redaction where id::text = current_setting('debrief.redaction', true))
$$;

-- What never changes gives way to a redaction alone, and only in the columns that hold words: the arguments of the trigger.
create function refuse_all_but_redaction() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_redacting() and (to_jsonb(new) - tg_argv) = (to_jsonb(old) - tg_argv) then
    return new;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

drop trigger evidence_is_immutable on evidence;
create trigger evidence_is_immutable before update or delete on evidence
  for each row execute function refuse_all_but_redaction('text', 'details', 'payload', 'payload_encoding', 'search');
drop trigger import_rejection_is_immutable on import_rejection;
create trigger import_rejection_is_immutable before update or delete on import_rejection
  for each row execute function refuse_all_but_redaction('place', 'reason', 'excerpt');
drop trigger activity_is_immutable on activity;
create trigger activity_is_immutable before update or delete on activity
  for each row execute function refuse_all_but_redaction('before', 'after');

-- An edition holds titles that were taken over from evidence.
create or replace function edition_is_immutable() returns trigger language plpgsql as $$
declare
  may_differ constant text[] := array['unpublished_at', 'unpublished_by', 'unpublish_reason', 'search'];
begin
  if tg_op = 'DELETE' then
    raise exception 'An edition is never deleted: unpublish it.' using errcode = 'restrict_violation';
  end if;
  if is_redacting() and (to_jsonb(new) - array['content', 'search']) = (to_jsonb(old) - array['content', 'search']) then
    return new;
  end if;
  if (to_jsonb(new) - may_differ) is distinct from (to_jsonb(old) - may_differ)
    or (old.unpublished_at is not null and (to_jsonb(new) - 'search') is distinct from (to_jsonb(old) - 'search')) then
    raise exception 'An edition does not change: publish another one.' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
