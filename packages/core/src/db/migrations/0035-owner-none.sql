-- Filters for follow-ups without an owner have the value `none`, as in the interface.
update saved_view
  set search = regexp_replace(search, '(^|&)owner=nobody(&|$)', '\1owner=none\2')
  where list = 'follow-ups';
