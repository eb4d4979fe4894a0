import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FollowUpRuleId, ItemScore } from '../src/follow-up/rule-precision.ts';
import { followUpQuestions } from '../src/follow-up/questions.ts';
import { followUpRules } from '../src/follow-up/rules.ts';

/**
 * `tuning`: rules can be changed for it. `held-out`: labeled before the rules ran on it, and no
 * rule was changed for it.
 */
export type LabelledSet = 'tuning' | 'held-out';

interface Table {
  published: {
    set: LabelledSet;
    file: string;
    start: number;
    end: number;
    hash: string;
    fires: FollowUpRuleId[];
  }[];
  own: { set: LabelledSet; text: string; fires: FollowUpRuleId[] }[];
}

/**
 * An action item as labeled by a person; `text` is null if its report is not next to the
 * repository.
 */
export interface LabelledItem {
  set: LabelledSet;
  text: string | null;
  fires: FollowUpRuleId[];
  isPublished: boolean;
}

/**
 * The words at a place of a published report; null if it is missing. Throws if the words have
 * changed: the labels are for others.
 */
function publishedText({ file, start, end, hash }: Table['published'][number]): string | null {
  let report: string;
  try {
    report = readFileSync(
      join(import.meta.dirname, '../../../../shared/data/postmortems', file),
      'utf8',
    );
  } catch {
    return null;
  }
  const text = report.slice(start, end);
  if (!createHash('sha256').update(text).digest('hex').startsWith(hash))
    throw new Error(
      `${file} has other words from ${start} to ${end} than those that were labelled.`,
    );
  return text;
}

export function labelledItems(): LabelledItem[] {
  const table = JSON.parse(
    readFileSync(join(import.meta.dirname, 'follow-up-items.json'), 'utf8'),
  ) as Table;
  return [
    ...table.published.map((one) => ({
      set: one.set,
      text: publishedText(one),
      fires: one.fires,
      isPublished: true,
    })),
    ...table.own.map((one) => ({ ...one, isPublished: false })),
  ];
}

/** Measures every rule of wording on a set of the labeled action items, or on all. */
export function measureItems(
  asked: LabelledSet | 'all' = 'all',
  items = labelledItems(),
): { scores: Map<FollowUpRuleId, ItemScore>; disagreements: string[] } {
  const scores = new Map<FollowUpRuleId, ItemScore>(
    followUpRules.map((rule) => [rule.id, { right: 0, wrong: 0, missed: 0 }]),
  );
  const disagreements: string[] = [];
  for (const { set, text, fires } of items) {
    if (text === null || (asked !== 'all' && asked !== set)) continue;
    const found = new Set(
      followUpQuestions({ text, doneWhen: 'said', hasOwner: true }, [], followUpRules).map(
        (one) => one.rule,
      ),
    );
    for (const [rule, score] of scores) {
      const [should, does] = [fires.includes(rule), found.has(rule)];
      if (should && does) score.right += 1;
      else if (does) score.wrong += 1;
      else if (should) score.missed += 1;
      if (should !== does) disagreements.push(`${rule} ${does ? 'asked' : 'missed'}: ${text}`);
    }
  }
  return { scores, disagreements };
}
