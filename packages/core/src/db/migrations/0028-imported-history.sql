-- History that came in with a bundle: its names are what the maker of the file wrote.
alter table activity add column is_imported boolean not null default false;
alter table activity disable trigger activity_is_immutable;
update activity set is_imported = true
from activity imported
where imported.kind = 'incident.imported' and imported.incident_id = activity.incident_id and activity.id < imported.id;
alter table activity enable trigger activity_is_immutable;
