import { rules, type Rule, type RuleId } from '@debrief/prose/story';

const known = new Map(rules.map((rule) => [rule.id, rule]));

/** What a check is called; its id where this version does not know it. */
export function findRuleTitle(id: RuleId): string {
  return known.get(id)?.title ?? id;
}

/** Where a check comes from. */
export function findRuleSource(id: RuleId): Rule['source'] | undefined {
  return known.get(id)?.source;
}
