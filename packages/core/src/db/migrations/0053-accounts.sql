-- Two more types of findings: observations, and accounts that differ.
alter table finding drop constraint finding_type_check;
alter table finding
  add check (type in ('hypothesis', 'decision', 'question', 'factor', 'impact', 'observation', 'contradiction')),
  add check (type <> 'contradiction' or jsonb_array_length(content -> 'accounts') > 1);

create or replace function finding_text(jsonb) returns text language sql immutable parallel safe as $$
  select concat_ws(E'\n', nullif($1 ->> 'sense', ''), nullif($1 ->> 'belief', ''), nullif($1 ->> 'reality', ''), nullif($1 ->> 'known', ''), nullif($1 ->> 'unknown', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.options[*].*') part where jsonb_typeof(part) = 'string' and part #>> '{}' <> ''),
    nullif($1 ->> 'abortCriteria', ''), nullif($1 ->> 'whySpeed', ''), nullif($1 ->> 'tradeOffs', ''), nullif($1 ->> 'outcome', ''), nullif($1 ->> 'answer', ''),
    nullif($1 ->> 'who', ''), nullif($1 ->> 'howItFelt', ''), nullif($1 ->> 'calculation', ''), nullif($1 ->> 'repair', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.steps[*].note') part where part #>> '{}' <> ''), nullif($1 ->> 'lesson', ''),
    nullif($1 ->> 'source', ''), nullif($1 ->> 'query', ''), nullif($1 ->> 'method', ''),
    (select string_agg(part #>> '{}', E'\n') from jsonb_path_query($1, '$.stages[*].*') part where jsonb_typeof(part) = 'string' and part #>> '{}' <> ''),
    nullif($1 ->> 'conclusion', ''),
    (select string_agg(part #>> '{}', E'\n') from (
      select part from jsonb_path_query($1, '$.accounts[*].whose') part union all select part from jsonb_path_query($1, '$.accounts[*].says') part
    ) account where part #>> '{}' <> ''),
    nullif($1 ->> 'explanation', ''))
$$;

-- The perspective of a customer.
alter table timeline_event add column perspective_customer text;
alter table timeline_event
  add check (num_nonnulls(perspective_person_id, perspective_team, perspective_customer) <= 1);
