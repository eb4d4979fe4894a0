-- What the library searches: the words of events and entries, taken apart as those of evidence are (see 0008): by a collation that knows all letters
-- where that of the database does not.
do $$
declare
  letters text;
begin
  if exists (select 1 from pg_database where datname = current_database() and datlocprovider = 'c' and datctype in ('C', 'POSIX')) then
    select format('collate %I.%I', nspname, collname) into letters from pg_collation join pg_namespace on pg_namespace.oid = collnamespace
      where collname in ('pg_c_utf8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding())) order by collname limit 1;
  end if;
  execute format('create function search_words(text) returns tsvector language sql immutable parallel safe as $f$
    select to_tsvector(''simple'', lower(regexp_replace(left($1, 200000) %1$s, ''[^[:alnum:]]+'', '' '', ''g'') %1$s)) $f$', coalesce(letters, ''));
end $$;

-- What an entry says beside its statement, a line for each thing said; the names of its states are no words of it.
create function entry_text(jsonb) returns text language sql immutable parallel safe as $$
  select concat_ws(E'\n', nullif($1 ->> 'sense', ''), nullif($1 ->> 'belief', ''), nullif($1 ->> 'reality', ''), nullif($1 ->> 'known', ''), nullif($1 ->> 'unknown', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.options[*].*') part where jsonb_typeof(part) = 'string' and part #>> '{}' <> ''),
    nullif($1 ->> 'stopRule', ''), nullif($1 ->> 'whySpeed', ''), nullif($1 ->> 'debt', ''), nullif($1 ->> 'outcome', ''), nullif($1 ->> 'answer', ''),
    nullif($1 ->> 'who', ''), nullif($1 ->> 'howItFelt', ''), nullif($1 ->> 'calculation', ''), nullif($1 ->> 'repair', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.steps[*].note') part where part #>> '{}' <> ''), nullif($1 ->> 'lesson', ''))
$$;

alter table timeline_event add column search tsvector generated always as (setweight(search_words(title), 'A') || setweight(search_words(text), 'B')) stored;
alter table entry add column search tsvector generated always as (setweight(search_words(statement), 'A') || setweight(search_words(entry_text(content)), 'B')) stored;
alter table follow_up add column search tsvector
  generated always as (setweight(search_words(text), 'A') || setweight(search_words(end_state || ' ' || verification || ' ' || decline_reason), 'B')) stored;
create index timeline_event_search on timeline_event using gin (search);
create index entry_search on entry using gin (search);
create index follow_up_search on follow_up using gin (search);
