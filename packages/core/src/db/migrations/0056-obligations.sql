-- Laws with deadlines for reports, and the milestones of these reports.
alter table incident add column obligations text[] not null default '{}';
alter table milestone drop constraint milestone_kind_check;
alter table milestone
  add check (kind in ('impact-started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved', 'aware', 'gdpr-notification',
    'nis2-early-warning', 'nis2-notification', 'nis2-final-report', 'cra-early-warning', 'cra-notification', 'cra-final-report'));
