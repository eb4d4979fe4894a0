-- Session tokens are stored as hashes from here on; those that were stored as they are end.
delete from session;

-- The keys of API requests that a disabled account had.
delete from api_key using account where account.id = api_key.account_id and account.is_disabled;

-- Failed attempts by client, by account and by browser.
drop table sign_in_attempt;
create table sign_in_attempt (
  key text primary key,
  failures int not null,
  until timestamptz not null
);
create index sign_in_attempt_until on sign_in_attempt (until);

-- An account whose password an admin has reset waits for a new one by the same kind of link as an invited one.
alter table invitation add column is_reset boolean not null default false;
