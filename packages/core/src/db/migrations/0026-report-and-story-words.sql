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
