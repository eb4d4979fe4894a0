import type { ClaimKind } from '@debrief/contract';
import {
  findIdentifiers,
  findQuotations,
  type Identifier,
  type PersonFinder,
} from '@debrief/prose/check';
import { splitSentences } from '@debrief/prose/report';
import { findQuantities, type Quantity } from '@debrief/prose/story';
import { findTimes, type LocalDay, type TimeMention } from '@debrief/readers/post-mortem';
import { readKeys, readPlacedKeys } from './record-index.ts';
import { readTime, type ReadTime, type TimeContext } from './read-time.ts';

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

/** What is said together: a sentence, or a row of a timeline. */
export interface Unit {
  text: string;
  /** The words that are compared with the record, with their places in the text. */
  keys: { key: string; at: number }[];
}

interface Place {
  block: number;
  /** Offsets in the text of the block. */
  start: number;
  end: number;
  text: string;
  unit: Unit;
  /** Where it starts in the text of the unit. */
  unitStart: number;
}

export type Claim = Place &
  (
    | { kind: 'time'; time: ReadTime }
    | { kind: 'duration'; ms: number; isAbout: boolean; unitMs: number }
    | { kind: 'number'; quantity: Quantity }
    | { kind: 'quote' }
    | { kind: 'person'; personIds: string[] }
    | { kind: 'host' | 'commit' | 'version'; value: string; of: string | null }
  );

interface Found {
  kind: ClaimKind;
  start: number;
  end: number;
  toClaim: (place: Place) => Claim;
}

/** Every claim of a report that its record can show, in order. Pure. */
export function findClaims(
  blocks: readonly CheckBlock[],
  people: PersonFinder,
  times: TimeContext,
): Claim[] {
  return blocks.flatMap((block, index) => {
    if (block.kind === 'code') return [];
    const units = splitUnits(blocks, index, people);
    const found = findInBlock(block, people, times);
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

function findInBlock(block: CheckBlock, people: PersonFinder, times: TimeContext): Found[] {
  const { text } = block;
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
  for (const one of timesIn(block, times)) add(one);
  for (const one of findIdentifiers(text)) add(identifierFound(one));
  for (const { start, end, ids } of people.find(text))
    add({
      kind: 'person',
      start,
      end,
      toClaim: (place) => ({ ...place, kind: 'person', personIds: ids }),
    });
  if (block.kind !== 'heading') for (const one of numbersIn(text)) add(one);
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

const joined = /^(?:,? and |, | )?$/;
/** Numbers that count nothing: of a list, a footnote, or a name. */
const marker = /^\s*\d+[.)]\s|\[\^?\d+\]/;

function numbersIn(text: string): Found[] {
  const all = findQuantities(text)
    .filter((one) => !isMarker(text, one))
    .map((one) => withoutOrdinal(text, one));
  const found: Found[] = [];
  for (let at = 0; at < all.length; at++) {
    const first = all[at];
    if (first === undefined) break;
    if (first.dimension !== 'duration' || first.perSeconds !== null) {
      found.push({
        kind: 'number',
        start: first.start,
        end: first.end,
        toClaim: (place) => ({ ...place, kind: 'number', quantity: first }),
      });
      continue;
    }
    let last = first;
    let seconds = first.base;
    for (
      let next = all[at + 1];
      next !== undefined && isNextUnit(text, last, next);
      next = all[at + 1]
    ) {
      seconds += next.base;
      last = next;
      at += 1;
    }
    const ms = seconds * 1000;
    const unitMs = (last.base / (last.value || 1)) * 1000;
    const isAbout = first.isApproximate;
    found.push({
      kind: 'duration',
      start: first.start,
      end: last.end,
      toClaim: (place) => ({ ...place, kind: 'duration', ms, isAbout, unitMs }),
    });
  }
  return found;
}

/** "236 second copies" are not seconds. */
function withoutOrdinal(text: string, one: Quantity): Quantity {
  if (one.dimension !== 'duration' || one.value === 1 || !/\ssecond$/.test(one.text)) return one;
  if (!/^\s\p{L}/u.test(text.slice(one.end, one.end + 2))) return one;
  const end = one.end - ' second'.length;
  return {
    ...one,
    end,
    text: text.slice(one.start, end),
    dimension: 'count',
    base: one.value,
    of: 'second',
  };
}

/** "19 hours and 36 minutes", "2 h 6 min". */
function isNextUnit(text: string, one: Quantity, next: Quantity): boolean {
  return (
    next.dimension === 'duration' &&
    next.perSeconds === null &&
    joined.test(text.slice(one.end, next.start)) &&
    next.base < one.base / Math.max(1, one.value)
  );
}

function isMarker(text: string, { start, end, value, dimension, of }: Quantity): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const behind = text.slice(end, end + 2);
  if (/[[^#]$/.test(before) || (before.endsWith('(') && behind.startsWith(')'))) return true;
  if (start < 4 && marker.test(text.slice(0, end + 2))) return true;
  return dimension === 'count' && of === null && value <= 1;
}
