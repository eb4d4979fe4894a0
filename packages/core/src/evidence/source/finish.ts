import { createHash } from 'node:crypto';
import type { Mark } from '@debrief/contract';
import { cleanText, storable } from './decode.ts';
import type { IdentityRef, SourceRecord, StreamRef } from './source.ts';

const maxFields = 40;
const maxFieldLength = 500;
const maxListed = 200;

/** Makes a record fit to be stored: no character that the database cannot hold, nothing beyond its bounds, and a mark for each thing found. */
export function finish(record: SourceRecord): SourceRecord {
  const { text, marks } = cleanText(record.text);
  const { details } = record;
  const title = details.title === undefined ? null : cleanText(details.title);
  return {
    ...record,
    text,
    stream: finishStream(record.stream),
    key: record.key === null ? null : finishKey(record.key),
    repliesTo: record.repliesTo === null ? null : finishKey(record.repliesTo),
    author: record.author === null ? null : finishIdentity(record.author),
    reactions: record.reactions.slice(0, maxListed).map(({ name, by }) => ({ name: bounded(name, 100), by: by.map(finishIdentity) })),
    details: {
      ...details,
      ...(title === null ? {} : { title: bounded(title.text, 1000) }),
      ...(details.fields === undefined ? {} : { fields: finishFields(details.fields) }),
      ...(details.files === undefined ? {} : { files: details.files.slice(0, maxListed).map(finishStrings) }),
      ...(details.links === undefined ? {} : { links: details.links.slice(0, maxListed).map(finishStrings) }),
    },
    marks: [...new Set<Mark>([...record.marks, ...marks, ...(title?.marks ?? [])])],
  };
}

export function finishStream(stream: StreamRef): StreamRef {
  return { key: finishKey(stream.key) || 'unnamed', name: bounded(stream.name, 200).trim() || 'unnamed' };
}

export function finishIdentity(identity: IdentityRef): IdentityRef {
  return {
    ...identity,
    key: finishKey(identity.key),
    name: bounded(identity.name.replaceAll(/\s+/g, ' ').trim(), 200) || bounded(identity.key, 200),
    email: identity.email === null ? null : bounded(identity.email, 320),
  };
}

function finishFields(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields)
      .slice(0, maxFields)
      .map(([name, value]) => [bounded(name, 100), bounded(value, maxFieldLength)]),
  );
}

function finishStrings<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([name, inner]) => [name, typeof inner === 'string' ? bounded(inner, 4000) : inner]);
  return { ...value, ...Object.fromEntries(entries) };
}

/** A key may be cut, but never so that two become one. */
function finishKey(key: string): string {
  const safe = storable(key);
  return safe.length <= 300 ? safe : `${safe.slice(0, 200).toWellFormed()}#${createHash('sha256').update(safe).digest('hex')}`;
}

export function bounded(text: string, length: number): string {
  const safe = storable(text);
  return safe.length <= length ? safe : `${safe.slice(0, length - 1).toWellFormed()}…`;
}
