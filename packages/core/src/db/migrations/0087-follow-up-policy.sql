-- A policy is about reviews, and proposes a depth, or about follow-ups, and says what is missing.
alter table review_policy rename to policy;
alter table policy
  alter column depth drop not null,
  add column about text not null default 'review' check (about in ('review', 'follow-up')),
  add column sentence text not null default '',
  add check ((about = 'review') = (depth is not null)),
  add check ((about = 'follow-up') = (sentence <> ''));
alter table policy alter column about drop default;
