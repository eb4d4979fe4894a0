-- A story of the sample data: every account can read it, and its owner can't sign in.
alter table story add column is_example boolean not null default false;
