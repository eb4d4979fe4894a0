import { isObject, type JsonObject, type Rejected, type Row, toText, valueAt } from '../row.ts';
import { findShape } from '../shapes/shapes.ts';
import type { Shape } from '../shapes/shape.ts';
import { toExcerpt } from '../bytes/decode.ts';
import { plainRules, readTime } from '../time/time.ts';

/** Lists that belong to their record: attachments and participants. */
const ownLists =
  /^(?:attachments|files|embeds|blocks|reactions|edits|edit_history|labels|tags|components|links|users|members|assignees|participants|mentions|images|fields|elements)$/i;
const timeKey =
  /time|date|stamp|(?:_at|_on|server_ts)$|^(?:at|ts|when|created|updated|started|start)$/i;
const camelTime = /At$/;
const creationKey =
  /^(?:at|ts|time|timestamp|date|(?:created|started|start|opened|begun?|occurred)(?:_?at|_?time|_?date)?)$/i;
const deepest = 3;

/**
 * A record with the records in its nested lists: replies, comments, updates. A wrapper without a
 * time is dropped.
 */
export function expandRow(row: Row, isRoot = false): (Row | Rejected)[] {
  const shape = findShape(row.value);
  if (shape !== null) return [{ ...row, shape }, ...listedRows(row, shape, isRoot)];
  const isRecord = isRoot
    ? Object.entries(row.value).some(([key, value]) => creationKey.test(key) && isTime(value))
    : hasTime(row.value, 1);
  const inside = rowsInside(isRecord ? row : withGroup(row, row.value), row.value, '', 0, isRoot);
  if (inside.length === 0) return [row];
  return isRecord ? [row, ...inside] : inside;
}

const deepestShape = 6;

/** The records in the lists of a shape; a list can also be one record, or have an entry for each id. */
function listedRows(row: Row, { lists = [] }: Shape, isRoot: boolean): (Row | Rejected)[] {
  return lists.flatMap((path) => {
    const list = valueAt(row.value, path);
    if (typeof list !== 'object' || list === null) return [];
    return listRecords(list).flatMap((one, index): (Row | Rejected)[] => {
      const place = `${isRoot ? '' : `${row.place}, `}${path} ${index + 1}`;
      if (!isObject(one)) return [rejectValue(one, place, 'A record must be an object.')];
      if (countParents(row) >= deepestShape)
        return [rejectValue(one, place, 'The records are nested too deeply.')];
      return childRows(row, one, path, place);
    });
  });
}

function listRecords(list: object): unknown[] {
  if (!isObject(list)) return Object.values<unknown>({ ...list });
  if (findShape(list) !== null) return [list];
  const entries = Object.values(list);
  return entries.every(isObject) ? entries : [];
}

function rejectValue(value: unknown, place: string, reason: string): Rejected {
  const excerpt = toExcerpt(
    isObject(value) ? Object.keys(value).join(', ') : (toText(value) ?? ''),
  );
  return { type: 'rejected', place, reason, excerpt };
}

function countParents({ parent }: Row): number {
  let count = 0;
  for (let one = parent; one !== undefined; one = one.parent) count += 1;
  return count;
}

const groupNames =
  'channel.name channel_name room_name room channel metric target service host hostname name label Label title'.split(
    ' ',
  );

/** The name of the object around records: without it, two channels would be mixed. */
export function withGroup(row: Row, value: JsonObject): Row {
  const name = groupNames
    .map((column) => valueAt(value, column))
    .find((one) => typeof one === 'string' && one.trim() !== '' && one.length <= 100);
  return typeof name === 'string' ? { ...row, group: name } : row;
}

function rowsInside(
  parent: Row,
  value: JsonObject,
  prefix: string,
  depth: number,
  isRoot: boolean,
): (Row | Rejected)[] {
  const rows: (Row | Rejected)[] = [];
  // An object with an entry for each id or time is a list.
  if (isRoot && depth === 0 && isKeyedList(value))
    return Object.entries(value).flatMap(([id, one], index) =>
      childRows(parent, toKeyedRow(id, one), '', `entry ${index + 1}`),
    );
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null || isOwnList(name, inner)) continue;
    const path = prefix + name;
    const at = (number: number): string =>
      isRoot ? `${path} ${number}` : `${parent.place}, ${path} ${number}`;
    if (Array.isArray(inner)) rows.push(...rowsOfList(parent, value, inner, path, at, depth));
    else if (isObject(inner) && findShape(inner)?.lists !== undefined)
      rows.push(...childRows(parent, inner, path, isRoot ? path : `${parent.place}, ${path}`));
    else if (isObject(inner)) {
      const isKeyed = isKeyedList(inner);
      if (isKeyed)
        for (const [index, [id, one]] of Object.entries(inner).entries())
          rows.push(...childRows(parent, toKeyedRow(id, one), path, at(index + 1)));
      if (!isKeyed && depth < deepest)
        rows.push(...rowsInside(parent, inner, `${path}.`, depth + 1, isRoot));
    }
  }
  return rows;
}

/** Jira keeps all of an issue in `fields`. */
export function isOwnList(name: string, inner: object): boolean {
  return ownLists.test(name) && !(name === 'fields' && isObject(inner));
}

/** An object with a record for each id, or with a text or record for each time. */
function isKeyedList(value: JsonObject): boolean {
  const keyed = Object.entries(value);
  return (
    keyed.length > 1 &&
    (keyed.every(([, one]) => isObject(one) && hasTime(one, 0)) ||
      keyed.every(([key]) => key.length > 9 && isTime(key)))
  );
}

function toKeyedRow(key: string, value: unknown): JsonObject {
  if (!isTime(key)) return isObject(value) ? { id: key, ...value } : { id: key };
  return isObject(value) ? { time: key, ...value } : { time: key, text: toText(value) ?? '' };
}

function rowsOfList(
  parent: Row,
  holder: JsonObject,
  list: unknown[],
  path: string,
  at: (number: number) => string,
  depth: number,
): (Row | Rejected)[] {
  if (list.some((one) => isObject(one) && hasTime(one, 1)) || list.slice(0, 20).some(hasShape))
    return list.flatMap((one, index) =>
      isObject(one) ? childRows(parent, one, path, at(index + 1)) : [],
    );
  const pairs = list.map(toPairsRow);
  if (pairs.length > 0 && pairs.every((one) => one !== null && hasTime(one, 0)))
    return pairs.flatMap((one, index) =>
      one === null ? [] : childRows(parent, one, path, at(index + 1)),
    );
  const named = withGroup(parent, holder);
  const series = list.map((one) => toSeriesRow(holder, one));
  if (series.length > 0 && series.every((one) => one !== null))
    return series.flatMap((one, index) => childRows(named, one, path, at(index + 1)));
  // The one value of an instant query.
  const single = /(?:^|\.)(?:value|result)$/.test(path) ? toSeriesRow(holder, list) : null;
  if (single !== null) return childRows(named, single, path, at(1));
  if (depth >= deepest) return [];
  return list.flatMap((one, index) =>
    isObject(one)
      ? rowsInside(
          withGroup({ ...parent, place: at(index + 1) }, one),
          one,
          `${path}.`,
          depth + 1,
          false,
        )
      : [],
  );
}

const hasShape = (one: unknown): boolean => isObject(one) && findShape(one) !== null;

/** A record as a list of its fields: CloudWatch Logs Insights. */
function toPairsRow(list: unknown): JsonObject | null {
  if (!Array.isArray(list)) return null;
  const pairs = list.map((one: unknown): [string, unknown] | null => {
    const name = isObject(one) ? one['field'] : null;
    return isObject(one) && typeof name === 'string' && 'value' in one
      ? [name, one['value']]
      : null;
  });
  const found = pairs.filter((pair) => pair !== null);
  return found.length === 0 || found.length < pairs.length ? null : Object.fromEntries(found);
}

/**
 * A time with its values, with the labels of its series: Prometheus, Loki, InfluxDB; Graphite writes
 * the time last.
 */
function toSeriesRow(holder: JsonObject, list: unknown): JsonObject | null {
  if (!Array.isArray(list) || list.length < 2) return null;
  const values: unknown[] = isTime(list[0]) || list.length > 2 ? list : list.toReversed();
  const [time, ...others] = values;
  const isValue = (one: unknown): boolean =>
    one === null || typeof one === 'number' || typeof one === 'string' || isObject(one);
  if (!isTime(time) || !others.every(isValue)) return null;
  const labels = [
    ...Object.entries(holder).filter(
      ([, value]) => !Array.isArray(value) && toText(value) !== null,
    ),
    ...[...Object.values(holder), ...others].filter(isObject).flatMap(Object.entries<unknown>),
  ];
  return Object.fromEntries([...labels, ['time', time], ...toSeriesText(holder, others)]);
}

/** A line as it is; numbers with the name of their metric and, if it has one, of their column. */
function toSeriesText(holder: JsonObject, values: unknown[]): [string, string][] {
  const { metric, target, name, columns } = holder;
  const [value] = values;
  if (
    values.length <= 2 &&
    typeof value === 'string' &&
    !/^(?:[+-]?[\d.]+(?:e[+-]?\d+)?|[+-]?Inf|NaN)$/i.test(value)
  )
    return [['text', value]];
  const series = toText(isObject(metric) ? metric['__name__'] : (metric ?? target ?? name)) ?? '';
  const headings: unknown[] = Array.isArray(columns) ? columns.slice(1) : [];
  const parts = values.map((one, index) =>
    [toText(headings[index]) ?? '', toText(one) ?? JSON.stringify(one)].join(' ').trim(),
  );
  return [
    ['text', `${series} ${parts.join(', ')}`.trim()],
    ['kind', 'metric'],
  ];
}

function childRows(
  parent: Row,
  value: JsonObject,
  path: string,
  place: string,
): (Row | Rejected)[] {
  const row: Row = {
    type: 'row',
    place,
    value,
    marks: parent.marks,
    payload: JSON.stringify(value),
    path: parent.path === undefined ? path : `${parent.path}.${path}`,
    parent,
    ...(parent.group !== undefined && { group: parent.group }),
  };
  return expandRow(row);
}

function hasTime(value: JsonObject, depth: number): boolean {
  return Object.entries(value).some(
    ([key, inner]) =>
      ((timeKey.test(key) || camelTime.test(key)) && isTime(inner)) ||
      (depth > 0 && isObject(inner) && hasTime(inner, depth - 1)),
  );
}

/** Whether a value is a date, or a number of the size of an epoch time. */
export function isTime(value: unknown): boolean {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return /^1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?$/.test(text);
  return text.length > 7 && text.length < 60 && typeof readTime(text, plainRules) !== 'string';
}
