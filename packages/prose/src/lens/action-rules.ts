import { ruleNames } from '../follow-up/describe-rule.ts';
import { followUpRules } from '../follow-up/rules.ts';
import type { LensRule } from './rule.ts';

/** The rules of follow-ups, for action items in a report. */
export const actionRules: readonly LensRule[] = followUpRules.map((rule) => ({
  ...rule,
  name: ruleNames[rule.id],
  places: ['action'],
}));
