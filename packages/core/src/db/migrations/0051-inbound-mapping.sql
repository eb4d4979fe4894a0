-- How the JSON records of an endpoint are read, if they have another form than the usual one.
alter table inbound_endpoint add column mapping_id uuid references saved_mapping on delete set null;
