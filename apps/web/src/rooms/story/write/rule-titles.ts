import { rules, type Rule, type RuleId } from '@debrief/prose/story';

const known = new Map(rules.map((rule) => [rule.id, rule]));

export function findRuleTitle(id: RuleId): string {
  return known.get(id)?.title ?? id;
}

export function findRuleSource(id: RuleId): Rule['source'] | undefined {
  return known.get(id)?.source;
}
