import type { CheckBody, ColumnContract, DataSafeguard, Level, Target } from '../definition.ts';
import {
  Draft,
  noRows,
  toId,
  type CheckDraft,
  type ImportedChecks,
  type ImportNote,
} from './draft.ts';
import { orNull, searchPattern } from './fields.ts';
import type { Item } from './item.ts';
import { makeFileTarget, type ImportOptions } from './servers.ts';

/** Reads tests, contracts and freshness of a `schema.yml` of dbt. */
export function importDbt(file: Item, options: ImportOptions): ImportedChecks {
  const notes: ImportNote[] = [];
  const safeguards: DataSafeguard[] = [];
  const add = (model: Item, schema: string, source: Item | null) => {
    const draft = new Draft(notes);
    const name = model.get('name').text();
    const table = model.get('identifier').text() || model.get('alias').text() || name;
    const target = makeTarget(name, schema === '' ? table : `${schema}.${table}`, options);
    addModel(draft, model, { target, options });
    addFreshness(draft, model, source);
    safeguards.push(...draft.finish(model, { id: toId(name), name, owner: '' }, target));
  };
  for (const kind of ['models', 'seeds', 'snapshots'])
    for (const model of file.get(kind).list()) add(model, '', null);
  for (const source of file.get('sources').list()) {
    const schema = source.get('schema').text() || source.get('name').text();
    for (const table of source.get('tables').list()) add(table, schema, source);
  }
  for (const kind of ['unit_tests', 'exposures', 'metrics', 'semantic_models'])
    if (file.get(kind).exists)
      notes.push({ place: file.get(kind).place, message: `${kind} are not checked.` });
  return { safeguards, notes };
}

function makeTarget(dataset: string, table: string, { path, connection }: ImportOptions): Target {
  return path === undefined
    ? { kind: 'table', dataset, connection: connection ?? 'warehouse', table, filter: '' }
    : makeFileTarget(dataset, path);
}

interface Model {
  target: Target;
  options: ImportOptions;
}

const findFirst = (item: Item, names: readonly string[]) =>
  names.map((name) => item.get(name)).find(({ exists }) => exists);

function addModel(draft: Draft, model: Item, of: Model): void {
  const contract = findFirst(model.get('config'), ['contract']) ?? model.get('contract');
  const columns: ColumnContract[] = [];
  for (const column of model.get('columns').list()) {
    const name = column.get('name').text();
    columns.push({
      name,
      logicalType: '',
      physicalType: of.target.kind === 'table' ? column.get('data_type').text() : '',
      required: false,
    });
    for (const test of testsIn(column)) addTest(draft, test, name, of);
    for (const constraint of column.get('constraints').list())
      addConstraint(draft, constraint, [name]);
  }
  if (contract.get('enforced').isTrue() && columns.length > 0)
    draft.add(contract, {
      id: 'schema',
      body: { type: 'schema', columns, exact: true },
      dimension: 'conformity',
    });
  for (const constraint of model.get('constraints').list())
    addConstraint(draft, constraint, constraint.get('columns').texts());
  for (const test of testsIn(model)) addTest(draft, test, null, of);
}

const testsIn = (item: Item) => findFirst(item, ['data_tests', 'tests'])?.list() ?? [];

function addConstraint(draft: Draft, item: Item, columns: readonly string[]): void {
  const type = item.get('type').text();
  const [column = ''] = columns;
  const expression = item.get('expression').text();
  if (type === 'not_null')
    for (const property of columns)
      draft.add(item, { id: `not-null-${toId(property)}`, body: { type: 'nullValues', property } });
  else if (type === 'unique' || type === 'primary_key') {
    draft.add(item, {
      id: `unique-${toId(columns.join(' '))}`,
      body: { type: 'duplicateValues', properties: [...columns] },
    });
    if (type === 'primary_key')
      for (const property of columns)
        draft.add(item, {
          id: `not-null-${toId(property)}`,
          body: { type: 'nullValues', property },
        });
  } else if (type === 'check' && expression !== '')
    draft.add(item, {
      id: `check-${toId(column || expression).slice(0, 40)}`,
      body: { type: 'expression', condition: `coalesce((${expression}), true)` },
    });
  else draft.note(item, `The constraint ${type} is not checked.`);
}

/** A test is a name, or a name with its arguments. */
function addTest(draft: Draft, test: Item, column: string | null, of: Model): void {
  const [entry] = test.entries();
  const [name, own] = entry ?? [test.text(), test];
  const args = own.get('arguments').exists ? own.get('arguments') : own;
  const config = own.get('config').exists ? own.get('config') : own;
  const where = findFirst(config, ['where']);
  if (where) {
    draft.note(where, `The test ${name} has a condition (where), so it is not imported.`);
    return;
  }
  const checks = makeTest(name.replace(/^dbt\./, ''), args, column, of);
  const levels = readSeverity(draft, config);
  if (checks === null || levels === null) {
    if (levels !== null) draft.note(test, `The test ${name} is not known.`);
    return;
  }
  for (const [index, body] of checks.entries())
    draft.add(test, {
      id: `${toId(name)}${column === null ? '' : `-${toId(column)}`}${index === 0 ? '' : `-${index + 1}`}`,
      body,
      ...(body.type === 'rowCount' || body.type === 'aggregate' || body.type === 'sql'
        ? makeBounds(body, args, levels.isWarning)
        : levels),
    });
}

const numberIn = (args: Item, name: string) => args.get(name).number();

function makeBounds(body: CheckBody, args: Item, isWarning: boolean): Partial<CheckDraft> {
  const low = numberIn(args, 'min_value');
  const high = numberIn(args, 'max_value') ?? null;
  const exact = numberIn(args, 'value');
  const bounds =
    exact !== null
      ? { mustBe: exact }
      : {
          ...(low === null ? {} : { mustBeGreaterOrEqualTo: low }),
          ...(high === null ? {} : { mustBeLessOrEqualTo: high }),
        };
  return { level: body.type === 'rowCount' ? { rows: bounds } : { value: bounds }, isWarning };
}

type TestMaker = (args: Item, column: string, of: Model) => CheckBody[] | null;

const columnTests: Record<string, TestMaker> = {
  not_null: (_, property) => [{ type: 'nullValues', property }],
  unique: (_, property) => [{ type: 'duplicateValues', properties: [property] }],
  accepted_values: (args, property) => [
    { type: 'invalidValues', property, valid: { values: args.get('values').texts() } },
  ],
  relationships: (args, property, { target }) => {
    const to = /^\s*(?:ref|source)\(.*?['"]([^'"]+)['"]\s*\)\s*$/.exec(args.get('to').text())?.[1];
    const field = args.get('field').text();
    if (to === undefined || field === '' || target.kind !== 'table') return null;
    const schema = /^(.*\.)[^.]*$/.exec(target.table)?.[1] ?? '';
    const other = { ...target, dataset: to, table: `${schema}${to}` };
    return [{ type: 'references', property, target: other, to: field }];
  },
  'dbt_utils.not_empty_string': (_, property) => [
    { type: 'missingValues', property, missing: [''] },
  ],
  'dbt_utils.accepted_range': (args, property) => {
    if (args.get('inclusive').value === false) return null;
    const minimum = numberIn(args, 'min_value');
    const maximum = numberIn(args, 'max_value');
    if (minimum === null && maximum === null) return null;
    return [{ type: 'invalidValues', property, valid: makeRange(minimum, maximum) }];
  },
  'dbt_expectations.expect_column_values_to_not_be_null': (_, property) => [
    { type: 'nullValues', property },
  ],
  'dbt_expectations.expect_column_values_to_be_unique': (_, property) => [
    { type: 'duplicateValues', properties: [property] },
  ],
  'dbt_expectations.expect_column_values_to_be_in_set': (args, property) => [
    { type: 'invalidValues', property, valid: { values: args.get('value_set').texts() } },
  ],
  'dbt_expectations.expect_column_values_to_be_between': (args, property) =>
    args.get('strictly').isTrue()
      ? null
      : [
          {
            type: 'invalidValues',
            property,
            valid: makeRange(numberIn(args, 'min_value'), numberIn(args, 'max_value')),
          },
        ],
  'dbt_expectations.expect_column_values_to_match_regex': (args, property) => [
    {
      type: 'invalidValues',
      property,
      valid: { pattern: searchPattern(args.get('regex').text()) },
    },
  ],
  'dbt_utils.expression_is_true': (args, column) => [
    {
      type: 'expression',
      condition: orNull(column, `(${column} ${args.get('expression').text()})`),
    },
  ],
};

function makeRange(minimum: number | null, maximum: number | null) {
  return {
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
  };
}

const modelTests: Record<string, (args: Item) => CheckBody[] | null> = {
  'dbt_utils.unique_combination_of_columns': (args) => [
    { type: 'duplicateValues', properties: args.get('combination_of_columns').texts() },
  ],
  'dbt_utils.expression_is_true': (args) => [
    { type: 'expression', condition: `coalesce((${args.get('expression').text()}), true)` },
  ],
  'dbt_expectations.expect_table_row_count_to_be_between': () => [{ type: 'rowCount' }],
  'dbt_expectations.expect_table_row_count_to_equal': () => [{ type: 'rowCount' }],
};

function makeTest(name: string, args: Item, column: string | null, of: Model): CheckBody[] | null {
  const own = args.get('column_name').text();
  if (column === null && own === '') return modelTests[name]?.(args) ?? null;
  return columnTests[name]?.(args, column ?? own, of) ?? null;
}

const conditions: [RegExp, (bound: number) => Level][] = [
  [/^>\s*(\d+)$/, (bound) => ({ rows: { mustBeLessOrEqualTo: bound } })],
  [/^>=\s*(\d+)$/, (bound) => ({ rows: { mustBeLessThan: bound } })],
  [/^(?:!=|<>)\s*(\d+)$/, (bound) => ({ rows: { mustBe: bound } })],
];

function readCondition(draft: Draft, item: Item | undefined): Level | null | undefined {
  if (!item) return null;
  for (const [pattern, make] of conditions) {
    const bound = pattern.exec(item.text().trim())?.[1];
    if (bound !== undefined) return make(Number(bound));
  }
  draft.note(item, `The condition ${item.text()} is not known, so its test is not imported.`);
  return undefined;
}

/**
 * `severity: error` checks `error_if`, then `warn_if`; both are `!= 0` if they are left out.
 * `severity: warn` only checks `warn_if`.
 */
function readSeverity(
  draft: Draft,
  config: Item,
): { level: Level | null; warn: Level | null; isWarning: boolean } | null {
  const error = readCondition(draft, findFirst(config, ['error_if']));
  const warn = readCondition(draft, findFirst(config, ['warn_if']));
  if (error === undefined || warn === undefined) return null;
  if (config.get('severity').text().toLowerCase() === 'warn')
    return { level: warn ?? noRows, warn: null, isWarning: true };
  return { level: error ?? noRows, warn: warn ?? (error ? noRows : null), isWarning: false };
}

const periods: Record<string, number> = { minute: 60, hour: 3_600, day: 86_400 };

function addFreshness(draft: Draft, table: Item, source: Item | null): void {
  const pick = (name: string) =>
    [
      table.get('config').get(name),
      table.get(name),
      source?.get('config').get(name),
      source?.get(name),
    ].find((item) => item?.exists);
  const freshness = pick('freshness');
  const column = pick('loaded_at_field')?.text() ?? '';
  if (!freshness) return;
  const read = (name: string): Level | null => {
    const age = freshness.get(name);
    const period = periods[age.get('period').text()];
    const count = age.get('count').number();
    return period === undefined || count === null
      ? null
      : { value: { mustBeLessOrEqualTo: count * period } };
  };
  const level = read('error_after');
  const warn = read('warn_after');
  if (column === '' || (!level && !warn)) {
    draft.note(freshness, 'The freshness has no loaded_at_field or no age, so it is not checked.');
    return;
  }
  draft.add(freshness, {
    id: `freshness-${toId(column)}`,
    body: { type: 'freshness', property: column },
    level,
    warn,
    dimension: 'timeliness',
  });
}
