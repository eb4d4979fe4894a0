import type { Claim, StoryText } from './claims.ts';
import { findQuantities, type Quantity } from './numbers.ts';
import { partNamed, parts, partWords, type Part, type Range } from './parts.ts';

export type GapKind = 'part' | 'task' | 'action' | 'result' | 'number';

/** A gap to fill in a story: what is hidden, by offsets in its text, and the question. */
export interface Gap extends Range {
  kind: GapKind;
  claim: number;
  prompt: string;
  shown: string;
  answer: string;
  options: readonly string[] | null;
  explanation: string;
}

const blank = '_____';

/** Why a part is that part, for the explanation of a gap. */
const partWhy: Record<Part, string> = {
  S: 'It says what happened, where, and who was affected: the listener needs it before the actions.',
  T: 'It says what was the teller’s to do, and what would have counted as success.',
  A: 'It says what was done.',
  R: 'It says what the result was.',
  L: 'It says what the teller took from it.',
};

const rolePhrase =
  /\b(?:[Aa]s (?:the|a|an) (?<as>[\p{L}\d -]{3,40}?)(?=,|\bI\b| I )|I was (?:the |an? )?(?<was>(?:on[- ]call|(?:[\p{L}-]+ ){0,3}(?:engineer|commander|lead|owner|manager|developer|analyst)))(?![\p{L}-]))|我是(?<han>[^，。,]{2,16})/u;

function gapIn(
  claim: Claim,
  index: number,
  kind: GapKind,
  within: Range,
  answer: string,
  prompt: string,
  explanation: string,
): Gap {
  const shown = claim.said.slice(0, within.start) + blank + claim.said.slice(within.end);
  return {
    kind,
    claim: index,
    start: claim.saidStart + within.start,
    end: claim.saidStart + within.end,
    prompt,
    shown,
    answer,
    options: null,
    explanation,
  };
}

function partGap(claim: Claim, index: number, note: string | undefined): Gap {
  const options = parts.map((part) => partWords[part]);
  const explanation = note ? `${partWhy[claim.part]} ${note}` : partWhy[claim.part];
  return {
    kind: 'part',
    claim: index,
    start: claim.start,
    end: claim.end,
    prompt: 'Which part of the story is this?',
    shown: claim.said,
    answer: partWords[claim.part],
    options,
    explanation,
  };
}

function taskGap(claim: Claim, index: number): Gap | null {
  const found = rolePhrase.exec(claim.said);
  const role = (found?.groups?.['as'] ?? found?.groups?.['was'] ?? found?.groups?.['han'])?.trim();
  if (!found || !role) return null;
  const start = found.index + found[0].indexOf(role);
  return gapIn(
    claim,
    index,
    'task',
    { start, end: start + role.length },
    role,
    'Whose task was it?',
    `It was the task of the teller, as ${role}: a story names who had to act.`,
  );
}

/**
 * Other sentences of the same story: plausible but wrong answers. Sorted alphabetically, so that
 * the order reveals nothing.
 */
function choiceGap(
  story: StoryText,
  claim: Claim,
  index: number,
  others: readonly string[],
): Gap | null {
  const elsewhere = story.claims
    .filter((one) => one.part !== claim.part && one.part !== 'L')
    .map((one) => one.said);
  const wrong = [...others, ...elsewhere]
    .filter((one, at, all) => one !== claim.said && all.indexOf(one) === at)
    .slice(0, 3);
  if (wrong.length < 2) return null;
  const options = [claim.said, ...wrong].toSorted((x, y) => x.localeCompare(y));
  const isAction = claim.part === 'A';
  const before = story.claims[index - 1]?.said;
  const prompt = isAction
    ? `${before ? `“${before}” ` : ''}What was done then?`
    : 'What was the result?';
  const explanation = isAction
    ? 'It follows from what was known at that point of the story.'
    : 'It answers to the task and to what was done.';
  return {
    kind: isAction ? 'action' : 'result',
    claim: index,
    start: claim.start,
    end: claim.end,
    prompt,
    shown: blank,
    answer: claim.said,
    options,
    explanation,
  };
}

function numberGaps(claim: Claim, index: number): Gap[] {
  return findQuantities(claim.said)
    .filter((one) => /\d|[一二两三四五六七八九十百千万]/.test(one.text))
    .map((one) =>
      gapIn(
        claim,
        index,
        'number',
        one,
        one.text,
        'Which figure is missing?',
        claim.part === 'R'
          ? `It was ${one.text}: a result is believed for its figure and what the figure is compared with.`
          : `It was ${one.text}: it gives the listener the size of it.`,
      ),
    );
}

/**
 * Gaps of a story for practice: the part of a sentence, the task's owner, actions and results,
 * numbers. The same story gives the same gaps. `others` are sentences of other stories, used as
 * wrong answers; `notes` explain why each claim works.
 */
export function cloze(
  story: StoryText,
  { others = [], notes = [] }: { others?: readonly string[]; notes?: readonly string[] } = {},
): Gap[] {
  const isFirst = (claim: Claim, index: number) =>
    story.claims.findIndex((one) => one.part === claim.part) === index;
  return story.claims.flatMap((claim, index): Gap[] => {
    const gaps: (Gap | null)[] = [partGap(claim, index, notes[index])];
    if (claim.part === 'T') gaps.push(taskGap(claim, index));
    if (claim.part === 'A' || (claim.part === 'R' && isFirst(claim, index)))
      gaps.push(choiceGap(story, claim, index, others));
    return [...gaps.filter((gap) => gap !== null), ...numberGaps(claim, index)];
  });
}

/** Only letters and digits, in lowercase: spelling variants are equal. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\b(?:the|a|an)\b/g, ' ')
    .replaceAll(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}

function isSameFigure(given: string, answer: string): boolean {
  const [said, right]: (Quantity | undefined)[] = [
    findQuantities(given)[0],
    findQuantities(answer)[0],
  ];
  if (!said || !right) return bare(given) === bare(answer);
  const isBare = said.dimension === 'count';
  const close = (a: number, b: number) => Math.abs(a - b) <= Math.abs(b) * 1e-6;
  // "45" is enough for 45 minutes; "0.75 hours" is also right; "45 hours" is not.
  if (isBare && right.dimension !== 'count') return close(said.value, right.value);
  return (
    (said.dimension === right.dimension || said.dimension === 'money') &&
    close(said.base, right.base)
  );
}

/**
 * Whether an answer fills a gap; case, punctuation, units and number formats make no difference.
 */
export function isFilled(gap: Gap, given: string): boolean {
  if (!given.trim()) return false;
  if (gap.kind === 'number') return isSameFigure(given, gap.answer);
  if (gap.kind === 'part')
    return partNamed(given) !== null && partWords[partNamed(given) ?? 'S'] === gap.answer;
  if (gap.options) {
    const letter = /^\s*([A-Da-d])[.)]?\s*$/.exec(given)?.[1]?.toUpperCase();
    const chosen = letter ? gap.options['ABCD'.indexOf(letter)] : given;
    return bare(chosen ?? '') === bare(gap.answer);
  }
  const [said, right] = [bare(given), bare(gap.answer)];
  return said === right || (said.length > 2 && (right.endsWith(said) || said.endsWith(right)));
}
