import { splitSentences } from '../report/sentences.ts';
import { detectLanguage } from '../story/language.ts';
import type { Grammar } from '../story/grammar.ts';
import { plainPassages, type Passage } from './passages.ts';
import { measuredPrecision, rulesThatAreOn, type Measured } from './rules.ts';
import { sentenceKey } from './sentence-key.ts';
import type { Found, LensPlace, LensRule } from './rule.ts';

/** A question about a sentence. Offsets are UTF-16 units of the text. */
export interface LensNote {
  rule: LensRule['id'];
  name: string;
  question: string;
  source: string;
  precision: Measured;
  start: number;
  end: number;
  quoted: string;
  /** Names the sentence by its words: *Keep as is* is stored for it. */
  key: string;
}

/** A text as the lens reads it. `isRead` is false for languages other than English. */
export interface LensReading {
  isRead: boolean;
  notes: LensNote[];
}

/** No sentence that people write is longer: it is a log or a table. */
const longestSentence = 1_000;
/** Shorter texts are too short to tell their language; they match no rule in another one. */
const leastLetters = 20;

function firstFound(rule: LensRule, sentence: string, grammar: Grammar): Found | null {
  for (const pattern of rule.patterns) {
    for (const match of sentence.matchAll(pattern)) {
      const lead = /^[^\p{L}\p{N}]*/u.exec(match[0])?.[0].length ?? 0;
      const found: Found = {
        start: match.index + lead,
        end: match.index + match[0].trimEnd().length,
      };
      if (found.end <= found.start) continue;
      if (!rule.confirm || rule.confirm(found, grammar.parse(sentence), sentence)) return found;
    }
  }
  return null;
}

/** The notes on passages of `text`: each rule at most once for a sentence, each question once. */
export function findNotes(
  text: string,
  passages: readonly Passage[],
  place: LensPlace,
  grammar: Grammar,
  rules = rulesThatAreOn,
): LensNote[] {
  const asking = rules.filter((rule) => rule.places.includes(place));
  return passages.flatMap((passage) =>
    splitSentences(passage.text).flatMap((sentence) => {
      if (sentence.text.length > longestSentence) return [];
      const from = passage.start + sentence.start;
      const notes: LensNote[] = [];
      for (const rule of asking) {
        if (notes.some((note) => note.question === rule.question)) continue;
        const found = firstFound(rule, sentence.text, grammar);
        if (!found) continue;
        const [start, end] = [from + found.start, from + found.end];
        notes.push({
          rule: rule.id,
          name: rule.name,
          question: rule.question,
          source: rule.source,
          precision: measuredPrecision(rule.id),
          start,
          end,
          quoted: text.slice(start, end),
          key: sentenceKey(text.slice(from, passage.start + sentence.end)),
        });
      }
      return notes.toSorted((a, b) => a.start - b.start);
    }),
  );
}

export function isEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters < leastLetters || detectLanguage(text) === 'en';
}

/** Reads a text field or a block of a report. It asks and never rejects. */
export function readLens(text: string, place: LensPlace, grammar: Grammar): LensReading {
  const passages = plainPassages(text);
  const isRead = isEnglish(passages.map((one) => one.text).join('\n'));
  return { isRead, notes: isRead ? findNotes(text, passages, place, grammar) : [] };
}
