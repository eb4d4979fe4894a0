import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNotes } from '../src/lens/find-notes.ts';
import { markdownPassages } from '../src/lens/markdown.ts';
import { lensRuleIds, type LensRuleId } from '../src/lens/rule.ts';
import type { LensScore } from '../src/lens/rule-precision.ts';
import { lensRules } from '../src/lens/rules.ts';
import type { Grammar } from '../src/story/grammar.ts';

export type LabelledSet = 'tuning' | 'held-out';
type Stratum = 'cue' | 'passive' | 'other';

interface Table {
  population: Record<string, Record<Stratum, { sentences: number; labelled: number }>>;
  files: {
    set: LabelledSet;
    file: string;
    /** Start, end, the start of the SHA-256 of the words, stratum, rules. */
    sentences: [number, number, string, Stratum, string][];
  }[];
  own: { set: LabelledSet; text: string; fires: LensRuleId[] }[];
}

/** A labeled sentence and what the rules ask about it. */
export interface JudgedSentence {
  set: LabelledSet;
  /** Null for sentences of our own. */
  file: string | null;
  text: string;
  fires: readonly LensRuleId[];
  found: ReadonlySet<LensRuleId>;
  /** How many sentences of the reports it represents. */
  weight: number;
}

const data = join(import.meta.dirname, '../../../../shared/data');

export const lensTable = (): Table =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'lens-sentences.json'), 'utf8')) as Table;

function readReport(file: string): string | null {
  try {
    return readFileSync(join(data, file), 'utf8');
  } catch {
    return null;
  }
}

const isRule = (name: string): name is LensRuleId => lensRuleIds.some((id) => id === name);

/**
 * Runs every rule over the labeled sentences, each in its passage of its report. Null if the
 * reports aren't next to the repository; throws if their words have changed.
 */
export function judgeSentences(grammar: Grammar): JudgedSentence[] | null {
  const table = lensTable();
  const judged: JudgedSentence[] = [];
  for (const { set, file, sentences } of table.files) {
    const text = readReport(file);
    if (text === null) return null;
    const passages = markdownPassages(text).filter((one) =>
      sentences.some(([start]) => start >= one.start && start < one.start + one.text.length),
    );
    const notes = findNotes(text, passages, 'account', grammar, lensRules);
    const strata = table.population[file.split('/')[0] ?? ''];
    for (const [start, end, hash, stratum, labels] of sentences) {
      const words = text.slice(start, end);
      if (!createHash('sha256').update(words).digest('hex').startsWith(hash))
        throw new Error(`${file} has other words from ${start} to ${end} than those labeled.`);
      const part = strata?.[stratum] ?? { sentences: 1, labelled: 1 };
      judged.push({
        set,
        file,
        text: words,
        fires: labels.split(' ').filter(isRule),
        found: new Set(
          notes
            .filter((one) => one.start >= start && one.end <= end)
            .map((one) => one.rule)
            .filter(isRule),
        ),
        weight: part.sentences / part.labelled,
      });
    }
  }
  for (const { set, text, fires } of table.own)
    judged.push({
      set,
      file: null,
      text,
      fires,
      found: new Set(
        findNotes(text, [{ text, start: 0 }], 'account', grammar, lensRules)
          .map((one) => one.rule)
          .filter(isRule),
      ),
      weight: 1,
    });
  return judged;
}

interface LensFigures {
  right: number;
  wrong: number;
  missed: number;
  recall: number;
}

/**
 * Counts of labeled sentences, and a recall in which each sentence of a random sample represents
 * those that were not drawn. If no rule should have asked, it is 1.
 */
export function measureLens(
  judged: readonly JudgedSentence[],
  rule: LensRuleId,
  set: LabelledSet | 'all',
): LensFigures {
  const [right, wrong, missed] = [
    { count: 0, weight: 0 },
    { count: 0, weight: 0 },
    { count: 0, weight: 0 },
  ];
  for (const one of judged) {
    if (set !== 'all' && one.set !== set) continue;
    const [should, does] = [one.fires.includes(rule), one.found.has(rule)];
    const into = should && does ? right : does ? wrong : should ? missed : null;
    if (!into) continue;
    into.count += 1;
    into.weight += one.weight;
  }
  const wanted = right.weight + missed.weight;
  return {
    right: right.count,
    wrong: wrong.count,
    missed: missed.count,
    recall: wanted === 0 ? 1 : Math.round((right.weight / wanted) * 100) / 100,
  };
}

/** The figures of a rule as `src/lens/rule-precision.ts` keeps them. */
export function scoreRule(judged: readonly JudgedSentence[], rule: LensRuleId): LensScore {
  const { right, wrong, missed } = measureLens(judged, rule, 'held-out');
  const published = judged.filter((one) => one.file !== null);
  const all = measureLens(published, rule, 'all');
  return {
    right,
    wrong,
    missed,
    recall: measureLens(published, rule, 'held-out').recall,
    published: { right: all.right, wrong: all.wrong },
  };
}
