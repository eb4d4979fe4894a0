-- Named filters and orders of lists, each of one account.
create table saved_view (
  id uuid primary key,
  account_id uuid not null references account,
  list text not null check (list in ('incidents', 'follow-ups', 'library')),
  name text not null check (name <> ''),
  search text not null check (search <> ''),
  is_shared boolean not null default false,
  updated_at timestamptz not null,
  version int not null default 1
);
create index saved_view_of_account on saved_view (account_id);
