-- A whole import can be undone: what it stored goes, unless something needs it.
alter table import drop constraint import_state_check;
alter table import add constraint import_state_check
  check (state in ('running', 'done', 'cancelled', 'failed', 'interrupted', 'undoing', 'undone'));
-- How many of its rows an undo has removed so far.
alter table import add column removed int not null default 0;
-- False for imports from before duplicates were kept by name: what they share with others is not known.
alter table import add column has_named_duplicates boolean not null default false;
create index evidence_of_import on evidence (import_id, item_id);

-- The evidence of other imports that an import contained too.
create table import_duplicate (
  import_id uuid not null references import,
  evidence_id uuid not null references evidence,
  primary key (import_id, evidence_id)
);
create index import_duplicate_of_evidence on import_duplicate (evidence_id);

-- Rows that never change can go with the import that stored them, while it is being undone.
create function refuse_removal_unless_undoing() returns trigger language plpgsql as $$
declare
  owner uuid;
begin
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

drop trigger evidence_is_immutable on evidence;
create trigger evidence_is_immutable before update on evidence
  for each row execute function refuse_all_but_redaction('text', 'details', 'payload', 'payload_encoding', 'search');
create trigger evidence_is_not_removed before delete on evidence
  for each row execute function refuse_removal_unless_undoing();
drop trigger import_rejection_is_immutable on import_rejection;
create trigger import_rejection_is_immutable before update on import_rejection
  for each row execute function refuse_all_but_redaction('place', 'reason', 'excerpt');
create trigger import_rejection_is_not_removed before delete on import_rejection
  for each row execute function refuse_removal_unless_undoing();
drop trigger reaction_is_immutable on reaction;
create trigger reaction_is_immutable before update on reaction for each row execute function refuse_change();
create trigger reaction_is_not_removed before delete on reaction
  for each row execute function refuse_removal_unless_undoing();
