import { EntryType, type Entry, type TimelineEvent } from '@debrief/contract';
import { inOrder } from '../evidence/cite/index.ts';

/** A line of the timeline: an event, or an entry of the investigation among them. */
export type Row = TimelineEvent | Entry;

export function isEntry(row: Row): row is Entry {
  return 'type' in row;
}

/** Factors have a graph of their own; here they stand where somebody asks for them. */
const usual: readonly EntryType[] = ['hypothesis', 'decision', 'question', 'impact'];

/** Which kinds of entry the address asks for. */
export function kindsIn(text: string | undefined): readonly EntryType[] {
  if (text === undefined) return usual;
  const asked = text.split(',');
  return EntryType.options.filter((type) => asked.includes(type));
}

/** What the address says once this kind is put in or left out; nothing where it is the usual. */
export function toggledKinds(shown: readonly EntryType[], type: EntryType): string | undefined {
  const next = EntryType.options.filter((one) => shown.includes(one) !== (one === type));
  if (next.length === usual.length && usual.every((one) => next.includes(one))) return undefined;
  return next.length === 0 ? 'none' : next.join(',');
}

/** Events and entries in one order of time. */
export function mergeRows(
  events: readonly TimelineEvent[],
  entries: readonly Entry[],
  kinds: readonly EntryType[],
): Row[] {
  const shown = entries.filter((entry) => kinds.includes(entry.type));
  return shown.length === 0 ? [...events] : inOrder<Row>([...events, ...shown]);
}
