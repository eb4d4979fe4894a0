import type { Incident, Mode, Severity, Status } from '@debrief/contract';
import { modeWords, statusWords } from './words.ts';

/** What can be typed of an incident. */
export interface IncidentDraft {
  title: string;
  summary: string;
  severity: Severity | '';
  status: Status;
  mode: Mode;
  zone: string;
  /** As they are typed: names with commas between them. */
  services: string;
  teams: string;
}

/** `search, catalog` as names. */
export function namesIn(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
}

export function draftOf({
  title,
  summary,
  severity,
  status,
  mode,
  zone,
  services,
  teams,
}: Incident): IncidentDraft {
  return {
    title,
    summary,
    severity: severity ?? '',
    status,
    mode,
    zone,
    services: services.join(', '),
    teams: teams.join(', '),
  };
}

export const incidentFieldLabels: Record<keyof IncidentDraft, string> = {
  title: 'Title',
  summary: 'Summary',
  severity: 'Severity',
  status: 'Status',
  mode: 'Kind',
  zone: 'Time zone',
  services: 'Services',
  teams: 'Teams',
};

export const incidentFields = {
  names: [
    'title',
    'summary',
    'severity',
    'status',
    'mode',
    'zone',
    'services',
    'teams',
  ] as const satisfies (keyof IncidentDraft)[],
};

/** The value of a field as it is read. */
export function fieldText(draft: IncidentDraft, field: keyof IncidentDraft): string {
  if (field === 'status') return statusWords[draft.status].label;
  if (field === 'mode') return modeWords[draft.mode];
  return draft[field];
}
