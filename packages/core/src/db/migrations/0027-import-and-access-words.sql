-- Plain words for imports, sources and access.
alter table activity disable trigger activity_is_immutable;

-- The import summary: read = imported + duplicates + rejected.
alter table import rename column stored to imported;
alter table import rename column known to duplicates;
update activity set
  before = case when before ? 'known' then (before - 'known' - 'stored')
    || jsonb_build_object('imported', before -> 'stored', 'duplicates', before -> 'known') else before end,
  after = case when after ? 'known' then (after - 'known' - 'stored')
    || jsonb_build_object('imported', after -> 'stored', 'duplicates', after -> 'known') else after end
  where kind in ('import.started', 'import.cancel-asked', 'import.ended');
update activity set kind = 'report.imported' where kind = 'report.brought-in';

-- The sources of an incident: which streams it includes, and in which time range.
alter table scope rename to incident_stream;
alter index scope_pkey rename to incident_stream_pkey;
alter index scope_of_stream rename to incident_stream_of_stream;
update activity set
  kind = case kind when 'scope.changed' then 'stream.time-range-changed' else 'stream.excluded' end,
  before = case when before ? 'inWindow' then (before - 'inWindow') || jsonb_build_object('inTimeRange', before -> 'inWindow') else before end,
  after = case when after ? 'inWindow' then (after - 'inWindow') || jsonb_build_object('inTimeRange', after -> 'inWindow') else after end
  where kind in ('scope.changed', 'scope.dropped');

-- Roles of accounts and the visibility of incidents.
alter table account drop constraint account_role_check;
update account set role = case role when 'owner' then 'admin' when 'reader' then 'viewer' else role end;
alter table account add constraint account_role_check check (role in ('admin', 'editor', 'viewer'));
drop index incident_not_open;
alter table incident drop constraint incident_visibility_check;
update incident set visibility = case visibility when 'open' then 'everyone' else 'private' end;
alter table incident add constraint incident_visibility_check check (visibility in ('everyone', 'private'));
create index incident_private on incident (id) where visibility <> 'everyone';
create function new_access_words(said jsonb) returns jsonb language sql immutable as $$
  select said
    || case said ->> 'visibility' when 'open' then '{"visibility": "everyone"}' when 'restricted' then '{"visibility": "private"}' else '{}' end::jsonb
    || case said ->> 'role' when 'owner' then '{"role": "admin"}' when 'reader' then '{"role": "viewer"}' else '{}' end::jsonb
$$;
update activity set
  kind = case kind when 'incident.restricted' then 'incident.made-private' when 'incident.opened' then 'incident.made-visible' else kind end,
  before = new_access_words(before), after = new_access_words(after)
  where kind like 'incident.%' or kind like 'account.%';
drop function new_access_words;

alter table activity enable trigger activity_is_immutable;
