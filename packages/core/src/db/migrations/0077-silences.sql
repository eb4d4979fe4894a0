-- Silences that the routing of a safeguard is evaluated with, as JSON.
alter table safeguard add column silences text not null default '';
