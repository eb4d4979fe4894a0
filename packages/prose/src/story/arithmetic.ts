import { findQuantities, type Quantity } from './numbers.ts';
import type { Range } from './parts.ts';
import { durationInWords, plain } from './units.ts';

/** A change from one number to another, recalculated. */
export interface Change extends Range {
  from: Quantity;
  to: Quantity;
  /** The decrease (positive) or increase (negative) as a share of the first, in percent. */
  percentLess: number;
  /** The first divided by the second; null if the second is 0. */
  ratio: number | null;
  /** Savings per year if both are rates of money, time or counts. */
  perYear: number | null;
  words: string;
}

/** What the story says about a change, and what the numbers give. */
export interface Recalculation extends Range {
  said: Quantity;
  change: Change | null;
  verdict: 'agrees' | 'differs' | 'not calculable';
  /** What the numbers give, in the same terms as the text; null if they give nothing. */
  calculated: number | null;
  words: string;
}

const yearSeconds = 365.25 * 86_400;
const between =
  /^\s*(?:\([^)]{0,40}\)\s*)?(?:(?:all the way )?(?:down|up)?\s?to|(?:before|earlier)(?: and|,)? (?:is|are|it is|takes|it takes)|auf(?: rund| nur)?|→|->|=>|到|降到|减到|增加到|升到|变成)\s*(?:about|only|just|under)?\s*$/i;
/** What is counted can be in between: `from 30 pages a week to 3`. */
const counted = /^(?:\s[\p{L}-]+){1,3}(?:\s(?:a|per)\s\p{L}+)?\s(?:down\s|up\s)?to\s$/iu;
const changeVerb =
  /\b(?:from|reduc\w*|cut\w*|dropp?\w*|fell|fall\w*|went|lower\w*|shr[aiu]nk\w*|decreas\w*|increas\w*|grew|grow\w*|rose|rais\w*|improv\w*|brought|took|was|took|von|vorher)\b|从|由|降|减|增/i;

function toRate(one: Quantity): number {
  return one.perSeconds ? one.base / one.perSeconds : one.base;
}

function pairQuantities(from: Quantity, to: Quantity): { from: Quantity; to: Quantity } | null {
  const isBare =
    from.dimension === 'count' &&
    to.dimension !== 'count' &&
    to.dimension !== 'multiple' &&
    !from.perSeconds;
  const factor = to.value === 0 ? 1 : to.base / to.value;
  const given = isBare
    ? { ...from, dimension: to.dimension, base: from.value * factor, of: to.of }
    : from;
  if (given.dimension !== to.dimension || (given.dimension === 'money' && given.of !== to.of))
    return null;
  const perSeconds = given.perSeconds ?? to.perSeconds;
  return { from: { ...given, perSeconds }, to: { ...to, perSeconds: to.perSeconds ?? perSeconds } };
}

function toChange(from: Quantity, to: Quantity): Change | null {
  const [first, second] = [toRate(from), toRate(to)];
  if (first === 0) return null;
  const percentLess = (1 - second / first) * 100;
  const perYear =
    from.perSeconds && from.dimension !== 'percent' ? (first - second) * yearSeconds : null;
  const ratio = second === 0 ? null : first / second;
  const percent = `${plain(Math.abs(percentLess))} % ${percentLess >= 0 ? 'less' : 'more'}`;
  const yearly =
    perYear !== null && from.dimension === 'money'
      ? `, ${from.of ?? ''}${plain(Math.round(Math.abs(perYear)))} a year`
      : '';
  return {
    start: from.start,
    end: to.end,
    from,
    to,
    percentLess,
    ratio,
    perYear,
    words: `${from.text} to ${to.text} is ${percent}${yearly}`,
  };
}

/** The changes from one number to another in a text. */
export function findChanges(text: string, quantities = findQuantities(text)): Change[] {
  return quantities.flatMap((from, index) => {
    const to = quantities[index + 1];
    const isCounted =
      /\bfrom\s(?:about\s)?$/i.test(text.slice(0, from.start)) &&
      to !== undefined &&
      counted.test(text.slice(from.end, to.start));
    if (!to || !(isCounted || between.test(text.slice(from.end, to.start)))) return [];
    const isArrow = /→|->|=>|到/.test(text.slice(from.end, to.start));
    const lead = text.slice(Math.max(0, from.start - 60), from.start);
    if (
      !isArrow &&
      !changeVerb.test(lead) &&
      !/\b(?:down|up) to\b/.test(text.slice(from.end, to.start))
    )
      return [];
    const pair = pairQuantities(from, to);
    const change = pair && from.dimension !== 'multiple' ? toChange(pair.from, pair.to) : null;
    return change ? [change] : [];
  });
}

const changeBehind =
  /^\s*(?:cost |fewer |less |more |lower |higher |time |manual )?(?:reduction|decrease|saving|drop|cut|less|fewer|lower|faster|cheaper|quicker|increase|improvement|better|more|gain|growth|speed-?up|shorter|longer|smaller|bigger|larger|lighter|worse|higher|down|up|savings?)\b/i;
const changeBefore =
  /(?:by|=|saved|saving|savings of|down|up|reduction of|improvement of|drop of|减少了?|降低了?|下降了?|提升了?|缩短了?|um|minus)\s*(?:about|nearly|almost|roughly|~)?\s*$/i;

/** Whether a share or a multiple describes a change: `67 % less`, `10x cheaper`, `saved 30 %`. */
export function isAboutChange(text: string, one: Quantity): boolean {
  if (one.dimension !== 'percent' && one.dimension !== 'multiple') return false;
  return (
    changeBehind.test(text.slice(one.end)) ||
    changeBefore.test(text.slice(Math.max(0, one.start - 24), one.start))
  );
}

function calculateTolerance(said: Quantity): number {
  const decimals = /\.(\d+)/.exec(said.text)?.[1]?.length ?? 0;
  return said.isApproximate ? 3 : decimals > 0 ? 0.6 / 10 ** decimals : 1;
}

function judge(
  said: Quantity,
  change: Change | null,
  verdict: Recalculation['verdict'],
  result: Pick<Recalculation, 'calculated' | 'words'>,
): Recalculation {
  return { start: said.start, end: said.end, said, change, verdict, ...result };
}

function againstPercent(said: Quantity, change: Change): Recalculation {
  const calculated = Math.abs(change.percentLess);
  const by = said.value - calculated;
  const isSame = Math.abs(by) <= calculateTolerance(said);
  const words = isSame
    ? `${change.words}, as it says.`
    : `It says ${plain(said.value)} %; ${change.words}.`;
  return judge(said, change, isSame ? 'agrees' : 'differs', { calculated, words });
}

function againstMultiple(said: Quantity, change: Change): Recalculation {
  const calculated =
    change.ratio === null ? null : change.ratio >= 1 ? change.ratio : 1 / change.ratio;
  if (calculated === null)
    return judge(said, change, 'not calculable', {
      calculated,
      words: 'Nothing can be divided by 0.',
    });
  // "3x faster" is used both for a third of the time and for four times the speed; a tenth of
  // rounding is allowed.
  const isSame = Math.abs(said.value - calculated) / calculated <= 0.1;
  const words = isSame
    ? `${change.from.text} to ${change.to.text} is ${plain(calculated)}×, as it says.`
    : `It says ${plain(said.value)}×; ${change.from.text} to ${change.to.text} is ${plain(calculated)}×.`;
  return judge(said, change, isSame ? 'agrees' : 'differs', { calculated, words });
}

/**
 * An amount for another period than the pair's (`$45K to $15K/month … $360K/year`) is compared with
 * the difference.
 */
function againstDifference(said: Quantity, change: Change): Recalculation | null {
  if (
    !said.perSeconds ||
    said.dimension !== change.from.dimension ||
    said.dimension !== 'money' ||
    said.of !== change.from.of ||
    !change.perYear
  )
    return null;
  const calculated = (Math.abs(change.perYear) / yearSeconds) * said.perSeconds;
  // A month counts as a twelfth of a year, as on bills.
  const isSame = Math.abs(said.value - calculated) / calculated <= 0.02;
  const words = isSame
    ? `The difference is ${said.of ?? ''}${plain(Math.round(calculated))}, as it says.`
    : `It says ${said.text}; the difference is ${said.of ?? ''}${plain(Math.round(calculated))} in that time.`;
  return judge(said, change, isSame ? 'agrees' : 'differs', { calculated, words });
}

const savedBefore =
  /\b(?:sav(?:ed|es|ing|ings of)|a (?:saving|cut|drop|gain) of)\s*(?:about|nearly|almost|roughly|~)?\s*$/i;

/**
 * Stated savings (`from 3 hours to 1 hour, saving 2 hours`) are compared with the difference of the
 * pair.
 */
function againstSaved(text: string, said: Quantity, change: Change): Recalculation | null {
  const isOfPair =
    said.dimension === change.from.dimension &&
    said.of === change.from.of &&
    said.perSeconds === change.from.perSeconds;
  if (
    !isOfPair ||
    said.dimension === 'percent' ||
    !savedBefore.test(text.slice(Math.max(0, said.start - 40), said.start))
  )
    return null;
  const [from, to] = [change.from.base, change.to.base];
  const isSame = Math.abs(said.base - Math.abs(from - to)) / Math.max(from, to) <= 0.02;
  const calculated = (Math.abs(from - to) * said.value) / said.base;
  const words = isSame
    ? `${change.words}: the difference is as it says.`
    : `It says ${said.text}; the difference is ${plain(calculated)}.`;
  return judge(said, change, isSame ? 'agrees' : 'differs', { calculated, words });
}

/** A share of something counted (`99% of the files`) does not describe the change next to it. */
function isShare(text: string, said: Quantity): boolean {
  return /^\s(?:of|der|des|von)\s/i.test(text.slice(said.end)) && !isAboutChange(text, said);
}

/** Two numbers elsewhere in the story whose ratio is the multiple: what it may describe. */
function elsewhere(said: Quantity, others: readonly Quantity[]): [Quantity, Quantity] | null {
  for (const a of others) {
    for (const b of others) {
      if (
        a !== b &&
        a.dimension === b.dimension &&
        a.dimension !== 'count' &&
        a.of === b.of &&
        toRate(b) > 0 &&
        Math.abs(toRate(a) / toRate(b) / said.value - 1) < 0.02
      )
        return [a, b];
    }
  }
  return null;
}

/**
 * Recalculates a sentence's statements about a change: percentages and multiples next to from-to
 * numbers, amounts for another period. A percentage or multiple without a pair cannot be checked;
 * `story` (the other sentences) is searched for numbers that it may describe.
 */
export function recalculate(text: string, story: readonly string[] = []): Recalculation[] {
  const quantities = findQuantities(text);
  const changes = findChanges(text, quantities);
  const inPairs = new Set(changes.flatMap((one) => [one.from.start, one.to.start]));
  return quantities.flatMap((said): Recalculation[] => {
    if (inPairs.has(said.start)) return [];
    const near =
      changes.findLast((one) => one.end <= said.start) ??
      changes.find((one) => one.start >= said.end) ??
      null;
    if (near && isShare(text, said)) return [];
    const saved = near && againstSaved(text, said, near);
    if (saved) return [saved];
    if (near && said.dimension === 'percent' && near.from.dimension !== 'percent')
      return [againstPercent(said, near)];
    if (near && said.dimension === 'multiple') return [againstMultiple(said, near)];
    if (near && said.dimension === 'money') return [againstDifference(said, near) ?? []].flat();
    if (!isAboutChange(text, said)) return [];
    const others = [
      ...quantities.filter((one) => one !== said),
      ...story.flatMap((one) => findQuantities(one)),
    ];
    const pair = said.dimension === 'multiple' ? elsewhere(said, others) : null;
    const words = pair
      ? `It fits ${pair[0].text} and ${pair[1].text}, which the story gives elsewhere: are those the two that this result is about?`
      : 'The two figures that it comes from are not given.';
    return [judge(said, null, 'not calculable', { calculated: null, words })];
  });
}

/** A change of a duration in words, for reading aloud. */
export function changeInWords(change: Change): string {
  if (change.from.dimension !== 'duration') return change.words;
  return `${durationInWords(change.from.base)} to ${durationInWords(change.to.base)}: ${plain(Math.abs(change.percentLess))} % ${change.percentLess >= 0 ? 'less' : 'more'}`;
}
