import type { Validity } from './definition.ts';
import { CheckError } from './source.ts';
import { quoteText, type Dialect, type Property } from './sql.ts';

const patterns: Record<NonNullable<Validity['format']>, string> = {
  email: String.raw`[^@\s]+@[^@\s]+\.[^@\s.]+`,
  uuid: '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  ipv4: String.raw`((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.|$)){4}`,
  date: '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])',
  timestamp:
    '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?',
  url: String.raw`[a-z][a-z0-9+.-]*://[^\s/]+(/[^\s]*)?`,
};

/** Conditions that a value that is not null must meet. If one is null, it is not met. */
export function compileValidity(
  dialect: Dialect,
  property: Property,
  { values, pattern, format, minimum, maximum, minLength, maxLength }: Validity,
): string[] {
  const { text } = property;
  const conditions: string[] = [];
  if (values) conditions.push(isAmong(dialect, property, values));
  if (pattern !== undefined) conditions.push(matches(dialect, text, pattern));
  if (format !== undefined) {
    conditions.push(matches(dialect, text, patterns[format]));
    if (dialect === 'duckdb' && (format === 'date' || format === 'timestamp'))
      conditions.push(
        `try_cast(${text} as ${format === 'date' ? 'date' : 'timestamptz'}) is not null`,
      );
  }
  const compare = (sign: string, bound: number) =>
    conditions.push(compareNumber(dialect, property, sign, bound));
  if (minimum !== undefined) compare('>=', minimum);
  if (maximum !== undefined) compare('<=', maximum);
  const length = `${dialect === 'mysql' ? 'char_length' : 'length'}(${text})`;
  if (minLength !== undefined) conditions.push(`${length} >= ${minLength}`);
  if (maxLength !== undefined) conditions.push(`${length} <= ${maxLength}`);
  return conditions;
}

function isAmong(
  dialect: Dialect,
  { sql, text, kind }: Property,
  values: readonly string[],
): string {
  const isNumeric = values.every((value) => /^-?\d{1,15}(?:\.\d+)?$/.test(value));
  if (values.length === 0) return 'false';
  if (kind === 'number' && isNumeric) return `${sql} in (${values.join(', ')})`;
  return `${text} in (${values.map((value) => quoteText(dialect, value)).join(', ')})`;
}

function matches(dialect: Dialect, text: string, pattern: string): string {
  const full = quoteText(dialect, `^(?:${pattern})$`);
  if (dialect === 'duckdb') return `regexp_full_match(${text}, ${quoteText(dialect, pattern)})`;
  if (dialect === 'postgres') return `${text} ~ ${full}`;
  if (dialect === 'mysql') return `${text} regexp ${full}`;
  return `matches_pattern(${text}, ${full})`;
}

/**
 * NaN is larger than all numbers for DuckDB and PostgreSQL: it is no valid number, and the largest
 * bound refuses it.
 */
function compareNumber(
  dialect: Dialect,
  { sql, kind, isFloat }: Property,
  sign: string,
  bound: number,
): string {
  if (dialect === 'sqlite')
    return `(typeof(${sql}) in ('integer', 'real') and ${sql} ${sign} ${bound})`;
  if (kind === 'number') {
    const isNumber =
      sign === '<=' || !isFloat || dialect === 'mysql'
        ? ''
        : ` and ${sql} <> cast('NaN' as ${dialect === 'duckdb' ? 'double' : 'double precision'})`;
    return `(${sql} ${sign} ${bound}${isNumber})`;
  }
  if (dialect === 'duckdb')
    return `(try_cast(${sql} as double) ${sign} ${bound} and not isnan(try_cast(${sql} as double)))`;
  throw new CheckError('invalid', `${sql} is no column of numbers.`);
}
