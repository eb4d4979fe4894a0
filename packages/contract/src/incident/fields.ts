import type { FieldText } from '../fields.ts';
import type { MilestoneKind } from './milestone.ts';

export const incidentFields = {
  title: { label: 'Title', isProse: true },
  summary: { label: 'Summary', isProse: true },
  severity: { label: 'Severity' },
  status: { label: 'Status' },
  mode: { label: 'Kind' },
  zone: { label: 'Time zone' },
  services: { label: 'Services' },
  teams: { label: 'Teams' },
  obligations: { label: 'Reporting obligations' },
} as const satisfies Record<string, FieldText>;

export const milestoneTexts: Record<MilestoneKind, { label: string; asClause: string }> = {
  'impact-started': { label: 'Impact started', asClause: 'someone was first affected' },
  detected: { label: 'Detected', asClause: 'someone or something noticed' },
  declared: { label: 'Declared', asClause: 'it was called an incident' },
  acknowledged: { label: 'Acknowledged', asClause: 'someone took it on' },
  mitigated: { label: 'Mitigated', asClause: 'the impact ended' },
  resolved: { label: 'Resolved', asClause: 'nothing was left to do about it' },
  aware: { label: 'Aware', asClause: 'you became aware of it, in the sense of the law' },
  'gdpr-notification': {
    label: 'GDPR notification',
    asClause: 'the supervisory authority was notified',
  },
  'nis2-early-warning': { label: 'NIS2 early warning', asClause: 'the early warning was sent' },
  'nis2-notification': { label: 'NIS2 notification', asClause: 'the notification was sent' },
  'nis2-final-report': { label: 'NIS2 final report', asClause: 'the final report was sent' },
  'cra-early-warning': { label: 'CRA early warning', asClause: 'the early warning was sent' },
  'cra-notification': { label: 'CRA notification', asClause: 'the notification was sent' },
  'cra-final-report': { label: 'CRA final report', asClause: 'the final report was sent' },
};
