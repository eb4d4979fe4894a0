import {
  obligationSteps,
  type Incident,
  type Mode,
  type Obligation,
  type Severity,
  type Status,
} from '@debrief/contract';
import type { FieldSet } from '../../data/merge-versions.ts';
import { modeWords, statusWords } from './words.ts';

export interface IncidentDraft {
  title: string;
  summary: string;
  severity: Severity | '';
  status: Status;
  mode: Mode;
  zone: string;
  services: string;
  teams: string;
  obligations: readonly Obligation[];
}

/** `search, catalog` as names. */
export function splitNames(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
}

export function toDraft({
  title,
  summary,
  severity,
  status,
  mode,
  zone,
  services,
  teams,
  obligations,
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
    obligations,
  };
}

export const draftFields: FieldSet<IncidentDraft, keyof IncidentDraft> = {
  names: [
    'title',
    'summary',
    'severity',
    'status',
    'mode',
    'zone',
    'services',
    'teams',
    'obligations',
  ],
  same: (name, a, b) =>
    name === 'obligations' ? a[name].join() === b[name].join() : a[name] === b[name],
};

export function fieldText(draft: IncidentDraft, field: keyof IncidentDraft): string {
  if (field === 'status') return statusWords[draft.status].label;
  if (field === 'mode') return modeWords[draft.mode];
  if (field === 'obligations')
    return draft.obligations.map((one) => obligationSteps[one].name).join(', ');
  return draft[field];
}
