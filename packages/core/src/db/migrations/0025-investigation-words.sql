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
create function pg_temp.with_new_words(value jsonb) returns jsonb language plpgsql as $$
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
create function pg_temp.has_old_words(value jsonb) returns boolean language sql as $$
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
