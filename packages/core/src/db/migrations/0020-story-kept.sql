-- Rules whose question the teller has answered with "it is meant so": of one sentence, or of the story as a whole.
alter table story add column meant text[] not null default '{}';
alter table story_claim add column meant text[] not null default '{}';

-- What is written can be put in other words; two who do so at once are told of each other.
alter table story_comment
  add column edited_at timestamptz,
  add column version int not null default 1;
alter table story_rating add column version int not null default 1;

-- In which incidents somebody took part is looked for by who they are, across all incidents at once.
create index incident_by_writer on incident ((created_by ->> 'id'));
create index timeline_event_by_writer on timeline_event ((created_by ->> 'id')) where removed_at is null;
create index timeline_event_of_person on timeline_event (perspective_person_id) where perspective_person_id is not null and removed_at is null;
create index entry_by_writer on entry ((created_by ->> 'id')) where removed_at is null;
create index follow_up_of_account on follow_up ((owner ->> 'accountId')) where owner ->> 'type' = 'account' and removed_at is null;
create index edition_by_writer on edition ((published_by ->> 'id'));
create index milestone_by_writer on milestone ((set_by ->> 'id'));
