-- What somebody was in an incident: it belongs to the incident, so it says nothing about the person anywhere else.
create table person_role (
  incident_id uuid not null references incident,
  person_id uuid not null references person,
  roles text[] not null,
  version int not null default 1,
  primary key (incident_id, person_id)
);
create index person_role_of_person on person_role (person_id);

-- Where somebody works: an edition counts the readers who are of none of the teams of its incident.
alter table account add column team text check (team <> '');

-- The role that stood for a name when it was decided: where it is another one by now, the teller is asked again.
alter table story_replacement add column role text not null default '';
