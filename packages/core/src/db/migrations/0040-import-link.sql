-- The hash chain of an import: each batch of rows that it stored, that a redaction masked or that were removed, with the hash of every row.
create table import_link (
  import_id uuid not null references import on delete cascade,
  number int not null,
  -- `found`: rows from before chains existed, or whose chain started later.
  kind text not null check (kind in ('stored', 'found', 'masked', 'removed')),
  at timestamptz not null,
  ids uuid[] not null,
  -- Of the rows as they were stored, masked or removed.
  digests bytea[] not null,
  -- Of this link and the one before.
  hash bytea not null,
  primary key (import_id, number),
  check (cardinality(ids) = cardinality(digests))
);
create trigger import_link_is_immutable before update or delete on import_link for each row execute function refuse_change();
create trigger import_link_is_kept before truncate on import_link for each statement execute function refuse_change();
revoke update, delete, truncate on import_link from public;

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name in ('redaction', 'import_link') and is_deleting() then
    return old;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Evidence from before: its hashes are recorded now, in links of 1,000 rows.
do $$
declare
  part record;
  prior import_link;
begin
  for part in
    select numbered.import_id, (numbered.place - 1) / 1000 + 1 as number, array_agg(numbered.id order by numbered.id) as ids,
      array_agg(numbered.digest order by numbered.id) as digests
    from (select e.id, e.import_id, row_number() over (partition by e.import_id order by e.id) as place,
      substring(sha512(record_send(row(
        e.id, e.item_id, e.stream_id, e.import_id, e.key, e.revision, e.revises, e.change, e.kind, e.occurred_at, e.until_at, e.known_at, e.recorded_at, e.precision,
        e.zone_offset, e.identity_id, e.is_bot, e.text, e.replies_to_key, e.details, e.marks, e.payload, e.payload_encoding, e.content_hash, e.place))) for 32) as digest
      from evidence e) numbered
    group by 1, 2 order by 1, 2
  loop
    select * into prior from import_link l where l.import_id = part.import_id and l.number = part.number - 1;
    insert into import_link (import_id, number, kind, at, ids, digests, hash)
    select l.*, sha256(coalesce(prior.hash, ''::bytea) || record_send(row(l.import_id, l.number, l.kind, l.at, l.ids, l.digests)))
    from (select part.import_id, part.number::int as number, 'found' as kind, now() as at, part.ids, part.digests) l;
  end loop;
end $$;
insert into activity (kind, at, actor, incident_id, subject_id, after)
select 'import.sealed', now(), '{"type": "system", "id": null, "name": "Debrief"}', import.incident_id, import.id::text,
  jsonb_build_object('seals', jsonb_build_object(import.id, last.number || ':' || encode(last.hash, 'hex')))
from import cross join lateral (select * from import_link where import_id = import.id order by number desc limit 1) last;
