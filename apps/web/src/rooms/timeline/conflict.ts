import type { ChangeEvent, TimelineEvent } from '@debrief/contract';
import type { Side } from '../../ui/version-choice.tsx';
import { asInputs } from '../evidence/cite/index.ts';

/** The fields of an event that a person can change. */
export type Fields = Pick<
  TimelineEvent,
  | 'title'
  | 'text'
  | 'at'
  | 'until'
  | 'precision'
  | 'marker'
  | 'perspective'
  | 'citations'
  | 'recollectionOf'
>;
export type FieldName = keyof Fields;

export const fieldNames = [
  'title',
  'text',
  'at',
  'until',
  'precision',
  'marker',
  'perspective',
  'citations',
  'recollectionOf',
] as const satisfies readonly FieldName[];

export const fieldLabels: Record<FieldName, string> = {
  title: 'Title',
  text: 'Text',
  at: 'Time',
  until: 'Until',
  precision: 'Precision',
  marker: 'Marker',
  perspective: 'Perspective',
  citations: 'Citations',
  recollectionOf: 'Recollection of',
};

export function fieldsOf(event: Fields): Fields {
  const { title, text, at, until, precision, marker, perspective, citations, recollectionOf } =
    event;
  return { title, text, at, until, precision, marker, perspective, citations, recollectionOf };
}

export function sameField(name: FieldName, a: Fields, b: Fields): boolean {
  if (name === 'citations') return JSON.stringify(asInputs(a)) === JSON.stringify(asInputs(b));
  if (name === 'perspective') return perspectiveText(a) === perspectiveText(b);
  if (name === 'at') return Date.parse(a.at) === Date.parse(b.at);
  return a[name] === b[name];
}

function perspectiveText({ perspective }: Fields): string {
  if (perspective.type === 'person') return `person ${perspective.personId}`;
  return perspective.type === 'team' ? `team ${perspective.team}` : 'shared';
}

export function changedFields(base: Fields, now: Fields): FieldName[] {
  return fieldNames.filter((name) => !sameField(name, base, now));
}

/** How two people's changes of one event stand to each other. */
export interface Comparison {
  /** Changed by me alone, and so mine; by them alone, and so theirs; by both, and different: a person chooses. */
  mine: FieldName[];
  theirs: FieldName[];
  both: FieldName[];
}

export function compare(base: Fields, mine: Fields, theirs: Fields): Comparison {
  const byMe = new Set(changedFields(base, mine));
  const byThem = new Set(changedFields(base, theirs));
  return {
    mine: fieldNames.filter((name) => byMe.has(name) && !byThem.has(name)),
    theirs: fieldNames.filter((name) => byThem.has(name) && !byMe.has(name)),
    both: fieldNames.filter(
      (name) => byMe.has(name) && byThem.has(name) && !sameField(name, mine, theirs),
    ),
  };
}

/** One version out of two: what only one of them changed is taken, what both changed follows the choice. */
export function combined(
  base: Fields,
  mine: Fields,
  theirs: Fields,
  choice: (name: FieldName) => Side,
): Fields {
  const { mine: byMe, both } = compare(base, mine, theirs);
  const take = [...byMe, ...both.filter((name) => choice(name) === 'mine')];
  return { ...fieldsOf(theirs), ...picked(mine, take) };
}

function picked(fields: Fields, names: readonly FieldName[]): Partial<Fields> {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

/** What to send so that `saved` becomes `wanted`: the changed fields alone. */
export function changeTo(saved: TimelineEvent, wanted: Fields): ChangeEvent {
  const names = changedFields(saved, wanted);
  const { citations: _citations, ...plain } = picked(wanted, names);
  return {
    id: saved.id,
    version: saved.version,
    ...plain,
    ...(names.includes('citations') ? { citations: asInputs(wanted) } : {}),
  };
}
