-- The words of the investigation, as people read them. What never changes takes new names here and keeps what it says.
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
    select jsonb_object_agg(key, case
      when key = 'target' and field = '"entry"' then '"finding"'
      else pg_temp.with_new_words(field)
    end)
    from jsonb_each(value) as fields (key, field)
  ), '{}');
end
$$;

alter table activity disable trigger activity_is_immutable;
update activity set kind = 'investigation.undone' where kind = 'inquiry.undone';
alter table activity enable trigger activity_is_immutable;

alter table edition disable trigger edition_stays;
update edition set content = pg_temp.with_new_words(content) where content::text like '%"target": "entry"%';
alter table edition enable trigger edition_stays;

update story_claim set citations = pg_temp.with_new_words(citations) where citations::text like '%"target": "entry"%';
update story_revision set before = pg_temp.with_new_words(before), after = pg_temp.with_new_words(after)
  where before::text like '%"target": "entry"%' or after::text like '%"target": "entry"%';
