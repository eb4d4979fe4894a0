-- A published version of a report. What it holds never changes; it can only be unpublished, once.
create table edition (
  id uuid primary key,
  incident_id uuid not null references incident,
  number int not null check (number > 0),
  title text not null check (title <> ''),
  summary text not null default '',
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  words int not null check (words >= 0),
  article_words int not null check (article_words >= 0),
  visibility text not null check (visibility in ('internal', 'restricted')),
  -- Accounts, of a restricted edition: as immutable as the rest of it.
  readers uuid[] not null default '{}',
  published_at timestamptz not null,
  published_by jsonb not null,
  unpublished_at timestamptz,
  unpublished_by jsonb,
  unpublish_reason text,
  unique (incident_id, number),
  check (num_nonnulls(unpublished_at, unpublished_by, unpublish_reason) in (0, 3)),
  check (unpublish_reason <> '')
);

create function edition_is_immutable() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'An edition is never deleted: unpublish it.' using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - array['unpublished_at', 'unpublished_by', 'unpublish_reason']) is distinct from (to_jsonb(old) - array['unpublished_at', 'unpublished_by', 'unpublish_reason'])
    or (old.unpublished_at is not null and to_jsonb(new) is distinct from to_jsonb(old)) then
    raise exception 'An edition does not change: publish another one.' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger edition_stays before update or delete on edition for each row execute function edition_is_immutable();

create table reader_question (
  id uuid primary key,
  edition_id uuid not null references edition,
  section_id uuid not null,
  quote text not null default '',
  text text not null check (text <> ''),
  asked_at timestamptz not null,
  asked_by jsonb not null,
  answer text check (answer <> ''),
  answered_at timestamptz,
  answered_by jsonb,
  withdrawn_at timestamptz,
  version int not null default 1,
  check (num_nonnulls(answer, answered_at, answered_by) in (0, 3))
);
create index reader_question_of_edition on reader_question (edition_id, asked_at, id);

-- Who read and who learned something is kept as a keyed hash of account and edition: it can be counted and taken back, and names nobody.
create table edition_read (
  edition_id uuid not null references edition,
  reader text not null,
  is_outside boolean not null,
  primary key (edition_id, reader)
);
create table edition_learned (
  edition_id uuid not null references edition,
  reader text not null,
  line text not null default '',
  primary key (edition_id, reader)
);
