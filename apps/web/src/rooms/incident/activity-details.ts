import {
  eventFields,
  incidentFields,
  type FieldText,
  type Activity,
  type ActivityKind,
} from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { signedDurationText, timeText } from '@debrief/rules/time';
import { eventTypeLooks } from '../../ui/event-type.tsx';
import { redactionWords } from '../../ui/redaction-words.ts';
import { precisionWords } from '../../ui/time-field.tsx';
import { modeWords, statusWords } from './words.ts';

/**
 * What an activity recorded of one object, parsed defensively: its shape is that of the version
 * that wrote it.
 */
class Part {
  readonly #value: unknown;
  constructor(value: unknown) {
    this.#value = Array.isArray(value) ? value[0] : value;
  }
  get(name: string): unknown {
    return typeof this.#value === 'object' && this.#value !== null
      ? Object.getOwnPropertyDescriptor(this.#value, name)?.value
      : undefined;
  }
  text(name: string): string {
    const value = this.get(name);
    return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
  }
  count(name: string): string {
    const value = this.get(name);
    return numberText(typeof value === 'number' ? value : 0);
  }
}

type Details = (before: Part, after: Part, zone: string) => string[];

const { title, text, at, until, type, precision } = eventFields;
const fields: Record<string, FieldText> = {
  ...incidentFields,
  title,
  text,
  at,
  until,
  type,
  precision,
};

const quoteText = (text: string) => `“${text.length > 120 ? `${text.slice(0, 119)}…` : text}”`;

const labels = (looks: Record<string, { label: string }>) =>
  Object.entries(looks).map(([id, { label }]) => [id, label] as const);

/** Values that are stored as an id, with the words of the interface. */
const valueWords: Record<string, ReadonlyMap<string, string>> = {
  status: new Map(labels(statusWords)),
  type: new Map(labels(eventTypeLooks)),
  mode: new Map(Object.entries(modeWords)),
  precision: new Map(Object.entries(precisionWords)),
};

function differences(before: Part, after: Part, zone: string): string[] {
  const formatValue = (part: Part, name: string) => {
    const value = part.text(name);
    if (value === '') return 'not set';
    return (name === 'at' || name === 'until') && !Number.isNaN(Date.parse(value))
      ? timeText(value, zone, 'both', 'exact')
      : quoteText(valueWords[name]?.get(value) ?? value);
  };
  return Object.entries(fields).flatMap(([name, { label }]) =>
    after.get(name) === undefined || before.text(name) === after.text(name)
      ? []
      : [`${label}: ${formatValue(before, name)} → ${formatValue(after, name)}`],
  );
}

const outcomes: Record<string, string> = {
  cancelled: 'Stopped before the end',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

function importResult(_: Part, after: Part): string[] {
  const sum = `${after.count('read')} read = ${after.count('imported')} imported + ${after.count('duplicates')} duplicates + ${after.count('rejected')} rejected${Number(after.get('withheld') ?? 0) > 0 ? ` + ${after.count('withheld')} removed` : ''}`;
  return [outcomes[after.text('state')] ?? '', sum, after.text('problem')];
}

function timeRange(part: Part, zone: string): string {
  if (part.get('isIncluded') !== true) return 'Excluded';
  const end = (name: string, open: string) =>
    part.text(name) === '' ? open : timeText(part.text(name), zone, 'both');
  return `${end('from', 'start')} – ${end('until', 'end')}`;
}

function redaction(_: Part, after: Part): string[] {
  const count = Number(after.get('items') ?? 1);
  const items = count === 1 ? '1 item' : `${count} items`;
  return [`${items}: ${redactionWords(after.text('kind') || 'other')}`, after.text('reason')];
}

const describeDays = (part: Part) =>
  part.get('days') === null ? 'forever' : countText(Number(part.get('days')), 'day');

const clockOffset = (part: Part) => signedDurationText(Number(part.get('clockOffsetMs') ?? 0));

const details: Partial<Record<ActivityKind, Details>> = {
  'incident.changed': differences,
  'event.changed': differences,
  'milestone.set': (_, after, zone) =>
    after.text('at') === '' ? [] : [timeText(after.text('at'), zone, 'both')],
  'import.ended': importResult,
  'stream.time-range-changed': (before, after, zone) => [
    `${timeRange(before, zone)} → ${timeRange(after, zone)}`,
  ],
  'source.clock-corrected': (before, after) => [`${clockOffset(before)} → ${clockOffset(after)}`],
  'evidence.redacted': redaction,
  'source.retention-set': (before, after) => [`${describeDays(before)} → ${describeDays(after)}`],
  'evidence.expired': (_, after) => [countText(Number(after.get('items') ?? 0), 'item')],
  'evidence.removed': (_, after) => [
    countText(Number(after.get('items') ?? 1), 'item'),
    after.text('reason'),
  ],
  'follow-up.verified': (_, after) => [after.text('verification')],
  'follow-up.wont-do': (_, after) => [after.text('wontDoReason')],
};

export function activityDetails(activity: Activity, zone: string): string[] {
  const say = new Map<string, Details>(Object.entries(details)).get(activity.kind);
  const lines = say?.(new Part(activity.before), new Part(activity.after), zone) ?? [];
  return lines.filter((line) => line !== '');
}
