alter table inbound_delivery
  -- A sample that someone sent from Debrief.
  add column is_test boolean not null default false;
create index inbound_delivery_latest on inbound_delivery (endpoint_id, received_at);
-- What was not understood, with its body.
create index inbound_delivery_kept on inbound_delivery (endpoint_id, id)
  where body is not null and state <> 'received';
create index inbound_delivery_problem on inbound_delivery (endpoint_id, received_at)
  where problem is not null;
create index inbound_delivery_waiting on inbound_delivery (endpoint_id, id)
  where state = 'received';
