import type { FieldText } from '../fields.ts';

/** The fields of an incident: one name each in the form, in a comparison and in the history. */
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
