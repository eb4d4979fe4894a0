import { countUntil } from './count-until.ts';

const when = /^\d{4}-\d\d-\d\dT/;
/** When something was added or changed here says nothing about the incident. */
const ownTimes = new Set(['createdAt', 'updatedAt', 'setAt', 'recordedAt']);

/** All times in an item, at any depth, in order: its mask only changes at one of them. */
export function listTimes(value: unknown): number[] {
  const found = new Set<number>();
  const collect = (one: unknown): void => {
    if (typeof one === 'string') {
      if (when.test(one) && !Number.isNaN(Date.parse(one))) found.add(Date.parse(one));
    } else if (typeof one === 'object' && one !== null)
      for (const [name, part] of Object.entries(one)) if (!ownTimes.has(name)) collect(part);
  };
  collect(value);
  return [...found].toSorted((a, b) => a - b);
}

interface Masked<T> {
  item: T;
  times: readonly number[];
  passed: number;
  shown: T | null;
}

/**
 * Masks items for one time after another: an item is only masked again when one of its times has
 * passed, which a binary search finds. The same array as before if nothing has changed.
 */
export function createMask<T>(
  items: readonly T[],
  mask: (item: T, t: number) => T | null,
): (t: number) => readonly T[] {
  const all = items.map((item): Masked<T> => ({
    item,
    times: listTimes(item),
    passed: 0,
    shown: null,
  }));
  let shown: readonly T[] = [];
  return (t) => {
    let hasChanged = false;
    for (const one of all) {
      const passed = countUntil(one.times, t);
      if (passed === one.passed) continue;
      const next = passed === 0 ? null : mask(one.item, t);
      hasChanged ||= next !== null || one.shown !== null;
      one.passed = passed;
      one.shown = next;
    }
    if (hasChanged) shown = all.flatMap((one) => one.shown ?? []);
    return shown;
  };
}
