import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statesFact } from '../src/report/states-fact.ts';

/**
 * `tuning`: the rule can be changed for it. `held-out`: labeled before the rule ran on it, and the
 * rule was not changed for it.
 */
export type LabelledSet = 'tuning' | 'held-out';

export interface LabelledSentence {
  set: LabelledSet;
  /** Whether it states a fact about the past that a citation could show. */
  states: boolean;
  text: string;
}

export function labelledSentences(): LabelledSentence[] {
  return (
    JSON.parse(readFileSync(join(import.meta.dirname, 'report-sentences.json'), 'utf8')) as {
      sentences: LabelledSentence[];
    }
  ).sentences;
}

/** Measures the rule on a set of the labeled sentences, or on all. */
export function measureStatesFact(asked: LabelledSet | 'all' = 'all'): {
  right: number;
  wrong: number;
  missed: number;
  disagreements: string[];
} {
  const held = labelledSentences().filter((one) => asked === 'all' || one.set === asked);
  const count = (states: boolean, listed: boolean) =>
    held.filter((one) => one.states === states && statesFact(one.text) === listed).length;
  const disagreements = held
    .filter((one) => statesFact(one.text) !== one.states)
    .map((one) => `${one.states ? 'missed' : 'listed'}: ${one.text}`);
  return {
    right: count(true, true),
    wrong: count(false, true),
    missed: count(true, false),
    disagreements,
  };
}
