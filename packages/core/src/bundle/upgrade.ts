import { renameAccessWords } from './upgrade-access-words.ts';
import { upgradeWords } from './upgrade-words.ts';

import { renameReportWords } from './upgrade-report-words.ts';

/** A bundle line whose schema has not been checked yet. */
export interface UncheckedLine {
  /** The line number in the file, for messages. */
  number: number;
  value: unknown;
}

type Fields = Record<string, unknown>;

/**
 * Converts lines of an older version. Version 1 had citations of events in separate lines after all
 * items, and other lines for each kind of item; they are collected until the last of them is read.
 */
export async function* upgradeLines(
  lines: AsyncIterable<UncheckedLine>,
): AsyncGenerator<UncheckedLine> {
  let isOld = false;
  let items: (UncheckedLine & { value: Fields })[] = [];
  for await (const line of lines) {
    const fields = asFields(line.value);
    const value = isOld && fields ? renameAccessWords(renameReportWords(fields)) : fields;
    if (line.number === 1 && value?.['version'] === 1) {
      isOld = true;
      yield { ...line, value: { ...value, version: 2 } };
      continue;
    }
    if (!isOld || !value) {
      yield line;
      continue;
    }
    if (isItemPart(value)) {
      items.push({ ...line, value });
      continue;
    }
    yield* upgradeItems(items);
    items = [];
    yield { ...line, value: hasWords(value) ? upgradeWords(value) : value };
  }
  yield* upgradeItems(items);
}

/** Whether a line contains words of the product. What sources say is not changed. */
function hasWords(value: Fields): boolean {
  return ['incident', 'activity', 'published-version'].some((type) => value['type'] === type);
}

/** The lines between the redactions and the report, in version 1 order. */
const itemParts = new Set([
  'event',
  'milestone',
  'entry',
  'factor-link',
  'follow-up',
  'suggestion',
  'citation',
]);

function isItemPart(value: Fields): boolean {
  return typeof value['type'] === 'string' && itemParts.has(value['type']);
}

function* upgradeItems(
  lines: readonly (UncheckedLine & { value: Fields })[],
): Generator<UncheckedLine> {
  const citations = Map.groupBy(
    lines.filter(({ value }) => value['type'] === 'citation'),
    ({ value }) => value['eventId'],
  );
  const upgraded = lines.flatMap(({ number, value }) => {
    const cited = (citations.get(value['id']) ?? []).map((line) => line.value);
    const next = asFields(upgradeWords(upgradeItem(value, cited)));
    return next ? [{ number, value: next }] : [];
  });
  const order = ['event', 'finding', 'follow-up', 'factor-link', 'milestone', 'suggestion'];
  yield* upgraded.toSorted(
    (one, other) =>
      order.indexOf(String(one.value['type'])) - order.indexOf(String(other.value['type'])),
  );
}

/**
 * Converts a version 1 line to version 2. Null for the citation of an event, which is part of the
 * event's line now.
 */
function upgradeItem(line: Fields, cited: readonly Fields[]): Fields | null {
  const { createdAt, createdBy, updatedAt, updatedBy, removedAt, version, ...rest } = line;
  const written = { createdAt, createdBy, updatedAt, updatedBy, removedAt, version };
  const { type, ...own } = rest;
  switch (type) {
    case 'citation':
      return null;
    case 'event': {
      const { perspectivePersonId: personId, perspectiveTeam: team, ...state } = own;
      const citations = cited
        .toSorted((one, other) => readPosition(one) - readPosition(other))
        .map(({ type: _, eventId: __, position: ___, ...citation }) => ({
          ...citation,
          part: null,
        }));
      const perspective =
        typeof personId === 'string'
          ? { type: 'person', personId }
          : typeof team === 'string'
            ? { type: 'team', team }
            : { type: 'shared' };
      return { type, state: { ...state, perspective, citations }, ...written };
    }
    case 'entry': {
      const { entryType, ...state } = own;
      return { type: 'finding', state: { ...state, type: entryType }, ...written };
    }
    case 'follow-up': {
      const citations = Array.isArray(own['citations'])
        ? own['citations'].map((citation: object) => ({ ...citation, part: null }))
        : own['citations'];
      return { type, state: { ...own, citations }, ...written };
    }
    default:
      return line;
  }
}

function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function readPosition({ position }: Fields): number {
  return typeof position === 'number' ? position : 0;
}
