-- Stories belong to one account each. Nothing of them refers to incidents or evidence by key: a story stays when what it tells of is deleted or hidden.
create table story_person (
  account_id uuid not null references account on delete cascade,
  person_id uuid not null references person on delete cascade,
  primary key (account_id, person_id)
);

create table story (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  incident_id uuid,
  title text not null check (title <> ''),
  outcome text check (outcome in ('success', 'failure', 'mixed')),
  happened_on text check (happened_on ~ '^\d{4}-\d{2}-\d{2}$'),
  competencies text[] not null default '{}',
  paste_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  version int not null default 1
);
create index story_of_account on story (account_id, updated_at, id);

-- One sentence. citations holds what it points to, never the words of it; its grade is reckoned when it is read.
create table story_claim (
  id uuid primary key,
  story_id uuid not null references story on delete cascade,
  part text not null check (part in ('situation', 'task', 'action', 'result', 'learning')),
  rank double precision not null,
  text text not null check (text <> ''),
  is_recollection boolean not null default false,
  numbers jsonb not null check (jsonb_typeof(numbers) = 'array'),
  citations jsonb not null check (jsonb_typeof(citations) = 'array'),
  probe text,
  updated_at timestamptz not null,
  removed_at timestamptz,
  version int not null default 1
);
create index story_claim_of_story on story_claim (story_id, part, rank);

-- The private history of a story; numbered for each story alone, so that nobody can count the changes of others.
create table story_revision (
  story_id uuid not null references story on delete cascade,
  number int not null,
  kind text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  at timestamptz not null,
  before jsonb not null,
  after jsonb not null,
  undoes int,
  primary key (story_id, number)
);

-- A pasted text as it came, and as it reads once its encoding is mended.
create table story_paste (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  original bytea not null,
  text text not null,
  is_mended boolean not null,
  pasted_at timestamptz not null
);
create index story_paste_of_account on story_paste (account_id);

-- A peer who was asked about one sentence; sentence is what they were shown.
create table story_ask (
  id uuid primary key,
  claim_id uuid not null references story_claim on delete cascade,
  story_id uuid not null references story on delete cascade,
  account_id uuid not null references account on delete cascade,
  sentence text not null,
  state text not null check (state in ('asked', 'confirmed', 'corrected', 'declined', 'withdrawn')),
  answer text not null default '',
  may_be_named boolean not null default false,
  asked_at timestamptz not null,
  answered_at timestamptz,
  unique (claim_id, account_id)
);
create index story_ask_of_story on story_ask (story_id);
create index story_ask_of_account on story_ask (account_id, asked_at);

create table story_mentor (
  story_id uuid not null references story on delete cascade,
  account_id uuid not null references account on delete cascade,
  invited_at timestamptz not null,
  primary key (story_id, account_id)
);
create index story_mentor_of_account on story_mentor (account_id);

create table story_comment (
  id uuid primary key,
  story_id uuid not null references story on delete cascade,
  claim_id uuid references story_claim on delete cascade,
  account_id uuid not null references account on delete cascade,
  text text not null check (text <> ''),
  at timestamptz not null
);
create index story_comment_of_story on story_comment (story_id, at);

-- What a mentor found on one dimension: a level with its anchor, and a note. Never added up.
create table story_rating (
  story_id uuid not null references story on delete cascade,
  account_id uuid not null references account on delete cascade,
  dimension text not null,
  level smallint check (level between 1 and 5),
  note text not null default '',
  at timestamptz not null,
  primary key (story_id, account_id, dimension)
);

-- What its owner decided about one name, host, customer or sum, before a story goes outside.
create table story_replacement (
  story_id uuid not null references story on delete cascade,
  kind text not null,
  original text not null,
  decision text not null check (decision in ('replace', 'keep')),
  replacement text not null default '',
  decided_at timestamptz not null,
  primary key (story_id, kind, original)
);

create table story_pack (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  name text not null,
  competencies jsonb not null check (jsonb_typeof(competencies) = 'array'),
  added_at timestamptz not null,
  unique (account_id, name)
);

create table story_question (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  question jsonb not null check (jsonb_typeof(question) = 'object'),
  added_at timestamptz not null
);
create index story_question_of_account on story_question (account_id);

create table story_rehearsal (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  story_id uuid not null references story on delete cascade,
  form text,
  question text not null default '',
  said text not null,
  took_ms int not null check (took_ms >= 0),
  marks jsonb not null check (jsonb_typeof(marks) = 'array'),
  again_on text check (again_on ~ '^\d{4}-\d{2}-\d{2}$'),
  rehearsed_at timestamptz not null,
  version int not null default 1
);
create index story_rehearsal_of_account on story_rehearsal (account_id, again_on);
