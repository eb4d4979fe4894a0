-- When the responders knew something, as confirmed by a person.
alter table timeline_event add column known_at timestamptz;
alter table finding add column known_at timestamptz;
