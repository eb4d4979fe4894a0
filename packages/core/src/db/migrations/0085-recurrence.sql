-- What people said about alerts that fired after a follow-up was done; null: no one was asked yet.
alter table follow_up add column recurrences jsonb check (jsonb_typeof(recurrences) = 'array');
create index safeguard_of_follow_up on safeguard (follow_up_id) where follow_up_id is not null;
