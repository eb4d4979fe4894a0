-- A row that may never change says so itself: evidence and the activity record are only ever added to.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

-- The one record of who did what: audit, live updates and history are views of it.
create table activity (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  at timestamptz not null,
  actor jsonb not null,
  incident_id uuid,
  subject_id text,
  request_id text,
  before jsonb,
  after jsonb
);
create index activity_of_incident on activity (incident_id, id);
create index activity_of_subject on activity (subject_id, id);
create trigger activity_is_immutable before update or delete on activity for each row execute function refuse_change();
create trigger activity_is_kept before truncate on activity for each statement execute function refuse_change();
revoke update, delete, truncate on activity from public;
