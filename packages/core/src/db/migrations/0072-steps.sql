-- What people read, learned and answered is published in steps of five people or more (decision 8):
-- `shown` is what was published last.
alter table published_version_read
  add column role text check (role <> ''),
  add column shown jsonb;
alter table published_version_learned
  alter column line drop not null,
  add column shown text;
alter table meeting_part
  add column read_shown boolean not null default false,
  add column learned_shown jsonb not null default '[]' check (jsonb_typeof(learned_shown) = 'array'),
  add column survey_shown jsonb check (jsonb_typeof(survey_shown) = 'object');

update published_version_read one
set shown = jsonb_build_object('isOutside', is_outside, 'depth', depth, 'days', days, 'role', role)
where 5 <= (
  select count(*) from published_version_read other
  where other.published_version_id = one.published_version_id);
update published_version_learned one
set shown = line
where 5 <= (
  select count(*) from published_version_learned other
  where other.published_version_id = one.published_version_id);
update meeting_part one
set read_shown = has_read
where has_read and 5 <= (
  select count(*) from meeting_part other where other.meeting_id = one.meeting_id and has_read);
update meeting_part one
set learned_shown = learned
where learned <> '[]' and 5 <= (
  select count(*) from meeting_part other
  where other.meeting_id = one.meeting_id and learned <> '[]');
update meeting_part one
set survey_shown = survey
where survey is not null and 5 <= (
  select count(*) from meeting_part other
  where other.meeting_id = one.meeting_id and survey is not null);
