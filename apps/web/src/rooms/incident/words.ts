import type { Mode, Status } from '@debrief/contract';

export const statusWords: Record<Status, { label: string; hint: string }> = {
  triage: { label: 'Triage', hint: 'Finding out whether this is an incident' },
  active: { label: 'Active', hint: 'People are working on it now' },
  paused: { label: 'Paused', hint: 'Waiting for something, such as office hours' },
  learning: { label: 'Learning', hint: 'Over; being understood' },
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
