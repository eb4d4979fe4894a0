-- What an account wants to be told, and how. No row: nothing by email.
create table notification_setting (
  account_id uuid primary key references account on delete cascade,
  email text not null default 'off' check (email in ('off', 'soon', 'daily', 'weekly')),
  hour smallint not null default 8 check (hour between 0 and 23),
  muted text[] not null default '{}',
  email_since timestamptz,
  email_checked_at timestamptz,
  read_until timestamptz,
  feed_hash text unique
);
create index notification_setting_email on notification_setting (account_id) where email <> 'off';

-- Emails to send, without their content: it is read again when they are sent.
create table email (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  state text not null check (state in ('pending', 'sending', 'sent', 'dropped', 'failed')),
  attempts int not null default 0,
  problem text,
  created_at timestamptz not null,
  next_at timestamptz not null
);
create index email_to_send on email (next_at) where state in ('pending', 'sending');
create index email_problem on email (created_at) where problem is not null;

-- What each account was told by email: each line once.
create table email_line (
  account_id uuid not null references account on delete cascade,
  key text not null,
  email_id uuid not null references email on delete cascade,
  primary key (account_id, key)
);
create index email_line_of_email on email_line (email_id);
