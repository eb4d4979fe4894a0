import type { InterviewLineKind, InterviewQuote, InterviewState } from '@debrief/contract';

export const stateWords: Record<InterviewState, string> = {
  proposed: 'No time yet',
  scheduled: 'Scheduled',
  held: 'Held',
  declined: 'Declined',
};

export const lineKindWords: Record<InterviewLineKind, string> = {
  note: 'Note',
  quote: 'Quote',
  'off-record': 'Off the record',
};

export const quoteWords: Record<InterviewQuote['state'], string> = {
  sent: 'Waits for an answer',
  approved: 'Approved',
  changed: 'Approved with changes',
};
