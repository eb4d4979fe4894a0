import type {
  Candidate,
  Investigator,
  ReviewDepth,
  Training,
  TriggerKind,
} from '@debrief/contract';

export const depthWords: Record<ReviewDepth, { label: string; hint: string }> = {
  none: { label: 'No review', hint: 'The reason is kept, so that others can disagree.' },
  note: {
    label: 'Note',
    hint: 'About ten minutes: what happened, and one thing that was learned.',
  },
  light: { label: 'Light review', hint: 'A timeline with evidence, and a report.' },
  full: { label: 'Full review', hint: 'Also interviews, calibration and a meeting.' },
};

export const triggerWords: Record<TriggerKind, string> = {
  requested: 'Asked for',
  severity: 'Severity',
  'near-miss': 'Near miss',
  teams: 'Several teams',
  'new-service': 'New service',
  repeat: 'Repeat',
  'found-manually': 'Found manually',
  confusion: 'Confusion',
  'off-call': 'Called in',
  night: 'At night',
};

export const independenceWords: Record<Candidate['independence'], string> = {
  independent: 'Independent',
  adjacent: 'Close to it',
  involved: 'Involved',
};

export const answerWords: Record<Investigator['state'], string> = {
  asked: 'asked',
  accepted: 'accepted',
  declined: 'declined',
};

/** How far someone has learned to investigate, from the first review to the fourth. */
export const trainingWords: Record<Training['stage'], string> = {
  observe: 'Observes',
  shadow: 'Shadows',
  'reverse-shadow': 'Leads with a shadow',
  lead: 'Leads',
};
