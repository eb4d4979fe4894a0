import type { Bounds, CheckBody, Level, Measure, Validity } from '../definition.ts';
import { between, toSqlName, toSqlText } from './draft.ts';
import type { Item } from './item.ts';

/** A check of an expectation. Without a level, no row can fail, or the share that `mostly` allows. */
export interface GxCheck {
  body: CheckBody;
  level?: Level;
  /** The rows that count for a share. */
  filter?: string;
}

type Make = (args: Item, dialect: 'duckdb' | 'postgres') => GxCheck[] | string;

export interface Expectation {
  /** Arguments that are understood; with another one, the expectation is not supported. */
  args: string[];
  make: Make;
}

export const column = (args: Item) => args.get('column').text();
/** A name as it is in the file, never a path. */
export const quote = (name: string) =>
  name.includes('.') ? `"${name.replaceAll('"', '""')}"` : toSqlName(name);

/** Each value that is not null must be valid. */
export const values =
  (makeValid: (args: Item) => Validity | string): Make =>
  (args) => {
    const valid = makeValid(args);
    if (typeof valid === 'string') return valid;
    const property = column(args);
    return [
      {
        body: { type: 'invalidValues', property, valid },
        filter: `${quote(property)} is not null`,
      },
    ];
  };

/** Each value that is not null must meet a condition. */
export const condition =
  (write: (sql: string, args: Item, dialect: 'duckdb' | 'postgres') => string | null): Make =>
  (args, dialect) => {
    const sql = quote(column(args));
    const written = write(sql, args, dialect);
    if (written === null) return 'the arguments are not supported.';
    return [
      {
        body: { type: 'expression', condition: `${sql} is null or (${written})` },
        filter: `${sql} is not null`,
      },
    ];
  };

export function toLiteral({ value }: Item): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? toSqlText(value) : null;
}

/** All values as literals of one kind: a database cannot compare a number with a text. */
export function toLiterals(items: readonly Item[]): string[] | null {
  const kinds = new Set(items.map(({ value }) => typeof value));
  const literals = items.map(toLiteral);
  return kinds.size > 1 || literals.includes(null) ? null : literals.map(String);
}

const range = (low: string, high: string) => (args: Item) => {
  const minimum = args.get(low).number();
  const maximum = args.get(high).number();
  return minimum !== null && maximum !== null && minimum > maximum ? null : { minimum, maximum };
};
export const readRange = range('min_value', 'max_value');

/** A number of the column must be between two ends. */
export const aggregate =
  (measure: Measure): Make =>
  (args) => {
    const bounds = readValueBounds(args);
    if (typeof bounds === 'string') return bounds;
    return [
      { body: { type: 'aggregate', property: column(args), measure }, level: { value: bounds } },
    ];
  };

export function readValueBounds(args: Item) {
  const found = readRange(args);
  const ends = [args.get('min_value'), args.get('max_value')];
  if (found === null) return 'min_value is greater than max_value.';
  if (ends.some((end) => end.exists && typeof end.value !== 'number'))
    return "the ends aren't numbers.";
  const isStrict = [args.get('strict_min').isTrue(), args.get('strict_max').isTrue()];
  const bounds =
    between(isStrict[0] ? null : found.minimum, isStrict[1] ? null : found.maximum) ?? {};
  if (isStrict[0] && found.minimum !== null) bounds.mustBeGreaterThan = found.minimum;
  if (isStrict[1] && found.maximum !== null) bounds.mustBeLessThan = found.maximum;
  return Object.keys(bounds).length > 0 ? bounds : 'it has no end.';
}

export const aggregateArgs = ['column', 'min_value', 'max_value', 'strict_min', 'strict_max'];

/** A number that a query gives. */
export const query = (sql: string, level: Level): GxCheck => ({
  body: { type: 'sql', query: sql },
  level,
});

export const inSet: Make = (args) => {
  const list = args.get('value_set').list();
  if (list.length === 0) return 'value_set is empty.';
  const found = toLiterals(list.filter(({ exists }) => exists));
  if (found === null) return 'value_set has values of several types.';
  const property = column(args);
  const texts = list.filter(({ exists }) => exists).map((item) => item.text());
  return [
    {
      body: { type: 'invalidValues', property, valid: { values: texts } },
      filter: `${quote(property)} is not null`,
    },
  ];
};

export const containsSet: Make = (args) => {
  const list = args.get('value_set').list();
  const found = toLiterals(list);
  if (found === null || found.length === 0)
    return 'value_set is empty or has values of several types.';
  const sql = quote(column(args));
  const texts = [...new Set(list.map((item) => item.text()))].map(toSqlText);
  return [
    query(
      `select count(distinct cast(${sql} as varchar)) from data where cast(${sql} as varchar) in (${texts.join(', ')})`,
      {
        value: { mustBe: texts.length },
      },
    ),
  ];
};

export const rowCount =
  (readBounds: (args: Item) => Bounds | string): Make =>
  (args) => {
    const bounds = readBounds(args);
    return typeof bounds === 'string'
      ? bounds
      : [{ body: { type: 'rowCount' }, level: { rows: bounds } }];
  };

export const columnContracts = (names: readonly string[]) =>
  names.map((name) => ({ name, logicalType: '', physicalType: '', required: false }));

/** Rows of several columns, with those that have nulls left out as the expectation says. */
export const rows =
  (
    names: (args: Item) => string[],
    instead: string,
    write: (columns: string[], args: Item) => string | null,
  ): Make =>
  (args) => {
    const columns = names(args).map(quote);
    const ignore = args.get('ignore_row_if').text() || instead;
    const written = write(columns, args);
    if (written === null || columns.length < 2) return 'the arguments are not supported.';
    const anyNull = columns.map((sql) => `${sql} is null`).join(' or ');
    const allNull = columns.map((sql) => `${sql} is null`).join(' and ');
    const skipped = /^(?:any|either)_value_is_missing$/.test(ignore)
      ? anyNull
      : /^(?:all_values_are|both_values_are)_missing$/.test(ignore)
        ? allNull
        : 'false';
    if (
      !/^(?:(?:any|either)_value_is|all_values_are|both_values_are)_missing$|^never$|^neither$/.test(
        ignore,
      )
    )
      return `ignore_row_if ${ignore} is not known.`;
    return [
      {
        body: { type: 'expression', condition: `(${skipped}) or coalesce((${written}), false)` },
        filter: `not (${skipped})`,
      },
    ];
  };

export const pair = (args: Item) => [args.get('column_A').text(), args.get('column_B').text()];
export const list = (args: Item) => args.get('column_list').texts();

export const matchesPattern = (sql: string, pattern: string, dialect: 'duckdb' | 'postgres') =>
  dialect === 'duckdb'
    ? `regexp_matches(${sql}, ${toSqlText(pattern)})`
    : `${sql} ~ ${toSqlText(pattern)}`;

/** Each of the patterns, or one of them. */
export const patternList = (
  name: string,
  write: (sql: string, pattern: string, dialect: 'duckdb' | 'postgres') => string,
  isNot: boolean,
): Make =>
  condition((sql, args, dialect) => {
    const patterns = args
      .get(name)
      .texts()
      .map((one) => write(sql, one, dialect));
    if (patterns.length === 0) return null;
    if (isNot) return `not (${patterns.join(' or ')})`;
    return patterns.join(args.get('match_on').text() === 'all' ? ' and ' : ' or ');
  });

export const like = (sql: string, pattern: string) => `${sql} like ${toSqlText(pattern)}`;
