import { isObject, type JsonObject, type Row, toText } from '../row.ts';
import { plainRules, readTime } from '../time/time.ts';

/** Lists that belong to their record: attachments and participants. */
const ownLists =
  /^(?:attachments|files|embeds|blocks|reactions|edits|edit_history|labels|tags|links|users|members|assignees|participants|mentions|images|fields|elements)$/i;
const timeKey = /time|date|stamp|(?:_at|_on)$|^(?:at|ts|when|created|updated|started|start)$/i;
const camelTime = /At$/;
const creationKey =
  /^(?:at|ts|time|timestamp|date|(?:created|started|start|opened|begun?|occurred)(?:_?at|_?time|_?date)?)$/i;
const deepest = 3;

/**
 * A record with the records in its nested lists: replies, comments, updates. A wrapper without a
 * time is dropped.
 */
export function expandRow(row: Row, isRoot = false): Row[] {
  const inside = rowsInside(row, row.value, '', 0, isRoot);
  if (inside.length === 0) return [row];
  const isRecord = isRoot
    ? Object.entries(row.value).some(([key, value]) => creationKey.test(key) && isTime(value))
    : hasTime(row.value, 1);
  return isRecord ? [row, ...inside] : inside;
}

function rowsInside(
  parent: Row,
  value: JsonObject,
  prefix: string,
  depth: number,
  isRoot: boolean,
): Row[] {
  const rows: Row[] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null || ownLists.test(name)) continue;
    const path = prefix + name;
    const at = (number: number): string =>
      isRoot ? `${path} ${number}` : `${parent.place}, ${path} ${number}`;
    if (Array.isArray(inner)) rows.push(...rowsOfList(parent, value, inner, path, at, depth));
    else if (isObject(inner)) {
      const keyed = Object.entries(inner);
      const isKeyed =
        keyed.length > 1 && keyed.every(([, one]) => isObject(one) && hasTime(one, 0));
      if (isKeyed)
        for (const [index, [id, one]] of keyed.entries())
          if (isObject(one)) rows.push(...childRows(parent, { id, ...one }, path, at(index + 1)));
      if (!isKeyed && depth < deepest)
        rows.push(...rowsInside(parent, inner, `${path}.`, depth + 1, isRoot));
    }
  }
  return rows;
}

function rowsOfList(
  parent: Row,
  holder: JsonObject,
  list: unknown[],
  path: string,
  at: (number: number) => string,
  depth: number,
): Row[] {
  if (list.some((one) => isObject(one) && hasTime(one, 1)))
    return list.flatMap((one, index) =>
      isObject(one) ? childRows(parent, one, path, at(index + 1)) : [],
    );
  // Loki and Prometheus: pairs of a time and a line or value.
  if (
    list.length > 0 &&
    list.every((one) => Array.isArray(one) && one.length >= 2 && isTime(one[0]))
  )
    return list.flatMap((one, index) =>
      Array.isArray(one) ? childRows(parent, toTimedRow(holder, one), path, at(index + 1)) : [],
    );
  if (depth >= deepest) return [];
  return list.flatMap((one, index) =>
    isObject(one)
      ? rowsInside({ ...parent, place: at(index + 1) }, one, `${path}.`, depth + 1, false)
      : [],
  );
}

function toTimedRow(holder: JsonObject, [time, said]: unknown[]): JsonObject {
  const labels = Object.values(holder)
    .filter(isObject)
    .flatMap(Object.entries<unknown>);
  return Object.fromEntries([...labels, ['time', time], ['text', toText(said) ?? '']]);
}

function childRows(parent: Row, value: JsonObject, path: string, place: string): Row[] {
  const row: Row = {
    type: 'row',
    place,
    value,
    marks: parent.marks,
    payload: JSON.stringify(value),
    path: parent.path === undefined ? path : `${parent.path}.${path}`,
    parent,
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

function isTime(value: unknown): boolean {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return /^1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?$/.test(text);
  return text.length > 7 && text.length < 60 && typeof readTime(text, plainRules) !== 'string';
}
