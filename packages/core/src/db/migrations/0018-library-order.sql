-- What many things hold is found by walking back in time; what is hidden from somebody is among the few that are not open.
create index timeline_event_in_order on timeline_event (at, id);
create index entry_in_order on entry (type, at, id);
create index follow_up_in_order on follow_up (created_at, id);
create index incident_not_open on incident (id) where visibility <> 'open';
