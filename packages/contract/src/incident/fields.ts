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
} as const satisfies Record<string, FieldText>;

export const milestoneTexts: Record<MilestoneKind, { label: string; asClause: string }> = {
  'impact-started': { label: 'Impact started', asClause: 'someone was first affected' },
  detected: { label: 'Detected', asClause: 'someone or something noticed' },
  declared: { label: 'Declared', asClause: 'it was called an incident' },
  acknowledged: { label: 'Acknowledged', asClause: 'someone took it on' },
  mitigated: { label: 'Mitigated', asClause: 'the impact ended' },
  resolved: { label: 'Resolved', asClause: 'nothing was left to do about it' },
};
