-- A citation names the item that cites by its kind and id, so that a new kind of item needs no new column.
alter table citation add column claim_kind text, add column claim_id uuid;
update citation set
  claim_kind = case when event_id is not null then 'event' when entry_id is not null then 'finding' else 'follow-up' end,
  claim_id = coalesce(event_id, entry_id, follow_up_id);
alter table citation
  alter column claim_kind set not null,
  alter column claim_id set not null,
  drop column event_id,
  drop column entry_id,
  drop column follow_up_id,
  add constraint citation_in_its_place unique (claim_id, position);
