import { RE2JS } from 're2js';
import { QueryError } from './errors.ts';
import { goFormat, goText, isList, isMap, significantText, type GoValue } from './go-format.ts';
import { parseNumber } from './literals.ts';

/** A template that Prometheus fails to expand. */
export class TemplateError extends Error {}

const larger = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const smaller = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

export function toNumber(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') throw new TemplateError(`can't convert ${goText(value)} to float`);
  try {
    return parseNumber(value);
  } catch {
    throw new TemplateError(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
  }
}

function withPrefix(value: number, base: number, prefixes: readonly string[], unit = ''): string {
  let rest = value;
  let prefix = '';
  for (const one of prefixes) {
    if (Math.abs(rest) < base) break;
    prefix = one;
    rest /= base;
  }
  return `${significantText(rest, 4)}${prefix}${unit}`;
}

function withSmallPrefix(value: number, unit = ''): string {
  let rest = value;
  let prefix = '';
  for (const one of smaller) {
    if (Math.abs(rest) >= 1) break;
    prefix = one;
    rest *= 1_000;
  }
  return `${significantText(rest, 4)}${prefix}${unit}`;
}

function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return significantText(value, 4);
  return Math.abs(value) >= 1 ? withPrefix(value, 1_000, larger) : withSmallPrefix(value);
}

function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return significantText(value, 4);
  if (value === 0) return '0s';
  if (Math.abs(value) < 1) return withSmallPrefix(value, 's');
  const sign = value < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(value));
  const seconds = whole % 60;
  const minutes = Math.trunc(whole / 60) % 60;
  const hours = Math.trunc(whole / 3_600) % 24;
  const days = Math.trunc(whole / 86_400);
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes > 0) return `${sign}${minutes}m ${seconds}s`;
  return `${sign}${significantText(Math.abs(value), 4)}s`;
}

function humanizeTimestamp(seconds: number): string {
  if (!Number.isFinite(seconds)) return significantText(seconds, 4);
  const [date = '', time = ''] = new Date(Math.trunc(seconds * 1_000)).toISOString().split('T');
  return `${date} ${time.replace(/\.?0*Z$/, '')} +0000 UTC`;
}

function regexFor(pattern: GoValue): RE2JS {
  try {
    return RE2JS.compile(goText(pattern));
  } catch {
    throw new TemplateError(`error parsing regexp: ${goText(pattern)}`);
  }
}

export function isTrue(value: GoValue): boolean {
  if (value === null || value === false || value === '' || value === 0 || value === 0n)
    return false;
  if (isList(value)) return value.length > 0;
  return !isMap(value) || Object.keys(value).length > 0;
}

function order(one: GoValue, other: GoValue): number {
  if (typeof one === 'string' && typeof other === 'string') {
    if (one === other) return 0;
    return one < other ? -1 : 1;
  }
  const isNumber = (value: GoValue) => typeof value === 'number' || typeof value === 'bigint';
  if (!isNumber(one) || !isNumber(other) || typeof one !== typeof other)
    throw new TemplateError('incompatible types for comparison');
  return Number(one) - Number(other);
}

function isSame(one: GoValue, other: GoValue): boolean {
  if (typeof one !== typeof other) throw new TemplateError('incompatible types for comparison');
  return one === other;
}

function field(value: GoValue, name: GoValue): GoValue {
  if (isList(value)) {
    const item = value[Number(goText(name))];
    if (item === undefined) throw new TemplateError(`index out of range: ${goText(name)}`);
    return item;
  }
  return isMap(value) ? (value[goText(name)] ?? '') : '';
}

function listIn(value: GoValue): readonly GoValue[] {
  if (!isList(value)) throw new TemplateError(`not a list: ${goText(value)}`);
  return value;
}

/** `query` asks the store of the evaluation. */
export type RunQuery = (text: string) => GoValue;

type GoFunction = (args: readonly GoValue[], query: RunQuery) => GoValue;

const ofNumber =
  (change: (value: number) => string): GoFunction =>
  ([value = null]) =>
    change(toNumber(value));
const ofText =
  (change: (text: string) => string): GoFunction =>
  ([value = null]) =>
    change(goText(value));

/** The functions of Go's templates and those that Prometheus adds, without links to its pages. */
export const templateFunctions: Readonly<Record<string, GoFunction>> = {
  and: (args) => args.find((value) => !isTrue(value)) ?? args.at(-1) ?? null,
  args: (args) => Object.fromEntries(args.map((value, index) => [`arg${index}`, value])),
  eq: ([first = null, ...rest]) => rest.some((other) => isSame(first, other)),
  first: ([value = null]) => {
    const [first] = listIn(value);
    if (first === undefined) throw new TemplateError('first() called on vector with no elements');
    return first;
  },
  ge: ([one = null, other = null]) => order(one, other) >= 0,
  gt: ([one = null, other = null]) => order(one, other) > 0,
  html: ofText(escapeHtml),
  humanize: ofNumber(humanize),
  humanize1024: ofNumber((value) =>
    Math.abs(value) <= 1 || !Number.isFinite(value)
      ? significantText(value, 4)
      : withPrefix(value, 1_024, ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi']),
  ),
  humanizeDuration: ofNumber(humanizeDuration),
  humanizePercentage: ofNumber((value) => `${significantText(value * 100, 4)}%`),
  humanizeTimestamp: ofNumber(humanizeTimestamp),
  index: ([value = null, ...names]) => names.reduce<GoValue>(field, value),
  label: ([name = null, sample = null]) => field(field(sample, 'Labels'), name),
  le: ([one = null, other = null]) => order(one, other) <= 0,
  len: ([value = null]) => {
    if (typeof value === 'string') return BigInt(new TextEncoder().encode(value).length);
    return BigInt(isMap(value) ? Object.keys(value).length : listIn(value).length);
  },
  lt: ([one = null, other = null]) => order(one, other) < 0,
  match: ([pattern = null, text = null]) => regexFor(pattern).matcher(goText(text)).find(),
  ne: ([one = null, other = null]) => !isSame(one, other),
  not: ([value = null]) => !isTrue(value),
  or: (args) => args.find(isTrue) ?? args.at(-1) ?? null,
  print: (args) => args.map(goText).join(''),
  printf: ([format = null, ...args]) => goFormat(goText(format), args),
  println: (args) => `${args.map(goText).join(' ')}\n`,
  query: ([text = null], query) => query(goText(text)),
  reReplaceAll: ([pattern = null, replacement = null, text = null]) =>
    regexFor(pattern).matcher(goText(text)).replaceAll(goText(replacement)),
  safeHtml: ([text = null]) => text,
  sortByLabel: ([name = null, value = null]) =>
    listIn(value).toSorted((one, other) =>
      order(goText(field(field(one, 'Labels'), name)), goText(field(field(other, 'Labels'), name))),
    ),
  stripDomain: ofText((text) => /^([^.:]+)\.[^:]*(:\d+)?$/.exec(text)?.slice(1).join('') ?? text),
  stripPort: ofText((text) => text.replace(/^([^:]+|\[.+\]):\d*$/, '$1')),
  strvalue: ([sample = null]) => field(field(sample, 'Labels'), '__value__'),
  title: ofText((text) => text.replaceAll(/(^|\s)\S/gu, (start) => start.toUpperCase())),
  toLower: ofText((text) => text.toLowerCase()),
  toUpper: ofText((text) => text.toUpperCase()),
  urlquery: ofText((text) => encodeURIComponent(text).replaceAll('%20', '+')),
  value: ([sample = null]) => field(sample, 'Value'),
};

const unsupported = new Set([
  'call',
  'externalURL',
  'graphLink',
  'js',
  'parseDuration',
  'pathPrefix',
  'slice',
  'tableLink',
  'tmpl',
  'toTime',
  'urlQueryEscape',
]);

export function findFunction(name: string): GoFunction {
  const found = Object.hasOwn(templateFunctions, name) ? templateFunctions[name] : undefined;
  if (found) return found;
  if (unsupported.has(name)) throw new QueryError('unsupported', `the template function ${name}`);
  throw new TemplateError(`function "${name}" not defined`);
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&#34;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);
}
