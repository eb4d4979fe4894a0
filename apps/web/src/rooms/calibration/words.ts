import type { CalibrationAnswer, CalibrationDecision, CalibrationEntry } from '@debrief/contract';

/** What someone answered, as it is shown with the entry. */
export const verdictWords: Record<CalibrationAnswer, string> = {
  confirmed: 'Confirmed',
  corrected: 'Corrected',
  context: 'Context added',
  'name-off': 'Name off',
  withdrawn: 'Withdrawn',
};

/** Words of an interview have no editor: the person approves them. */
export function answerWords({ kind }: CalibrationEntry, answer: CalibrationAnswer): string {
  if (kind !== 'quote' || answer === 'withdrawn') return verdictWords[answer];
  return answer === 'confirmed' ? 'Approved' : 'Approved with changes';
}

export const decisionWords: Record<CalibrationDecision, string> = {
  applied: 'Applied',
  commented: 'Added as a comment',
  declined: 'Declined',
};
