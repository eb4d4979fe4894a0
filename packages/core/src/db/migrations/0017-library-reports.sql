-- The library searches what editions say: the text of their blocks, without the titles of sections, which are the same in every report.
create function edition_text(jsonb) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(part #>> '{}', ' '), '')
  from jsonb_path_query($1, 'lax $.document.content[*].content[1 to last].** ? (@.type() == "object" && @.type == "text").text') part
$$;

alter table edition add column search tsvector generated always as (setweight(search_words(title), 'A') || setweight(search_words(edition_text(content)), 'B')) stored;
create index edition_search on edition using gin (search);
create index edition_in_order on edition (published_at, id);

-- A generated column is not reckoned yet when the trigger looks, and cannot change while what it is made from does not.
create or replace function edition_is_immutable() returns trigger language plpgsql as $$
declare
  may_differ constant text[] := array['unpublished_at', 'unpublished_by', 'unpublish_reason', 'search'];
begin
  if tg_op = 'DELETE' then
    raise exception 'An edition is never deleted: unpublish it.' using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - may_differ) is distinct from (to_jsonb(old) - may_differ)
    or (old.unpublished_at is not null and (to_jsonb(new) - 'search') is distinct from (to_jsonb(old) - 'search')) then
    raise exception 'An edition does not change: publish another one.' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
