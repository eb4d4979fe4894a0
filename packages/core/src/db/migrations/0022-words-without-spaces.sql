-- Chinese and Japanese put nothing between words, Korean hangs particles on them: a word in the middle of a sentence was part of a longer one that nobody
-- looks for. A run of their letters is now taken as its overlapping pairs and its last letter ("消息积压": 消息, 息积, 积压, 压), so that a word of it is its own
-- pairs beside each other, and a letter the beginning of a pair. What is looked for is taken apart by the same rule: `packages/core/src/words.ts`.
-- What pairs make longer is cut off once more: a tsvector holds a megabyte.
do $$
declare
  letters text;
  unspaced constant text := '\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff'
    '\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003134f';
begin
  -- As in 0008 and 0015: letters beyond ASCII by a collation that knows them, where that of the database does not.
  if exists (select 1 from pg_database where datname = current_database() and datlocprovider = 'c' and datctype in ('C', 'POSIX')) then
    select format('collate %I.%I', nspname, collname) into letters from pg_collation join pg_namespace on pg_namespace.oid = collnamespace
      where collname in ('pg_c_utf8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding())) order by collname limit 1;
  end if;
  execute format('create function in_pairs(text) returns text language sql immutable parallel safe as $f$
    select case when $1 ~ ''[%1$s]''
      then left(regexp_replace(regexp_replace($1, ''([%1$s]+)'', '' \1 '', ''g''), ''(?<=[%1$s])([%1$s])'', ''\1 \1'', ''g''), 200000)
      else $1 end $f$', unspaced);
  execute format('create or replace function search_words(text) returns tsvector language sql immutable parallel safe as $f$
    select to_tsvector(''simple'', lower(regexp_replace(in_pairs(left($1, 200000)) %1$s, ''[^[:alnum:]%2$s]+'', '' '', ''g'') %1$s)) $f$',
    coalesce(letters, ''), unspaced);
end $$;

-- What is there already is taken apart anew; evidence by the same function from now on.
alter table evidence drop column search;
alter table timeline_event drop column search;
alter table entry drop column search;
alter table follow_up drop column search;
alter table edition drop column search;
alter table evidence add column search tsvector generated always as (search_words(left(text, 20000))) stored;
alter table timeline_event add column search tsvector generated always as (setweight(search_words(title), 'A') || setweight(search_words(text), 'B')) stored;
alter table entry add column search tsvector generated always as (setweight(search_words(statement), 'A') || setweight(search_words(entry_text(content)), 'B')) stored;
alter table follow_up add column search tsvector
  generated always as (setweight(search_words(text), 'A') || setweight(search_words(end_state || ' ' || verification || ' ' || decline_reason), 'B')) stored;
alter table edition add column search tsvector generated always as (setweight(search_words(title), 'A') || setweight(search_words(edition_text(content)), 'B')) stored;
create index evidence_search on evidence using gin (search);
create index timeline_event_search on timeline_event using gin (search);
create index entry_search on entry using gin (search);
create index follow_up_search on follow_up using gin (search);
create index edition_search on edition using gin (search);
