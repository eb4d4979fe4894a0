import {
  parseSort,
  type FollowUp,
  type IncidentFollowUpOrder,
  type IncidentFollowUpSort,
} from '@debrief/contract';

type Sortable = Pick<FollowUp, 'id' | 'text' | 'dueOn' | 'owner' | 'intent' | 'createdAt'>;

/** Sorts after every text. */
const none = '\uFFFF';

const sortKeys: Record<IncidentFollowUpSort, (one: Sortable) => string> = {
  age: (one) => one.createdAt,
  due: (one) => one.dueOn ?? none,
  owner: (one) => one.owner?.name.toLowerCase() ?? none,
  intent: (one) => one.intent,
  text: (one) => one.text.toLowerCase(),
};

/** The order of a column, as in the list across incidents; rows without a value come last. */
export function sortFollowUps<T extends Sortable>(
  items: readonly T[],
  order: IncidentFollowUpOrder,
): T[] {
  const { column, isBackwards } = parseSort<IncidentFollowUpSort>(order);
  const sign = isBackwards ? -1 : 1;
  const key = sortKeys[column];
  return items.toSorted(
    (one, other) => sign * (compare(key(one), key(other)) || compare(one.id, other.id)),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
