import type { FollowUpQuestion } from '@debrief/contract';
import { isEnabled } from './rule-precision.ts';
import { followUpRules, type FollowUpRule } from './rules.ts';

export interface FollowUpWords {
  text: string;
  doneWhen: string;
  hasOwner: boolean;
}

const rulesThatAreOn: readonly FollowUpRule[] = followUpRules.filter((rule) => isEnabled(rule.id));

const source =
  'Site Reliability Workbook, ch. 10: each action has an owner and an end state that can be verified';

/** Quoted words are someone else's: they are never asked about. Offsets do not change. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/“[^”]*”|"[^"]*"|`[^`]*`|«[^»]*»/gu, (quoted) =>
    '\uFFFC'.repeat(quoted.length),
  );
}

function firstMatch(
  patterns: readonly RegExp[],
  text: string,
): { start: number; end: number } | null {
  let first: { start: number; end: number } | null = null;
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const lead = /^[\s.;:!?•–—(,-]*/u.exec(match[0])?.[0].length ?? 0;
      const start = match.index + lead;
      const end = match.index + match[0].trimEnd().length;
      if (end > start && (first === null || start < first.start)) first = { start, end };
    }
  }
  return first;
}

/**
 * The questions about a follow-up, each once per field, without dismissed ones. Pure: the same in
 * the browser while typing and on the server after saving. It asks and never rejects.
 */
export function followUpQuestions(
  words: FollowUpWords,
  meant: readonly string[] = [],
  rules = rulesThatAreOn,
): FollowUpQuestion[] {
  const found: FollowUpQuestion[] = [];
  for (const field of ['text', 'doneWhen'] as const) {
    const text = withoutQuotes(words[field]);
    for (const rule of rules) {
      if (found.some((one) => one.field === field && one.question === rule.question)) continue;
      const match = firstMatch(rule.patterns, text);
      if (match)
        found.push({
          rule: rule.id,
          field,
          quoted: words[field].slice(match.start, match.end),
          ...match,
          question: rule.question,
          source: rule.source,
        });
    }
  }
  const missing = { quoted: null, start: null, end: null, source };
  if (words.doneWhen.trim() === '')
    found.push({
      rule: 'no-end-state',
      field: 'doneWhen',
      question: 'How can someone check that it is done?',
      ...missing,
    });
  if (!words.hasOwner)
    found.push({
      rule: 'no-owner',
      field: 'owner',
      question: 'Which person or team will see to it?',
      ...missing,
    });
  return found.filter((one) => !meant.includes(one.rule));
}
