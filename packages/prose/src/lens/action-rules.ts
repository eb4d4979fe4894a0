import type { FollowUpRuleId } from '../follow-up/rule-precision.ts';
import { followUpRules } from '../follow-up/rules.ts';
import type { LensRule } from './rule.ts';

const names: Record<FollowUpRuleId, string> = {
  careful: 'Fix the human',
  retrain: 'Fix the human',
  remind: 'Fix the human',
  comply: 'Fix the human',
  signal: 'Vague action',
  improve: 'Vague action',
  ensure: 'Vague action',
  investigate: 'Vague action',
  unbounded: 'Vague action',
};

/** The rules of follow-ups, for action items in a report. */
export const actionRules: readonly LensRule[] = followUpRules.map((rule) => ({
  ...rule,
  name: names[rule.id],
  places: ['action'],
}));
