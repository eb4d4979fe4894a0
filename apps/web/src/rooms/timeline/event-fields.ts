import { toPerspectiveKey } from './event-order.ts';
import type { ChangeEvent, TimelineEvent } from '@debrief/contract';
import { listChangedFields, type FieldSet } from '../../data/merge-versions.ts';
import { toCitationInputs } from '../evidence/cite/index.ts';

export type Fields = Pick<
  TimelineEvent,
  | 'title'
  | 'text'
  | 'at'
  | 'until'
  | 'precision'
  | 'type'
  | 'perspective'
  | 'citations'
  | 'recollectionOf'
  | 'knownAt'
>;
export type FieldName = keyof Fields;

export const fieldNames = [
  'title',
  'text',
  'at',
  'until',
  'precision',
  'type',
  'perspective',
  'citations',
  'recollectionOf',
  'knownAt',
] as const satisfies readonly FieldName[];

export function pickEventFields(event: Fields): Fields {
  const { title, text, at, until, precision, type, perspective, citations } = event;
  const { recollectionOf, knownAt } = event;
  return {
    title,
    text,
    at,
    until,
    precision,
    type,
    perspective,
    citations,
    recollectionOf,
    knownAt,
  };
}

function sameField(name: FieldName, a: Fields, b: Fields): boolean {
  if (name === 'citations')
    return JSON.stringify(toCitationInputs(a)) === JSON.stringify(toCitationInputs(b));
  if (name === 'perspective') return toPerspectiveKey(a) === toPerspectiveKey(b);
  if (name === 'at') return Date.parse(a.at) === Date.parse(b.at);
  return a[name] === b[name];
}

export const eventFields: FieldSet<Fields, FieldName> = {
  names: fieldNames,
  same: sameField,
  along: {
    perspective: ['perspectiveName'],
    citations: ['isRecollection'],
    knownAt: ['knownSince'],
  },
};

function pickFields(fields: Fields, names: readonly FieldName[]): Partial<Fields> {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

/** What to send so that `saved` becomes `wanted`: only the changed fields. */
export function changeTo(saved: TimelineEvent, wanted: Fields): ChangeEvent {
  const names = listChangedFields(eventFields, saved, wanted);
  const { citations: _citations, ...plain } = pickFields(wanted, names);
  return {
    id: saved.id,
    version: saved.version,
    ...plain,
    ...(names.includes('citations') ? { citations: toCitationInputs(wanted) } : {}),
  };
}
