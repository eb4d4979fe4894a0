/** Reasons to ask someone, in the order in which people are asked. */
export const interviewReasons = [
  'insight',
  'blame',
  'off-call',
  'island',
  'change',
  'ticket',
  'lead',
  'liaison',
  'called',
  'newcomer',
  'owner',
  'expert',
  'absent',
] as const;

/** What a person says, and what to ask about. */
export const cueKinds = [
  'obvious',
  'cause',
  'judged-person',
  'knew',
  'model',
  'decision',
  'feeling',
  'judgment',
  'help',
  'observation',
  'action',
  'expertise',
] as const;

export const interviewStates = ['proposed', 'scheduled', 'held', 'declined'] as const;

export const interviewLineKinds = ['note', 'quote', 'off-record'] as const;

export const interviewQuoteStates = ['sent', 'approved', 'changed'] as const;

export const interviewQuestionStates = ['open', 'asked', 'answered'] as const;

export const interviewQuoteForms = ['quote', 'fact'] as const;
