-- A run of a runbook can be the rollout of a follow-up; one from the template has no runbook.
alter table runbook_run alter column runbook_id drop not null;
alter table runbook_run add column follow_up_id uuid;
alter table runbook_run add column rollback_point text check (rollback_point <> '');
alter table runbook_run add check (runbook_id is not null or follow_up_id is not null);
