create table setting (
  name text primary key,
  value text not null
);

create table account (
  id uuid primary key,
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null check (role in ('owner', 'editor', 'reader')),
  is_disabled boolean not null default false,
  is_invited boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1
);

create table credential (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references account on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index credential_of_account on credential (user_id);

create table session (
  id uuid primary key,
  user_id uuid not null references account on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_of_account on session (user_id);

create table verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table invitation (
  token_hash text primary key,
  account_id uuid not null unique references account on delete cascade,
  expires_at timestamptz not null
);

create table api_key (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  name text not null,
  key_hash text not null unique,
  prefix text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz
);
create index api_key_of_account on api_key (account_id);

create table sign_in_attempt (
  email text primary key,
  failures int not null,
  since timestamptz not null
);
