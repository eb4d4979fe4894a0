-- The time zone in which a person sees times; null for the one of the browser.
alter table account add column zone text;
