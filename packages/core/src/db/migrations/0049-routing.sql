-- Without an incident, an endpoint belongs to the organization: it keeps its deliveries, and rules
-- add their records to incidents.
alter table inbound_endpoint
  alter column incident_id drop not null,
  add column keep_days int not null default 30 check (keep_days between 1 and 365);
create index inbound_endpoint_of_organization on inbound_endpoint (id) where incident_id is null;

alter table inbound_delivery drop constraint inbound_delivery_state_check;
alter table inbound_delivery add constraint inbound_delivery_state_check
  check (state in ('received', 'imported', 'read', 'unreadable', 'failed', 'refused'));
drop index inbound_delivery_kept;
create index inbound_delivery_kept on inbound_delivery (endpoint_id, id)
  where body is not null and state <> 'received' and (state <> 'read' or problem is not null);
-- What the organization's endpoints keep, to be cleared when it is old.
create index inbound_delivery_body on inbound_delivery (endpoint_id, received_at)
  where body is not null and state <> 'received';

create table routing_rule (
  id uuid primary key,
  endpoint_id uuid not null references inbound_endpoint on delete cascade,
  position int not null,
  stream text not null check (stream <> ''),
  conditions jsonb not null,
  -- Incidents with this service get the records, '*' for the record's own; null for none.
  service text,
  is_enabled boolean not null default true,
  version int not null default 1
);
create index routing_rule_order on routing_rule (endpoint_id, position);

-- The records in the deliveries that the organization's endpoints keep: the states of an item have
-- the time of its first one, so that an incident gets all of them, in their order, or none.
create table inbound_record (
  delivery_id uuid not null references inbound_delivery on delete cascade,
  number int not null,
  endpoint_id uuid not null references inbound_endpoint on delete cascade,
  -- A hash of the stream and the key.
  item text not null,
  at timestamptz not null,
  primary key (delivery_id, number)
);
create index inbound_record_item on inbound_record (endpoint_id, item, delivery_id);
create index inbound_record_time on inbound_record (endpoint_id, at);

-- What was added to an incident, and with which rule. An import that was undone is not repeated.
create table inbound_routed (
  delivery_id uuid not null references inbound_delivery on delete cascade,
  number int not null,
  -- Of the incident at that time: if it is deleted, the import can move to another one.
  incident_id uuid not null,
  import_id uuid not null references import on delete cascade,
  rule_id uuid not null,
  stream_key text not null,
  stream_name text not null,
  primary key (delivery_id, number, incident_id)
);
create index inbound_routed_incident on inbound_routed (incident_id);
create index inbound_routed_import on inbound_routed (import_id);

-- The time in which records belong to an incident with these services, in lower case.
create table routing_window (
  incident_id uuid primary key references incident on delete cascade,
  services text[] not null,
  from_at timestamptz not null,
  until_at timestamptz,
  is_ongoing boolean not null,
  -- When it was no longer ongoing, if that was seen.
  closed_at timestamptz
);

-- The streams that a rule included in an incident, with the time range that it gave them. People can
-- exclude them, or give them another one.
create table incident_stream_rule (
  incident_id uuid not null references incident on delete cascade,
  stream_id uuid not null references stream on delete cascade,
  rule text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (incident_id, stream_id)
);
create index incident_stream_rule_stream on incident_stream_rule (stream_id);
