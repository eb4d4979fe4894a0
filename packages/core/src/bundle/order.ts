import { bundleOrder, isItemLine, type BundleLine } from '@debrief/contract';

type Part = string | number;

/** The sort key of a line in its section. Each key occurs once. */
function toSortKey(line: BundleLine, itemAt: string): Part[] {
  if (isItemLine(line)) return [line.state.id];
  switch (line.type) {
    case 'source':
    case 'stream':
    case 'person':
    case 'identity':
    case 'import':
    case 'redaction':
    case 'reader-question':
    case 'version-use':
    case 'factor-link':
    case 'suggestion':
      return [line.id];
    case 'milestone':
      return [line.kind];
    case 'kept-note':
      return [line.targetKind, line.targetId, line.rule, line.sentence];
    case 'tag':
      return [line.name];
    case 'item-tag':
      return [line.tag, line.targetKind, line.targetId];
    case 'included-stream':
      return [line.streamId];
    case 'person-role':
      return [line.personId];
    case 'stream-member':
      return [line.streamId, line.identityId];
    case 'declined-match':
      return [line.one, line.other];
    case 'rejection':
      return [line.importId, line.number];
    case 'evidence':
      return [line.streamId, itemAt, line.itemId, line.revision];
    case 'published-version':
      return [line.number];
    case 'activity':
      return [line.position];
    case 'bundle':
    case 'incident':
    case 'report':
    case 'end':
      return [];
  }
}

/**
 * Checks that the lines follow the order of the format. This also finds lines that are duplicated
 * or missing.
 */
export class Order {
  #section = -1;
  #place: Part[] = [];
  #itemAt = '';
  #lastPosition = 0;

  /** The fault of the line, or null. */
  take(line: BundleLine): string | null {
    const section = bundleOrder.indexOf(line.type);
    if (this.#section === -1 && line.type !== 'bundle')
      return 'the first line must be the bundle header';
    if (this.#section === 0 && line.type !== 'incident')
      return 'the second line must be the incident';
    if (section < this.#section) return `"${line.type}" line is out of order`;
    if (line.type === 'evidence' && line.revision === 1) this.#itemAt = line.occurredAt;
    const place = toSortKey(line, this.#itemAt);
    if (section === this.#section && !isBefore(this.#place, place))
      return `"${line.type}" line is repeated or out of order`;
    this.#section = section;
    this.#place = place;
    if (line.type !== 'activity') return null;
    if (line.position !== this.#lastPosition + 1)
      return `activity ${line.position} follows activity ${this.#lastPosition}`;
    this.#lastPosition = line.position;
    return null;
  }
}

function isBefore(one: Part[], other: Part[]): boolean {
  for (const [index, part] of one.entries()) {
    const next = other[index];
    if (next === undefined) return false;
    if (part !== next) return part < next;
  }
  return false;
}
