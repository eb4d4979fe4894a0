-- Null if a person added the record: no rule did.
alter table inbound_routed alter column rule_id drop not null;
