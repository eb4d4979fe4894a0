import type { Claim, Found, Place, Unit } from './claim.ts';
import {
  findIdentifiers,
  findQuotations,
  type Identifier,
  type PersonFinder,
} from '@debrief/prose/check';
import { splitSentences } from '@debrief/prose/report';
import { isEnglish } from '@debrief/prose/lens';
import { findTimes, type LocalDay, type TimeMention } from '@debrief/readers/post-mortem';
import { findForeignNumbers, findNumbers } from './find-numbers.ts';
import { readKeys, readPlacedKeys } from './record-index.ts';
import { readTime, type TimeContext } from './read-time.ts';

/** A paragraph, heading or row of a report. */
export interface CheckBlock {
  text: string;
  kind: 'text' | 'heading' | 'row' | 'quote' | 'code';
  /** The date that the closest heading names. */
  day: LocalDay | null;
  /** If the block is a row of a timeline: the time at its start. */
  rowMs: number | null;
  /** The text of the row around a cell, and where the cell starts in it. */
  around: { text: string; offset: number } | null;
}

/** Every claim of a report that its record can show, in order. Pure. */
export function findClaims(
  blocks: readonly CheckBlock[],
  people: PersonFinder,
  times: TimeContext,
): Claim[] {
  const isForeign = !isEnglish(sampleText(blocks));
  return blocks.flatMap((block, index) => {
    if (block.kind === 'code') return [];
    const units = splitUnits(blocks, index, people);
    const found = findInBlock(block, people, times, isForeign || !isLatin(block.text));
    let at = 0;
    return found.flatMap((one): Claim[] => {
      // Both are in order.
      while (one.start >= (units[at]?.end ?? Infinity)) at += 1;
      const unit = units[at];
      if (unit === undefined || one.start < unit.start) return [];
      const text = block.text.slice(one.start, one.end);
      const { start, end } = one;
      return [
        one.toClaim({
          block: index,
          start,
          end,
          text,
          unit: unit.unit,
          unitStart: start - unit.start,
        }),
      ];
    });
  });
}

const longestSample = 20_000;

function sampleText(blocks: readonly CheckBlock[]): string {
  const texts = blocks.filter(({ kind }) => kind !== 'code').map(({ text }) => text);
  return texts.join('\n').slice(0, longestSample);
}

/** Whether most letters of a text are Latin; not of one with few letters. */
function isLatin(text: string): boolean {
  const sample = text.slice(0, longestUnit);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  return (sample.match(/\p{Script=Latin}/gu)?.length ?? 0) >= letters * latinShare;
}
const latinShare = 0.6;

/** Full-width letters, digits and signs as those of ASCII, each at its place. */
function foldWidth(text: string): string {
  return text.replaceAll(/[\uFF01-\uFF5E]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
}

interface PlacedUnit {
  start: number;
  end: number;
  unit: Unit;
}

/** A heading or a line that is little more than a time belongs to the text below it. */
const fewWords = 3;
const mostBlocksBelow = 3;
/** The cost of a claim grows with its sentence. */
const longestUnit = 2_000;

function splitUnits(
  blocks: readonly CheckBlock[],
  index: number,
  people: PersonFinder,
): PlacedUnit[] {
  const block = blocks[index];
  if (block === undefined) return [];
  const { around } = block;
  if (around !== null && around.text.length <= longestUnit)
    return [{ start: -around.offset, end: block.text.length, unit: toUnit(around.text) }];
  const isRow = block.rowMs !== null || block.kind === 'row';
  if ((isRow || block.kind === 'heading') && block.text.length <= longestUnit) {
    const text = isRow ? withTextBelow(blocks, index) : block.text;
    return [{ start: 0, end: block.text.length, unit: toUnit(text) }];
  }
  return splitTurns(block.text, people).flatMap((turn) =>
    splitSentences(turn.text).flatMap((sentence) =>
      cutUnit(turn.start + sentence.start, sentence.text),
    ),
  );
}

/** Text without an end, in pieces. */
function cutUnit(start: number, text: string): PlacedUnit[] {
  const pieces = Math.max(1, Math.ceil(text.length / longestUnit));
  return Array.from({ length: pieces }, (_, index) => {
    const piece = text.slice(index * longestUnit, (index + 1) * longestUnit);
    const from = start + index * longestUnit;
    return { start: from, end: from + piece.length, unit: toUnit(piece) };
  });
}

/** In minutes and transcripts, what each person says is separate: `Ada Byron: It is slow.` */
function splitTurns(text: string, people: PersonFinder): { text: string; start: number }[] {
  const speakers = people.find(text).filter(({ end }) => /^:\s/.test(text.slice(end, end + 2)));
  const starts = [...new Set([0, ...speakers.map(({ start }) => start)])];
  return starts.map((start, at) => ({ text: text.slice(start, starts[at + 1]), start }));
}

function withTextBelow(blocks: readonly CheckBlock[], index: number): string {
  const own = blocks[index]?.text ?? '';
  const words = [...readKeys(own)].filter((key) => /^\p{L}{3}/u.test(key));
  const below: string[] = [own];
  for (const next of blocks.slice(index + 1, index + 1 + mostBlocksBelow)) {
    if (next.kind === 'heading' || next.rowMs !== null) break;
    if (words.length > fewWords && blocks[index]?.kind !== 'heading') break;
    below.push(next.text);
  }
  return below.join('\n').slice(0, longestUnit);
}

function toUnit(text: string): Unit {
  return { text, keys: [...readPlacedKeys(text)] };
}

function findInBlock(
  block: CheckBlock,
  people: PersonFinder,
  times: TimeContext,
  isForeign: boolean,
): Found[] {
  const text = foldWidth(block.text);
  const found: Found[] = [];
  const addresses = [...text.matchAll(/(?:https?:\/\/|www\.)\S+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const isTaken = new Uint8Array(text.length);
  for (const { start, end } of addresses) isTaken.fill(1, start, end);
  const add = (one: Found) => {
    if (one.end <= one.start || isTaken.subarray(one.start, one.end).includes(1)) return;
    isTaken.fill(1, one.start, one.end);
    found.push(one);
  };
  for (const one of quotesIn(block)) add(one);
  for (const one of timesIn({ ...block, text }, times)) add(one);
  for (const one of findIdentifiers(text)) add(identifierFound(one));
  for (const { start, end, ids } of people.find(text))
    add({
      kind: 'person',
      start,
      end,
      toClaim: (place) => ({ ...place, kind: 'person', personIds: ids }),
    });
  const findIn = isForeign ? findForeignNumbers : findNumbers;
  if (block.kind !== 'heading') for (const one of findIn(text)) add(one);
  return found.toSorted((one, other) => one.start - other.start);
}

function quotesIn({ text, kind }: CheckBlock): Found[] {
  const toClaim = (place: Place): Claim => ({ ...place, kind: 'quote' });
  if (kind === 'quote') {
    const start = text.length - text.trimStart().length;
    return [{ kind: 'quote', start, end: text.trimEnd().length, toClaim }];
  }
  return findQuotations(text).map(({ start, end }) => ({ kind: 'quote', start, end, toClaim }));
}

function timesIn(block: CheckBlock, times: TimeContext): Found[] {
  const mentions = findTimes(block.text, times.isDayFirst);
  let before: TimeMention[] = [];
  return mentions.map((mention) => {
    const time = readTime(block, mention, before, times);
    // Of those before, only the last one with a date matters, and that there are any.
    if (mention.date !== null || before.length === 0) before = [mention];
    return {
      kind: 'time',
      start: mention.start,
      end: mention.end,
      toClaim: (place) => ({ ...place, kind: 'time', time }),
    };
  });
}

function identifierFound({ kind, start, end, value, of }: Identifier): Found {
  return { kind, start, end, toClaim: (place) => ({ ...place, kind, value, of }) };
}
