-- Words are found without their accents and other marks: "größe" by "grosse", "Ёлка" by "елка", Arabic without its vowel signs.
-- Thai, Lao, Burmese and Khmer are split into pairs of letters, as Chinese is (0022). The same rules are in packages/rules/src/search/words.ts.
do $$
declare
  collation_of_letters text;
  unspaced constant text :=
    '\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff'
    '\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e40-\u0e45\u0e81-'
    '\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\U00020000-\U0003134f';
  marks constant text :=
    '\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-'
    '\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-'
    '\u0983\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd'
    '\u0b01-\u0b03\u0b3c\u0b3e-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c81-\u0c83\u0cbc\u0cbe-'
    '\u0cd6\u0d00-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u0e2f\u0e31\u0e34-\u0e3a\u0e46-\u0e4e\u0eb1'
    '\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200c\u200d\ufe00-\ufe0f';
begin
  -- As in 0022: letters beyond ASCII by a collation that knows them, where that of the database does not.
  if exists (select 1 from pg_database where datname = current_database() and datlocprovider = 'c' and datctype in ('C', 'POSIX')) then
    select format('collate %I.%I', nspname, collname) into collation_of_letters from pg_collation join pg_namespace on pg_namespace.oid = collnamespace
      where collname in ('pg_c_utf8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding())) order by collname limit 1;
  end if;
  -- Unicode can only be taken apart in a database that stores it.
  if getdatabaseencoding() = 'UTF8' then
    execute format('create function fold_letters(text) returns text language sql immutable parallel safe as $f$
      select case when $1 ~ ''[^\x01-\x7f]''
        then replace(replace(replace(translate(lower(normalize(regexp_replace(normalize($1, nfd), ''[%1$s]'', '''', ''g''), nfc) %2$s), ''øłđıς'', ''oldiσ''), ''ß'', ''ss''), ''æ'', ''ae''), ''œ'', ''oe'')
        else $1 end $f$', marks, coalesce(collation_of_letters, ''));
  else
    execute 'create function fold_letters(text) returns text language sql immutable parallel safe as $f$ select $1 $f$';
  end if;
  execute format('create or replace function in_pairs(text) returns text language sql immutable parallel safe as $f$
    select case when $1 ~ ''[%1$s]''
      then left(regexp_replace(regexp_replace($1, ''([%1$s]+)'', '' \1 '', ''g''), ''(?<=[%1$s])([%1$s])'', ''\1 \1'', ''g''), 200000)
      else $1 end $f$', unspaced);
  execute format('create or replace function search_words(text) returns tsvector language sql immutable parallel safe as $f$
    select to_tsvector(''simple'', lower(regexp_replace(in_pairs(fold_letters(left($1, 200000))) %1$s, ''[^[:alnum:]%2$s]+'', '' '', ''g'') %1$s)) $f$',
    coalesce(collation_of_letters, ''), unspaced);
end $$;

-- Stored rows with such letters are split again: changing a text to itself makes its words anew.
alter table evidence disable trigger user;
alter table published_version disable trigger user;
update evidence set text = text where text ~ '[^\x01-\x7f]';
update timeline_event set title = title, text = text where title || text ~ '[^\x01-\x7f]';
update finding set statement = statement, content = content where statement || finding_text(content) ~ '[^\x01-\x7f]';
update follow_up set text = text, done_when = done_when where text || done_when || verification || wont_do_reason ~ '[^\x01-\x7f]';
update published_version set title = title, content = content where title || published_version_text(content) ~ '[^\x01-\x7f]';
update comment set text = text where text ~ '[^\x01-\x7f]';
alter table evidence enable trigger user;
alter table published_version enable trigger user;

-- The newest items of all streams: common words are found by walking back in time.
create index evidence_by_time on evidence (occurred_at, id);
