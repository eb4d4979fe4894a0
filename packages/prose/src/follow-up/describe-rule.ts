import { itemRulePrecision, type FollowUpRuleId } from './rule-precision.ts';

export const ruleNames: Record<FollowUpRuleId, string> = {
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

const isRule = (id: string): id is FollowUpRuleId => Object.hasOwn(ruleNames, id);

/** The name of a rule for people, and how often it was right; none for what is only missing. */
export function describeRule(id: string): {
  name: string;
  precision: { right: number; of: number } | null;
} {
  if (!isRule(id)) return { name: 'Incomplete action', precision: null };
  const { right, wrong } = itemRulePrecision[id];
  return { name: ruleNames[id], precision: { right, of: right + wrong } };
}
