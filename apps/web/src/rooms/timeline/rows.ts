import {
  type Finding,
  type TimelineEvent,
  type FindingType,
  findingTypes,
} from '@debrief/contract';
import { sortByTime } from '../evidence/cite/index.ts';

export type Row = TimelineEvent | Finding;

export function isFinding(row: Row): row is Finding {
  return 'statement' in row;
}

/** Factors have their own graph; here they are shown on request. */
const usual: readonly FindingType[] = [
  'hypothesis',
  'decision',
  'question',
  'impact',
  'observation',
  'contradiction',
];

export function parseKinds(text: string | undefined): readonly FindingType[] {
  if (text === undefined) return usual;
  const asked = text.split(',');
  return findingTypes.filter((type) => asked.includes(type));
}

/** The URL parameter after toggling this kind; undefined for the default. */
export function toggledKinds(shown: readonly FindingType[], type: FindingType): string | undefined {
  const next = findingTypes.filter((one) => shown.includes(one) !== (one === type));
  if (next.length === usual.length && usual.every((one) => next.includes(one))) return undefined;
  return next.length === 0 ? 'none' : next.join(',');
}

/** The conflicting accounts that each event is part of; the first, if there are several. */
export function listConflicts(findings: readonly Finding[]): Map<string, string> {
  const conflicts = new Map<string, string>();
  for (const finding of findings)
    if (finding.type === 'contradiction')
      for (const { eventId } of finding.accounts)
        if (eventId !== null && !conflicts.has(eventId)) conflicts.set(eventId, finding.id);
  return conflicts;
}

export function mergeRows(
  events: readonly TimelineEvent[],
  findings: readonly Finding[],
  kinds: readonly FindingType[],
): Row[] {
  const shown = findings.filter((finding) => kinds.includes(finding.type));
  return shown.length === 0 ? [...events] : sortByTime<Row>([...events, ...shown]);
}

/** The next row after this one whose known time is only proposed; from the start after the last. */
export function findUnconfirmed(rows: readonly Row[], id: string): Row | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find(
    ({ knownSince }) => knownSince.basis === 'first-mention',
  );
}
