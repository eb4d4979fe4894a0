import { between, toSqlText } from './draft.ts';
import { searchPattern } from './fields.ts';
import {
  column,
  quote,
  values,
  condition,
  toLiteral,
  toLiterals,
  readRange,
  aggregate,
  readValueBounds,
  aggregateArgs,
  query,
  inSet,
  containsSet,
  rowCount,
  columnContracts,
  rows,
  pair,
  list,
  matchesPattern,
  patternList,
  like,
  type Expectation,
  type GxCheck,
} from './gx-makers.ts';

export const gxExpectations: Record<string, Expectation> = {
  expect_column_values_to_not_be_null: {
    args: ['column'],
    make: (args) => [{ body: { type: 'nullValues', property: column(args) } }],
  },
  expect_column_values_to_be_null: {
    args: ['column'],
    make: (args) => [{ body: { type: 'expression', condition: `${quote(column(args))} is null` } }],
  },
  expect_column_values_to_be_unique: {
    args: ['column'],
    make: (args) => [
      {
        body: { type: 'duplicateValues', properties: [column(args)] },
        filter: `${quote(column(args))} is not null`,
      },
    ],
  },
  expect_column_values_to_be_in_set: { args: ['column', 'value_set'], make: inSet },
  expect_column_values_to_not_be_in_set: {
    args: ['column', 'value_set'],
    make: condition((sql, args) => {
      const found = toLiterals(args.get('value_set').list());
      const texts = args
        .get('value_set')
        .list()
        .map((item) => toSqlText(item.text()));
      return found && found.length > 0
        ? `cast(${sql} as varchar) not in (${texts.join(', ')})`
        : null;
    }),
  },
  expect_column_values_to_be_between: {
    args: ['column', 'min_value', 'max_value', 'strict_min', 'strict_max'],
    make: (args, dialect) => {
      const ends = [args.get('min_value'), args.get('max_value')];
      const found = readRange(args);
      if (found === null) return 'min_value is greater than max_value.';
      if (!ends.some(({ exists }) => exists)) return 'it has no end.';
      const isNumeric = ends.every(({ exists, value }) => !exists || typeof value === 'number');
      const isStrict = args.get('strict_min').isTrue() || args.get('strict_max').isTrue();
      if (isNumeric && !isStrict)
        return values(() => ({
          ...(found.minimum === null ? {} : { minimum: found.minimum }),
          ...(found.maximum === null ? {} : { maximum: found.maximum }),
        }))(args, dialect);
      return condition((sql) => {
        const literals = toLiterals(ends.filter(({ exists }) => exists));
        if (literals === null) return null;
        const [low, high] = ends.map(toLiteral);
        const parts = [
          ends[0]?.exists ? `${sql} ${args.get('strict_min').isTrue() ? '>' : '>='} ${low}` : '',
          ends[1]?.exists ? `${sql} ${args.get('strict_max').isTrue() ? '<' : '<='} ${high}` : '',
        ];
        return parts.filter(Boolean).join(' and ');
      })(args, dialect);
    },
  },
  expect_column_value_lengths_to_be_between: {
    args: ['column', 'min_value', 'max_value'],
    make: values((args) => {
      const ends = [args.get('min_value'), args.get('max_value')];
      const found = readRange(args);
      if (found === null || ends.some(({ exists, value }) => exists && !Number.isInteger(value)))
        return 'the ends are no lengths.';
      const { minimum, maximum } = found;
      if (minimum === null && maximum === null) return 'it has no end.';
      return {
        ...(minimum === null ? {} : { minLength: minimum }),
        ...(maximum === null ? {} : { maxLength: maximum }),
      };
    }),
  },
  expect_column_value_lengths_to_equal: {
    args: ['column', 'value'],
    make: values((args) => {
      const { value } = args.get('value');
      return typeof value === 'number'
        ? { minLength: value, maxLength: value }
        : 'value is no length.';
    }),
  },
  expect_column_values_to_match_regex: {
    args: ['column', 'regex'],
    make: values((args) => ({ pattern: searchPattern(args.get('regex').text()) })),
  },
  expect_column_values_to_not_match_regex: {
    args: ['column', 'regex'],
    make: condition(
      (sql, args, dialect) => `not ${matchesPattern(sql, args.get('regex').text(), dialect)}`,
    ),
  },
  expect_column_values_to_match_regex_list: {
    args: ['column', 'regex_list', 'match_on'],
    make: patternList('regex_list', matchesPattern, false),
  },
  expect_column_values_to_not_match_regex_list: {
    args: ['column', 'regex_list'],
    make: patternList('regex_list', matchesPattern, true),
  },
  expect_column_values_to_match_like_pattern: {
    args: ['column', 'like_pattern'],
    make: condition((sql, args) => like(sql, args.get('like_pattern').text())),
  },
  expect_column_values_to_not_match_like_pattern: {
    args: ['column', 'like_pattern'],
    make: condition((sql, args) => `not ${like(sql, args.get('like_pattern').text())}`),
  },
  expect_column_values_to_match_like_pattern_list: {
    args: ['column', 'like_pattern_list', 'match_on'],
    make: patternList('like_pattern_list', like, false),
  },
  expect_column_values_to_not_match_like_pattern_list: {
    args: ['column', 'like_pattern_list'],
    make: patternList('like_pattern_list', like, true),
  },
  expect_column_values_to_match_strftime_format: {
    args: ['column', 'strftime_format'],
    make: condition((sql, args, dialect) =>
      dialect === 'duckdb'
        ? `try_strptime(${sql}, ${toSqlText(args.get('strftime_format').text())}) is not null`
        : null,
    ),
  },
  expect_column_values_to_be_json_parseable: {
    args: ['column'],
    make: condition((sql, _, dialect) =>
      dialect === 'duckdb'
        ? `typeof(${sql}) in ('VARCHAR', 'JSON') and json_valid(cast(${sql} as varchar))`
        : null,
    ),
  },
  expect_column_value_z_scores_to_be_less_than: {
    args: ['column', 'threshold', 'double_sided'],
    make: (args) => {
      const sql = quote(column(args));
      const threshold = args.get('threshold').number();
      if (threshold === null || args.get('mostly').exists)
        return 'the arguments are not supported.';
      const distance = `(${sql} - (select avg(${sql}) from data)) / (select stddev_samp(${sql}) from data)`;
      const z = args.get('double_sided').isTrue() ? `abs(${distance})` : distance;
      return [
        query(`select count(*) from data where ${z} >= ${threshold}`, { value: { mustBe: 0 } }),
      ];
    },
  },
  expect_column_distinct_values_to_be_in_set: { args: ['column', 'value_set'], make: inSet },
  expect_column_distinct_values_to_contain_set: {
    args: ['column', 'value_set'],
    make: containsSet,
  },
  expect_column_distinct_values_to_equal_set: {
    args: ['column', 'value_set'],
    make: (args, dialect) => {
      const made = [inSet(args, dialect), containsSet(args, dialect)];
      const refused = made.find((one) => typeof one === 'string');
      return typeof refused === 'string'
        ? refused
        : made.flatMap((one) => (typeof one === 'string' ? [] : one));
    },
  },
  expect_column_max_to_be_between: { args: aggregateArgs, make: aggregate('max') },
  expect_column_min_to_be_between: { args: aggregateArgs, make: aggregate('min') },
  expect_column_mean_to_be_between: { args: aggregateArgs, make: aggregate('avg') },
  expect_column_sum_to_be_between: { args: aggregateArgs, make: aggregate('sum') },
  expect_column_stdev_to_be_between: { args: aggregateArgs, make: aggregate('stddev') },
  expect_column_median_to_be_between: { args: aggregateArgs, make: aggregate({ quantile: 0.5 }) },
  expect_column_unique_value_count_to_be_between: {
    args: aggregateArgs,
    make: aggregate('distinct'),
  },
  expect_column_proportion_of_unique_values_to_be_between: {
    args: aggregateArgs,
    make: (args) => {
      const bounds = readValueBounds(args);
      const sql = quote(column(args));
      if (typeof bounds === 'string') return bounds;
      return [
        query(`select count(distinct ${sql}) * 1.0 / nullif(count(${sql}), 0) from data`, {
          value: bounds,
        }),
      ];
    },
  },
  expect_column_quantile_values_to_be_between: {
    args: ['column', 'quantile_ranges'],
    make: (args) => {
      const ranges = args.get('quantile_ranges').get('value_ranges').list();
      const quantiles = args.get('quantile_ranges').get('quantiles').list();
      const checks = quantiles.flatMap((item, index): GxCheck[] => {
        const quantile = item.number();
        const [low = null, high = null] = ranges[index]?.list().map((end) => end.number()) ?? [];
        const bounds = between(low, high);
        if (quantile === null || bounds === null || (low !== null && high !== null && low > high))
          return [];
        return [
          {
            body: { type: 'aggregate', property: column(args), measure: { quantile } },
            level: { value: bounds },
          },
        ];
      });
      return checks.length === quantiles.length && checks.length > 0
        ? checks
        : 'the ranges are not supported.';
    },
  },
  expect_column_pair_values_to_be_equal: {
    args: ['column_A', 'column_B', 'ignore_row_if'],
    make: rows(pair, 'both_values_are_missing', ([a, b]) => `${a} = ${b}`),
  },
  expect_column_pair_values_a_to_be_greater_than_b: {
    args: ['column_A', 'column_B', 'or_equal', 'ignore_row_if'],
    make: rows(
      pair,
      'both_values_are_missing',
      ([a, b], args) => `${a} ${args.get('or_equal').isTrue() ? '>=' : '>'} ${b}`,
    ),
  },
  expect_column_pair_values_to_be_in_set: {
    args: ['column_A', 'column_B', 'value_pairs_set', 'ignore_row_if'],
    make: rows(pair, 'both_values_are_missing', ([a, b], args) => {
      const pairs = args
        .get('value_pairs_set')
        .list()
        .map((one) => one.list().map(toLiteral));
      if (pairs.length === 0 || pairs.some((one) => one.length !== 2 || one.includes(null)))
        return null;
      return pairs.map(([x, y]) => `(${a} = ${x} and ${b} = ${y})`).join(' or ');
    }),
  },
  expect_compound_columns_to_be_unique: {
    args: ['column_list'],
    make: (args) =>
      args.get('mostly').exists
        ? 'a share of several columns is not supported.'
        : [{ body: { type: 'duplicateValues', properties: list(args) } }],
  },
  expect_select_column_values_to_be_unique_within_record: {
    args: ['column_list', 'ignore_row_if'],
    make: rows(list, 'all_values_are_missing', (columns) =>
      columns
        .flatMap((a, index) =>
          columns
            .slice(index + 1)
            .map((b) => `coalesce(${a} <> ${b}, ${a} is not null or ${b} is not null)`),
        )
        .join(' and '),
    ),
  },
  expect_multicolumn_sum_to_equal: {
    args: ['column_list', 'sum_total', 'ignore_row_if'],
    make: rows(list, 'all_values_are_missing', (columns, args) => {
      const total = args.get('sum_total').number();
      return total === null ? null : `abs(${columns.join(' + ')} - ${total}) < 1e-9`;
    }),
  },
  expect_column_to_exist: {
    args: ['column'],
    make: (args) => [
      { body: { type: 'schema', columns: columnContracts([column(args)]), exact: false } },
    ],
  },
  expect_table_columns_to_match_set: {
    args: ['column_set', 'exact_match'],
    make: (args) =>
      args.get('column_set').exists
        ? [
            {
              body: {
                type: 'schema',
                columns: columnContracts(args.get('column_set').texts()),
                exact: args.get('exact_match').value !== false,
              },
            },
          ]
        : 'column_set is empty.',
  },
  expect_table_row_count_to_be_between: {
    args: ['min_value', 'max_value', 'strict_min', 'strict_max'],
    make: rowCount(readValueBounds),
  },
  expect_table_row_count_to_equal: {
    args: ['value'],
    make: rowCount((args) => {
      const { value } = args.get('value');
      return typeof value === 'number' ? { mustBe: value } : 'value is no number.';
    }),
  },
  unexpected_rows_expectation: {
    args: ['unexpected_rows_query', 'description'],
    make: (args) => {
      const sql = args.get('unexpected_rows_query').text().replaceAll('{batch}', 'data');
      return sql === ''
        ? 'the query is empty.'
        : [query(`select count(*) from (${sql}) as unexpected`, { value: { mustBe: 0 } })];
    },
  },
};
