-- What an account did last, newest first: its home begins with it.
create index activity_of_actor on activity ((actor ->> 'id'), id) where incident_id is not null;
