import { Status, type IncidentSort } from '@debrief/contract';
import { readPlace, writePlace, type SortedPlace } from '../sorted-place.ts';

export interface Sortable {
  id: string;
  number: number;
  title: string;
  severity: string | null;
  status: Status;
  evidenceCount: number;
  eventCount: number;
  firstAt: string | null;
}

const digits = 12;
/** Sorts after every other value, in both directions. */
const none = '\uFFFF';

/** The sort keys of an incident: texts that compare as the column should. */
function sortKey(incident: Sortable, column: IncidentSort): string {
  switch (column) {
    case 'number':
      return String(incident.number).padStart(digits, '0');
    case 'title':
      return incident.title.toLowerCase();
    case 'severity':
      return incident.severity ?? none;
    case 'status':
      return String(Status.options.indexOf(incident.status)).padStart(digits, '0');
    case 'start':
      return incident.firstAt ?? none;
    case 'evidence':
      return String(incident.evidenceCount).padStart(digits, '0');
    case 'events':
      return String(incident.eventCount).padStart(digits, '0');
  }
}

function compare([oneKey, oneId]: SortedPlace, [otherKey, otherId]: SortedPlace): number {
  if (oneKey !== otherKey) return oneKey < otherKey ? -1 : 1;
  return oneId < otherId ? -1 : Number(oneId > otherId);
}

/**
 * A page of incidents in the order of a column, after a cursor. Errors: `invalid` for a cursor of
 * another list.
 */
export function pageSorted<T extends Sortable>(
  incidents: readonly T[],
  { column, isBackwards }: { column: IncidentSort; isBackwards: boolean },
  { cursor, limit }: { cursor: string | undefined; limit: number },
): { items: T[]; next: string | null } {
  const sign = isBackwards ? -1 : 1;
  const after = cursor === undefined ? null : readPlace(cursor);
  const placed = incidents
    .map((incident) => ({ incident, place: [sortKey(incident, column), incident.id] as const }))
    .filter(({ place }) => after === null || compare(place, after) * sign > 0)
    .toSorted((one, other) => compare(one.place, other.place) * sign);
  const last = placed.length > limit ? placed[limit - 1] : undefined;
  return {
    items: placed.slice(0, limit).map(({ incident }) => incident),
    next: last ? writePlace(last.place) : null,
  };
}
