-- Notifications are sent by email or as direct messages in the chat of the server.
alter table notification_setting add column sent_by text not null default 'email' check (sent_by in ('email', 'chat'));
