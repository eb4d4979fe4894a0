import { type Severity, type Status, statuses, type Mode, modes } from '@debrief/contract';

export const statusWords: Record<Status, { label: string; hint: string }> = {
  triage: { label: 'Triage', hint: 'Finding out whether this is an incident' },
  active: { label: 'Active', hint: 'People are working on it now' },
  paused: { label: 'Paused', hint: 'Waiting for something, such as office hours' },
  'in-review': { label: 'In review', hint: 'Over; the team is reviewing it' },
  closed: { label: 'Closed', hint: 'Understood, and what followed is done' },
  declined: { label: 'Declined', hint: 'Not an incident after all' },
  merged: { label: 'Merged', hint: 'Part of another incident' },
};

export const modeWords: Record<Mode, string> = {
  standard: 'Standard',
  retrospective: 'Recorded after the fact',
  'near-miss': 'Near miss',
  exercise: 'Exercise',
};

export const severityChoices = [
  { value: '', label: 'Not set' },
  { value: 'SEV-1', label: 'SEV-1' },
  { value: 'SEV-2', label: 'SEV-2' },
  { value: 'SEV-3', label: 'SEV-3' },
  { value: 'SEV-4', label: 'SEV-4' },
  { value: 'SEV-5', label: 'SEV-5' },
] as const satisfies { value: Severity | ''; label: string }[];

/** `merged` is reached by merging, not by selecting it. */
export const statusChoices = statuses
  .filter((status) => status !== 'merged')
  .map((status) => ({ value: status, label: statusWords[status].label }));
export const modeChoices = modes.map((mode) => ({ value: mode, label: modeWords[mode] }));
