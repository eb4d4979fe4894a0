import type { Claim } from './claim.ts';
import { readKeys, type RecordIndex } from './record-index.ts';
import type { Relevance } from './relevance.ts';
import type { Match } from './match.ts';

const fewWords = 2;
/** With this share of its words, an item is what the quote comes from. */
const mostOfIt = 0.6;
const strongShare = 0.3;

/** Compares a quotation with the texts of the record: every character, after folding white space. */
export function matchQuote(
  claim: Extract<Claim, { kind: 'quote' }>,
  index: RecordIndex,
  relevance: Relevance,
): Match {
  const forms = [
    { quote: fold(claim.text), isTypographic: false, note: null },
    { quote: fold(claim.text), isTypographic: true, note: 'quotation marks and dashes differ' },
    {
      quote: fold(claim.text).replace(/[.,;:!?]+$/, ''),
      isTypographic: true,
      note: 'without the punctuation at its end',
    },
    {
      quote: lowerFirst(fold(claim.text).replace(/[.,;:!?]+$/, '')),
      isTypographic: true,
      note: 'with another first letter',
    },
  ];
  const candidates = itemsWithWords(claim.text, index);
  for (const { quote, isTypographic, note } of forms) {
    const hits = candidates.flatMap((item) => {
      const range = findQuote(index.items[item]?.text ?? '', quote, isTypographic);
      return range === null ? [] : [{ item, range }];
    });
    const best = hits.toSorted((one, other) => rateHit(other) - rateHit(one))[0];
    if (best !== undefined)
      return {
        verdict: 'found',
        message: note === null ? 'In the record, word for word' : `In the record, ${note}`,
        item: best.item,
        quote: best.range,
      };
  }
  return findSimilar(claim, index, relevance);

  function rateHit({ item }: { item: number }): number {
    return relevance.scores.get(item) + (index.items[item]?.target === 'evidence' ? 1 : 0);
  }
}

/** The items with the words of a quote, found by the least common one. */
function itemsWithWords(text: string, index: RecordIndex): readonly number[] {
  const keys = [...new Set(readKeys(text, true))];
  const lists = keys.map((key) => index.having(key)).toSorted((a, b) => a.length - b.length);
  const [rarest = [], ...others] = lists;
  // The first and the last word of a quote can be a part of a word.
  const edges = new Set([keys[0], keys.at(-1)]);
  const inner = keys
    .filter((key) => !edges.has(key) && index.having(key) !== rarest)
    .toSorted((one, other) => index.having(one).length - index.having(other).length);
  return others.length < 2 ? rarest : index.filter(rarest, inner);
}

export function fold(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const typography: readonly [RegExp, string][] = [
  [/[“”„‟«»]/g, '"'],
  [/[‘’‚‛]/g, "'"],
  [/[–—−]/g, '-'],
];

function plain(text: string): string {
  return typography.reduce((folded, [sign, letter]) => folded.replaceAll(sign, letter), text);
}

function lowerFirst(text: string): string {
  const first = text.charAt(0);
  return (
    (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + text.slice(1)
  );
}

const omission = /\s?(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s?/;

/** Where a text contains a quote; parts between "…" follow each other in it. */
export function findQuote(
  text: string,
  quote: string,
  isTypographic: boolean,
): { start: number; end: number } | null {
  const { folded, placeOf } = foldWithPlaces(isTypographic ? plain(text) : text);
  const wanted = isTypographic ? plain(quote) : quote;
  const parts = folded.includes(wanted)
    ? [wanted]
    : wanted.split(omission).filter((part) => part !== '');
  let start: number | null = null;
  let at = 0;
  for (const part of parts) {
    const found = indexOfWords(folded, part, at);
    if (found === -1) return null;
    start ??= found;
    at = found + part.length;
  }
  return start === null ? null : { start: placeOf(start), end: placeOf(at - 1) + 1 };
}

/** Not inside a longer word. */
function indexOfWords(text: string, part: string, from: number): number {
  for (let at = text.indexOf(part, from); at !== -1; at = text.indexOf(part, at + 1)) {
    const [before, first] = [text.charAt(at - 1), part.charAt(0)];
    const [last, behind] = [part.charAt(part.length - 1), text.charAt(at + part.length)];
    if (!(isLetter(before) && isLetter(first)) && !(isLetter(last) && isLetter(behind))) return at;
  }
  return -1;
}

const isLetter = (sign: string): boolean =>
  /[\p{L}\p{N}]/u.test(sign) &&
  !/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(sign);

const isUnfolded = /^\s|\s\s|[^\S ]/;

/** A text with single spaces, and where its letters are in the text. */
function foldWithPlaces(text: string): { folded: string; placeOf: (at: number) => number } {
  if (!isUnfolded.test(text)) return { folded: text, placeOf: (at) => at };
  let folded = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const isSpace = /\s/.test(sign);
    if (isSpace && (folded === '' || folded.endsWith(' '))) continue;
    folded += isSpace ? ' ' : sign;
    places.push(at);
  }
  return { folded, placeOf: (at) => places[at] ?? 0 };
}

function findSimilar(
  claim: Extract<Claim, { kind: 'quote' }>,
  index: RecordIndex,
  relevance: Relevance,
): Match {
  const keys = new Map([...readKeys(claim.text, true)].map((key) => [key, 1]));
  const full = [...keys.keys()].reduce((sum, key) => sum + index.weigh(key), 0);
  const overlap = new Map<number, number>();
  for (const key of [...keys.keys()].filter((one) => !index.isCommon(one)))
    for (const item of index.having(key))
      overlap.set(item, (overlap.get(item) ?? 0) + index.weigh(key) / full);
  let best: { item: number; share: number } | null = null;
  for (const [item, share] of overlap) {
    const isBetter = share > (best?.share ?? 0) + 1e-9;
    const isCloser =
      best !== null &&
      Math.abs(share - best.share) < 1e-9 &&
      relevance.scores.get(item) > relevance.scores.get(best.item);
    if (isBetter || isCloser) best = { item, share };
  }
  const words = [...claim.text.matchAll(/[\p{L}\p{N}]+/gu)].length;
  const isCovered = relevance.best >= relevance.full * strongShare && relevance.best > 0;
  const isShort = new Set(readKeys(claim.text)).size <= fewWords;
  if (isShort && !isCovered)
    return {
      verdict: 'unclear',
      message: 'Not in the record. So few words can be a name or a figure of speech',
      item: null,
      quote: null,
    };
  // The words can also be in its fields, such as names of files: those are not what it says.
  const said = new Set(readKeys(index.items[best?.item ?? -1]?.text ?? '', true));
  const saidShare = [...keys.keys()]
    .filter((key) => said.has(key))
    .reduce((sum, key) => sum + index.weigh(key) / full, 0);
  if (best !== null && saidShare >= mostOfIt && words > 1)
    return {
      verdict: 'differs',
      message: 'Not these words: the closest text in the record differs',
      item: best.item,
      quote: null,
    };
  return {
    verdict: 'not-found',
    message: 'Not in the record',
    item: best?.item ?? null,
    quote: null,
  };
}
