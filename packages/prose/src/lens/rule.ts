import type { FollowUpRuleId } from '../follow-up/rule-precision.ts';
import type { Word } from '../story/grammar.ts';

export const lensRuleIds = [
  'counterfactual',
  'deficit',
  'human-error',
  'hindsight',
  'person-as-cause',
  'hidden-decision',
  'luck',
  'blaming-question',
  'animated',
] as const;
export type LensRuleId = (typeof lensRuleIds)[number];

/** What kind of text it is: an action item is judged by other rules than an account. */
export type LensPlace = 'account' | 'question' | 'action';

/** A place in a sentence that a rule may ask about. */
export interface Found {
  start: number;
  end: number;
}

/** What a rule asks about, and why; its precision is in `rule-precision.ts`. */
export interface LensRule {
  id: LensRuleId | FollowUpRuleId;
  name: string;
  /** Where the rule comes from: author or publisher, and work. */
  source: string;
  question: string;
  places: readonly LensPlace[];
  patterns: readonly RegExp[];
  /** Checks the grammar around the match: *should have* before a participle, people as subjects. */
  confirm?: (found: Found, words: readonly Word[], sentence: string) => boolean;
}

/** Patterns without regard to case; `_` is white space. */
export const patterns = (...sources: string[]): RegExp[] =>
  sources.map((source) => new RegExp(source.replaceAll('_', String.raw`\s+`), 'giu'));

/** The index of the word at or after an offset of the sentence; -1 if there is none. */
export const wordAt = (words: readonly Word[], offset: number): number =>
  words.findIndex((word) => word.start >= offset);
