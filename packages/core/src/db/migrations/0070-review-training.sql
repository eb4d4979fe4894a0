-- How far an account has learned to investigate, as an admin has set it.
create table review_training (
  account_id uuid primary key references account on delete cascade,
  stage text not null check (stage in ('observe', 'shadow', 'reverse-shadow', 'lead')),
  set_at timestamptz not null,
  set_by jsonb not null
);
