import { CheckError, type Source, type SourceColumn } from './source.ts';
import { suggest } from './yaml-fields.ts';

export type Dialect = Source['dialect'];

export function quoteName(dialect: Dialect, name: string): string {
  return dialect === 'mysql'
    ? `\`${name.replaceAll('`', '``')}\``
    : `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(dialect: Dialect, text: string): string {
  const safe = dialect === 'mysql' ? text.replaceAll('\\', '\\\\') : text;
  return `'${safe.replaceAll("'", "''")}'`;
}

const textTypes = { duckdb: 'varchar', postgres: 'text', sqlite: 'text' };

/** For MySQL, upper and lower case are the same unless a text is compared by its bytes. */
export function toText(dialect: Dialect, sql: string): string {
  if (dialect === 'mysql') return `convert(${sql} using utf8mb4) collate utf8mb4_bin`;
  return `cast(${sql} as ${textTypes[dialect]})`;
}

/** A column, or a field in it by path, with what its type lets us ask. */
export interface Property {
  sql: string;
  /** The same as a text. */
  text: string;
  kind: 'number' | 'text' | 'time' | 'other';
  /** Whether a value can be NaN, which all comparisons treat as large. */
  isFloat: boolean;
}

/** Errors: `invalid` with the nearest column. */
export function findProperty(
  dialect: Dialect,
  columns: readonly SourceColumn[],
  path: string,
): Property {
  const own = columns.find(({ name }) => name === path);
  if (own) {
    const sql = quoteName(dialect, path);
    const text = own.type === 'VARCHAR' ? sql : toText(dialect, sql);
    return { sql, text, ...describeType(own.type) };
  }
  const [first = '', ...rest] = path.split('.');
  const outer = columns.find(({ name }) => name === first);
  if (outer && rest.length > 0 && dialect === 'duckdb') {
    const sql = [first, ...rest].map((name) => quoteName(dialect, name)).join('.');
    return { sql, text: toText(dialect, sql), kind: 'other', isFloat: false };
  }
  const names = columns.map(({ name }) => name);
  throw new CheckError('invalid', `The dataset has no column ${path}${suggest(path, names)}`);
}

function describeType(type: string): Omit<Property, 'sql' | 'text'> {
  const plain = type.toLowerCase();
  const isFloat = /^(?:float|double|real|numeric)/.test(plain);
  if (
    isFloat ||
    /^u?(?:tiny|small|big|huge|medium)?int(?:eger|\d)?\b|^decimal|^numeric|^number/.test(plain)
  )
    return { kind: plain.endsWith(']') ? 'other' : 'number', isFloat };
  if (/^(?:timestamp|datetime|date\b)/.test(plain) && !plain.endsWith(']'))
    return { kind: 'time', isFloat };
  const isText = /^(?:varchar|text|char|character|string|enum|citext|longtext|mediumtext)/.test(
    plain,
  );
  return { kind: isText && !plain.endsWith(']') ? 'text' : 'other', isFloat };
}
