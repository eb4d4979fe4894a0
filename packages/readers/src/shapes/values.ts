import { isObject, toText, valueAt, type JsonObject } from '../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../source.ts';
import { plainRules, readTime } from '../time/time.ts';
import type { Draft } from './shape.ts';

/** The scalar at a dotted path as text; empty if there is none. */
export function textAt(value: JsonObject, path: string): string {
  return toText(valueAt(value, path)) ?? '';
}

/** The first path with a text; empty if none has one. */
export function firstText(value: JsonObject, ...paths: string[]): string {
  for (const path of paths) {
    const text = textAt(value, path);
    if (text.trim() !== '') return text;
  }
  return '';
}

/** The object at a dotted path; an empty one if there is none. */
export function objectAt(value: JsonObject, path: string): JsonObject {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
}

/** The objects of the list at a dotted path. */
export function objectsAt(value: JsonObject, path: string): JsonObject[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The parts that are not empty, one per line. */
export function joinLines(...parts: string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n');
}

/** Who a record names, by the tool's own id; null if it names no one. */
export function toIdentity(
  id: string,
  name = '',
  { email = '', isBot = false }: { email?: string; isBot?: boolean } = {},
): IdentityRef | null {
  const key = id || email || name;
  return key === '' ? null : { key, name: name || key, email: email || null, isBot };
}

export function toStream(key: string, name = ''): StreamRef | null {
  return key === '' ? null : { key, name: name || key };
}

/** The addresses that are not empty. */
export function toLinks(...urls: string[]): NonNullable<Draft['links']> {
  return [...new Set(urls)].filter((url) => url !== '').map((url) => ({ url }));
}

/** The first text that each fact has. */
export function pickFields(
  value: JsonObject,
  facts: Record<string, string | readonly string[]>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, paths]) => [name, firstText(value, ...[paths].flat())]),
  );
}

/** A time for display; empty if there is none. */
export function toIso(value: unknown): string {
  const time = value === 0 ? 'missing' : readTime(value, plainRules);
  return typeof time === 'string' ? '' : time.at.toISOString();
}

/** Who reacted, by the name of the reaction. */
export function groupReactions(
  reactions: readonly { name: string; by: IdentityRef | null }[],
): NonNullable<Draft['reactions']> {
  return [...Map.groupBy(reactions, ({ name }) => name)]
    .filter(([name]) => name !== '')
    .map(([name, all]) => ({ name, by: all.flatMap(({ by }) => (by === null ? [] : [by])) }));
}

/** A file by reference. */
export function toFile(
  name: string,
  { url = '', type = '', size }: { url?: string; type?: string; size?: unknown } = {},
): NonNullable<Draft['files']>[number] {
  return {
    name: name || 'a file',
    ...(url !== '' && { url }),
    ...(type !== '' && { type }),
    ...(typeof size === 'number' && { size }),
  };
}

/** The texts of a list. */
export function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

/** A source named by the account in an address, such as `https://acme.pagerduty.com/…`. */
export function toSource(kind: string, account: string): SourceRef | null {
  return account === '' ? null : { kind, key: `${kind}:${account}`, name: account };
}

/** The host of an address, or the part of it before a domain; empty if it has none. */
export function readHost(url: string, domain = ''): string {
  const [, host = ''] = /^https?:\/\/([^/?#:]{1,200})/.exec(url) ?? [];
  if (domain === '') return host;
  return host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : '';
}

/** A text of several facts: "status: down, host: db1". */
export function listFacts(facts: JsonObject): string {
  return Object.entries(facts)
    .map(([name, value]) => [name, toText(value) ?? ''])
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** The time after a number of milliseconds; empty if either is unreadable. */
export function addMs(value: unknown, ms: unknown): string {
  const time = readTime(value, plainRules);
  const count = typeof ms === 'number' && Math.abs(ms) < 1e13 ? ms : Number.NaN;
  return typeof time === 'string' || Number.isNaN(count)
    ? ''
    : new Date(time.at.getTime() + count).toISOString();
}
