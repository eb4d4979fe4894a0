import type { CueKind } from '@debrief/contract';
import { detectLanguage } from '../story/language.ts';
import { cues } from './cues.ts';
import { listSentences } from './sentences.ts';

export interface FoundQuestion {
  cue: CueKind;
  text: string;
  quote: string;
  start: number;
  end: number;
}

/** What follows in a longer text is a pasted file. */
const longestText = 20_000;

/** The questions that the sentences of a message raise, in their order: at most one per sentence. */
export function findQuestions(text: string): FoundQuestion[] {
  return listSentences(text.slice(0, longestText)).flatMap(({ start, end }) => {
    const quote = text.slice(start, end);
    // What is asked is a request, not a claim.
    const isAsked = quote.endsWith('?');
    const cue = cues.find(
      ({ kind, pattern }) => (!isAsked || kind === 'help') && pattern.test(quote),
    );
    return cue ? [{ cue: cue.kind, text: cue.question, quote, start, end }] : [];
  });
}

const mostQuestions = 12;
const mostOfKind = 2;

/**
 * The questions for what a person wrote, in the order in which they wrote it: the most telling cues
 * first if there are many, and no cue more than twice.
 */
export function prepareQuestions<Line extends { text: string }>(
  lines: readonly Line[],
): { items: (FoundQuestion & { line: Line })[]; isEnglish: boolean } {
  const isEnglish = detectLanguage(lines.map(({ text }) => text).join('\n')) === 'en';
  if (!isEnglish) return { items: [], isEnglish };
  const found = lines.flatMap((line) => findQuestions(line.text).map((one) => ({ ...one, line })));
  const picked = cues
    .flatMap(({ kind }) => found.filter(({ cue }) => cue === kind).slice(0, mostOfKind))
    .slice(0, mostQuestions);
  return { items: found.filter((one) => picked.includes(one)), isEnglish };
}
