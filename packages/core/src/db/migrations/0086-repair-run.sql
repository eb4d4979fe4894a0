-- A repair of data is a run without a runbook and without a follow-up: its text is the plan.
alter table runbook_run drop constraint runbook_run_check;
