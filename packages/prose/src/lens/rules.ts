import { isEnabled, itemRulePrecision, type FollowUpRuleId } from '../follow-up/rule-precision.ts';
import { actionRules } from './action-rules.ts';
import { agentRules } from './agent-rules.ts';
import { isLensRuleOn, lensPrecision } from './rule-precision.ts';
import { lensRuleIds, type LensRule, type LensRuleId } from './rule.ts';
import { timeRules } from './time-rules.ts';
import { toneRules } from './tone-rules.ts';

/** In the order in which their questions are asked about the same words. */
export const lensRules: readonly LensRule[] = [...timeRules, ...agentRules, ...toneRules];

const isLensRule = (id: LensRuleId | FollowUpRuleId): id is LensRuleId =>
  lensRuleIds.some((known) => known === id);

/** How often a rule asked rightly, of all labeled sentences that it asked about. */
export interface Measured {
  right: number;
  of: number;
}

export function measuredPrecision(id: LensRule['id']): Measured {
  const { right, wrong } = isLensRule(id) ? lensPrecision[id] : itemRulePrecision[id];
  return { right, of: right + wrong };
}

export function isRuleOn(id: LensRule['id']): boolean {
  return isLensRule(id) ? isLensRuleOn(id) : isEnabled(id);
}

/** Whether a rule of this name exists, on or off. */
export const isRuleOfLens = (id: string): boolean =>
  [...lensRules, ...actionRules].some((rule) => rule.id === id);

/** The rules that ask; the others are only measured. */
export const rulesThatAreOn: readonly LensRule[] = [...lensRules, ...actionRules].filter((rule) =>
  isRuleOn(rule.id),
);
