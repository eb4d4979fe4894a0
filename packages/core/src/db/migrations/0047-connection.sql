-- A source that Debrief asks itself: an inbound endpoint whose address no one knows.
create table connection (
  endpoint_id uuid primary key references inbound_endpoint on delete cascade,
  settings jsonb not null,
  -- Where the last stored page ended, in the words of its kind.
  watermark jsonb,
  is_paused boolean not null default false,
  asked_at timestamptz,
  -- The next request. A job for another time is out of date.
  next_at timestamptz not null,
  problem text,
  failures int not null default 0,
  -- Who asks, and until when.
  lease uuid,
  lease_until timestamptz
);
