import { HypothesisStatus, type Entry, type EntryType } from '@debrief/contract';

/** One list of cards: the hypotheses of one state, or all of another kind. */
export interface Lane {
  key: string;
  type: EntryType;
  status: HypothesisStatus | null;
  entries: Entry[];
}

const statuses = HypothesisStatus.options;

/** The lanes of the board in the order in which they are read, and in which `j` walks them. Open questions stand first. */
export function buildLanes(entries: readonly Entry[]): Lane[] {
  const hypotheses = statuses.map((status) => ({
    key: `hypothesis-${status}`,
    type: 'hypothesis' as const,
    status,
    entries: entries.filter((entry) => entry.type === 'hypothesis' && entry.status === status),
  }));
  const isAnswered = (entry: Entry) => entry.type === 'question' && entry.isAnswered;
  const ofType = (type: EntryType): Lane => ({
    key: type,
    type,
    status: null,
    entries: entries
      .filter((entry) => entry.type === type)
      .toSorted((a, b) => Number(isAnswered(a)) - Number(isAnswered(b))),
  });
  return [...hypotheses, ofType('question'), ofType('decision'), ofType('impact')];
}
