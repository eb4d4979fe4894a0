import type { CalibrationDecision, CalibrationVerdict } from '@debrief/contract';

/** What someone answered, as it is shown with the entry. */
export const verdictWords: Record<CalibrationVerdict, string> = {
  confirmed: 'Confirmed',
  corrected: 'Corrected',
  context: 'Context added',
  'name-off': 'Name off',
};

export const decisionWords: Record<CalibrationDecision, string> = {
  applied: 'Applied',
  commented: 'Added as a comment',
  declined: 'Declined',
};
