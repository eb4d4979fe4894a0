import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Score } from '../src/story/checks/rule-precision.ts';
import { toStoryText } from '../src/story/claims.ts';
import type { Grammar } from '../src/story/grammar.ts';
import { expectations, foundingText } from './story-reviewed.ts';
import { findUnknownNames } from '../src/story/unknown-names.ts';

interface LabelledText {
  text: string;
  /** What a careful author would want to be asked about, in order. */
  names: string[];
  /** Labeled after the rules were written; no rule was changed for it. */
  isHeldOut?: boolean;
}

/** The table is ours and is checked by the test that reads it. */
export function labelledNames(): LabelledText[] {
  return (
    JSON.parse(readFileSync(join(import.meta.dirname, 'story-names.json'), 'utf8')) as {
      texts: LabelledText[];
    }
  ).texts;
}

/**
 * How many unlisted names each of the sixteen founding answers has; those that are missing here
 * have none.
 */
const inAnswers: Record<string, number> = { Q93: 1, "Amazon's own": 1 };

export interface Measured {
  score: Score;
  /** False positives and misses, each with its text. */
  disagreements: string[];
  /**
   * The most false positives in one founding answer; null if the answers are not next to the
   * repository.
   */
  worstAnswer: number | null;
}

/**
 * Measures the search for unknown names on the labeled texts, and on the founding answers if they
 * are present.
 */
export function measureNames(grammar: Grammar, asked: 'all' | 'held out' = 'all'): Measured {
  const score: Score = { right: 0, wrong: 0, missed: 0 };
  const disagreements: string[] = [];
  for (const { text, names, isHeldOut } of labelledNames()) {
    if (asked === 'held out' && !isHeldOut) continue;
    const left = [...names];
    for (const { text: found } of findUnknownNames(text, { grammar })) {
      const at = left.indexOf(found);
      if (at >= 0) left.splice(at, 1);
      if (at >= 0) score.right += 1;
      else {
        score.wrong += 1;
        disagreements.push(`asked about “${found}” in: ${text}`);
      }
    }
    score.missed += left.length;
    for (const name of left) disagreements.push(`missed “${name}” in: ${text}`);
  }
  if (asked === 'held out') return { score, disagreements, worstAnswer: null };
  let worstAnswer: number | null = null;
  for (const expected of expectations()) {
    const text = foundingText(expected);
    if (text === null) continue;
    const story = toStoryText(text, expected.index).claims.map((claim) => claim.said);
    const found = findUnknownNames(story.join('\n'), { grammar });
    const wrong = Math.max(0, found.length - (inAnswers[expected.answer] ?? 0));
    score.right += found.length - wrong;
    score.wrong += wrong;
    score.missed += Math.max(0, (inAnswers[expected.answer] ?? 0) - found.length);
    worstAnswer = Math.max(worstAnswer ?? 0, wrong);
  }
  return { score, disagreements, worstAnswer };
}
