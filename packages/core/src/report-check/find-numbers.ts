import { findQuantities, type Quantity } from '@debrief/prose/story';
import type { Found } from './claim.ts';

const joined = /^(?:,? and |, | )?$/;
/** Numbers that count nothing: of a list, a footnote, or a name. */
const marker = /^\s*\d+[.)]\s|\[\^?\d+\]/;

/** The numbers and durations of English text, in order. */
export function findNumbers(text: string): Found[] {
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

/** `3,5 %`, `1.234`, `3,500`: in another language a comma can be either. */
const written =
  /(?<![A-Za-z0-9_./:,#@-])\d+(?:[.,'’\u00A0\u202F]\d+)*(?![A-Za-z0-9_/:@-])(?:\s?%)?/g;

/** The numbers of text in another language, with their separators, which are not read. */
export function findForeignNumbers(text: string): Found[] {
  return [...text.matchAll(written)].map((match) => ({
    kind: 'number',
    start: match.index,
    end: match.index + match[0].length,
    toClaim: (place) => ({ ...place, kind: 'number', quantity: null }),
  }));
}
