-- What the other side says about the app of a connection: its workspace, scopes and channels.
alter table connection add column about jsonb;
