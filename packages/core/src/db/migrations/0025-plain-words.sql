-- The words of the investigation and the timeline, as people read them. What never changes takes new names here and keeps what
-- it says.
alter table entry rename to finding;
alter index entry_of_incident rename to finding_of_incident;
alter index entry_in_order rename to finding_in_order;
alter index entry_by_writer rename to finding_by_writer;
alter index entry_search rename to finding_search;
alter function entry_text(jsonb) rename to finding_text;
do $$
declare
  name text;
begin
  for name in select conname from pg_constraint where conrelid = 'finding'::regclass and conname like 'entry%' loop
    execute format('alter table finding rename constraint %I to %I', name, 'finding' || substr(name, 6));
  end loop;
end
$$;
alter table timeline_event rename column marker to type;

alter table follow_up rename column end_state to done_when;
alter table follow_up rename column decline_reason to wont_do_reason;
do $$
declare
  name text;
begin
  for name in select conname from pg_constraint where conrelid = 'follow_up'::regclass and pg_get_constraintdef(oid) like '%declined%' loop
    execute format('alter table follow_up drop constraint %I', name);
  end loop;
end
$$;
update follow_up set state = 'wont-do' where state = 'declined';
alter table follow_up
  add check (state in ('open', 'in-progress', 'done', 'verified', 'wont-do')),
  add check ((wont_do_reason <> '') = (state = 'wont-do'));

alter table incident drop constraint incident_status_check;
update incident set status = 'in-review' where status = 'learning';
alter table incident
  add check (status in ('triage', 'active', 'paused', 'in-review', 'closed', 'declined', 'merged'));

-- What a finding says besides its statement, a line for each part.
create or replace function finding_text(jsonb) returns text language sql immutable parallel safe as $$
  select concat_ws(E'\n', nullif($1 ->> 'sense', ''), nullif($1 ->> 'belief', ''), nullif($1 ->> 'reality', ''), nullif($1 ->> 'known', ''), nullif($1 ->> 'unknown', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.options[*].*') part where jsonb_typeof(part) = 'string' and part #>> '{}' <> ''),
    nullif($1 ->> 'abortCriteria', ''), nullif($1 ->> 'whySpeed', ''), nullif($1 ->> 'tradeOffs', ''), nullif($1 ->> 'outcome', ''), nullif($1 ->> 'answer', ''),
    nullif($1 ->> 'who', ''), nullif($1 ->> 'howItFelt', ''), nullif($1 ->> 'calculation', ''), nullif($1 ->> 'repair', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.steps[*].note') part where part #>> '{}' <> ''), nullif($1 ->> 'lesson', ''))
$$;

-- JSON with the words of today: names of fields and their values.
create or replace function pg_temp.with_new_words(value jsonb) returns jsonb language plpgsql as $$
begin
  if jsonb_typeof(value) = 'array' then
    return coalesce(
      (select jsonb_agg(pg_temp.with_new_words(item) order by at) from jsonb_array_elements(value) with ordinality as items (item, at)),
      '[]'
    );
  end if;
  if jsonb_typeof(value) <> 'object' then
    return value;
  end if;
  return coalesce((
    select jsonb_object_agg(
      case key
        when 'marker' then 'type'
        when 'stopRule' then 'abortCriteria'
        when 'debt' then 'tradeOffs'
        when 'endState' then 'doneWhen'
        when 'declineReason' then 'wontDoReason'
        else key
      end,
      case
        when key = 'target' and field = '"entry"' then '"finding"'
        when key = 'state' and field = '"declined"' then '"wont-do"'
        when key = 'status' and field = '"learning"' then '"in-review"'
        else pg_temp.with_new_words(field)
      end
    )
    from jsonb_each(value) as fields (key, field)
  ), '{}');
end
$$;
create or replace function pg_temp.has_old_words(value jsonb) returns boolean language sql as $$
  select value::text ~ '"(marker|stopRule|debt|endState)": |"target": "entry"|"status": "learning"'
$$;

update finding set content = pg_temp.with_new_words(content) where type = 'decision';

alter table activity disable trigger activity_is_immutable;
update activity set kind = case kind
  when 'inquiry.undone' then 'investigation.undone'
  when 'event.promoted' then 'event.added'
  when 'follow-up.declined' then 'follow-up.wont-do'
  else 'factor.five-whys-added'
end where kind in ('inquiry.undone', 'event.promoted', 'follow-up.declined', 'factor.why-chain-built');
update activity set before = pg_temp.with_new_words(before), after = pg_temp.with_new_words(after)
  where pg_temp.has_old_words(before) or pg_temp.has_old_words(after);
alter table activity enable trigger activity_is_immutable;

alter table edition disable trigger edition_stays;
update edition set content = pg_temp.with_new_words(content) where pg_temp.has_old_words(content);
alter table edition enable trigger edition_stays;

update story_claim set citations = pg_temp.with_new_words(citations) where pg_temp.has_old_words(citations);
update story_revision set before = pg_temp.with_new_words(before), after = pg_temp.with_new_words(after)
  where pg_temp.has_old_words(before) or pg_temp.has_old_words(after);

-- A published version is called what people call it. What it says does not change.
alter table edition rename to published_version;
alter table edition_read rename to published_version_read;
alter table edition_learned rename to published_version_learned;
alter table published_version_read rename column edition_id to published_version_id;
alter table published_version_learned rename column edition_id to published_version_id;
alter table reader_question rename column edition_id to published_version_id;
alter index edition_by_writer rename to published_version_by_writer;
alter index edition_in_order rename to published_version_in_order;
alter index edition_search rename to published_version_search;
alter index reader_question_of_edition rename to reader_question_of_published_version;
alter function edition_text(jsonb) rename to published_version_text;
alter function edition_is_immutable() rename to published_version_is_immutable;
alter trigger edition_stays on published_version rename to published_version_stays;
create or replace function published_version_is_immutable() returns trigger language plpgsql as $$
declare
  may_differ constant text[] := array['unpublished_at', 'unpublished_by', 'unpublish_reason', 'search'];
begin
  if tg_op = 'DELETE' then
    raise exception 'A published version is never deleted: unpublish it.' using errcode = 'restrict_violation';
  end if;
  if is_redacting() and (to_jsonb(new) - array['content', 'search']) = (to_jsonb(old) - array['content', 'search']) then
    return new;
  end if;
  if (to_jsonb(new) - may_differ) is distinct from (to_jsonb(old) - may_differ)
    or (old.unpublished_at is not null and (to_jsonb(new) - 'search') is distinct from (to_jsonb(old) - 'search')) then
    raise exception 'A published version does not change: publish another one.' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
alter table activity disable trigger activity_is_immutable;
update activity set kind = 'version' || substr(kind, 8) where kind in ('edition.published', 'edition.unpublished');
alter table activity enable trigger activity_is_immutable;

alter table proposal rename to suggestion;
alter table story_pack rename to story_framework;
alter table story_claim rename column probe to follow_up_question;
update story_revision set
  before = replace(before::text, '"probe":', '"followUpQuestion":')::jsonb,
  after = replace(after::text, '"probe":', '"followUpQuestion":')::jsonb
  where before::text like '%"probe":%' or after::text like '%"probe":%';
alter table activity disable trigger activity_is_immutable;
update activity set kind = 'suggestion' || substr(kind, 9) where kind in ('proposal.accepted', 'proposal.dismissed', 'proposal.reopened');
update activity set after = (after - 'proposals') || jsonb_build_object('suggestions', after -> 'proposals') where after ? 'proposals';
alter table activity enable trigger activity_is_immutable;

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
