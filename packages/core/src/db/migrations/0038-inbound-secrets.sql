alter table inbound_endpoint
  -- The address before the current one, valid for a while.
  add column old_token_hash text unique,
  add column old_token_until timestamptz,
  -- The sender's own signing secret, and the one before it. Never returned.
  add column secret text,
  add column old_secret text,
  add column old_secret_until timestamptz,
  -- How many deliveries had no valid signature. The latest ones are listed.
  add column refused int not null default 0;
alter table inbound_delivery drop constraint inbound_delivery_state_check;
update inbound_delivery set state = 'refused' where key like 'refused:%';
alter table inbound_delivery add constraint inbound_delivery_state_check
  check (state in ('received', 'imported', 'unreadable', 'failed', 'refused'));
update inbound_endpoint set refused = (
  select count(*) from inbound_delivery where endpoint_id = inbound_endpoint.id and state = 'refused'
);
