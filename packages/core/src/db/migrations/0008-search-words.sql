-- A database whose character type is C takes no letter beyond ASCII for one, so that "Größe" would be found by no word. There the words of evidence
-- are taken apart and put into lower case by a collation that knows all letters: the built-in one (PostgreSQL 17) or that of ICU, where there is one.
do $$
declare
  letters text;
begin
  if not exists (select 1 from pg_database where datname = current_database() and datlocprovider = 'c' and datctype in ('C', 'POSIX')) then
    return;
  end if;
  select format('%I.%I', nspname, collname) into letters from pg_collation join pg_namespace on pg_namespace.oid = collnamespace
    where collname in ('pg_c_utf8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding())) order by collname limit 1;
  if letters is null then
    return;
  end if;
  drop index evidence_search;
  alter table evidence drop column search;
  execute format('alter table evidence add column search tsvector generated always as (to_tsvector(''simple'',
    lower(regexp_replace(left(text, 20000) collate %1$s, ''[^[:alnum:]]+'', '' '', ''g'') collate %1$s))) stored', letters);
  create index evidence_search on evidence using gin (search);
end $$;
