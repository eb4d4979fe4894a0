import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCheckFile } from '../read-file.ts';
import { exportOdcs } from './export-odcs.ts';
import { importChecks } from './import-checks.ts';
import { writeCheckFile } from './write-checks.ts';

const data = fileURLToPath(new URL('../../../../../shared/data/data-contracts/', import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stderr.write(`The samples of data contracts are skipped: no ${data}.\n`);

/** The checks without their places, which change when they are written to another file. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, item: unknown) => (name === 'place' ? undefined : item)));

const importFile = (path: string) => importChecks(basename(path), readFileSync(path, 'utf8'));

/** What is imported can be written, and read again as the same. */
function expectRoundTrip(safeguards: ReturnType<typeof importChecks>['safeguards'], path: string) {
  const written = writeCheckFile(safeguards);
  const read =
    safeguards.length === 0 ? { problems: [], safeguards } : readCheckFile(path, written);
  expect(read.problems, path).toEqual([]);
  expect(bare(read.safeguards), path).toEqual(bare(safeguards));
}

/** They are not valid against the schema of 3.1.0, which upstream also uses with older versions. */
const invalid = [
  'changelog/unit/changelog_unit_v1.yaml',
  'changelog/unit/changelog_unit_v2.yaml',
  'lint/invalid.odcs.yaml',
  'lint/invalid_datacontract.yaml',
  'lint/invalid_multiple_errors.odcs.yaml',
  'lint/invalid_multiple_schema_errors.odcs.yaml',
  'lint/odcs_with_extra_top_level.yaml',
  // A text continues without indentation, which YAML 1.2 refuses.
  'odcs_v3/adventureworks.odcs.yaml',
  'odcs_v3/full-example.odcs.yaml',
  'quality-sql-dialects/api.yaml',
  'quality-sql-dialects/kafka.yaml',
  'quality-sql-dialects/redshift.yaml',
  'schema-evolution/odcs-datacontract-cities-version-2.yaml',
];

describe.skipIf(!hasData)('samples of other tools', () => {
  test('all examples of ODCS are imported, and what is exported is valid ODCS', () => {
    const paths = globSync(`${data}odcs/examples/**/*.yaml`).toSorted();
    expect(paths).toHaveLength(18);
    let count = 0;
    for (const path of paths) {
      const { safeguards, notes } = importFile(path);
      count += safeguards.flatMap(({ checks }) => checks).length;
      expect(notes.every(({ place }) => place.line > 0)).toBe(true);
      expectRoundTrip(safeguards, path);
      if (safeguards.length === 0) continue;
      const contract = exportOdcs(safeguards, { id: 'again', version: '1.0.0' });
      expect(importChecks('export.yaml', contract).notes, path).toEqual([]);
    }
    expect(count).toBeGreaterThan(100);
  });

  test('contracts of datacontract-cli are imported, and the invalid ones are refused with their lines', () => {
    const refused = new Map<string, string>();
    let imported = 0;
    for (const path of globSync(`${data}datacontract-cli/**/*.yaml`).toSorted()) {
      try {
        const { safeguards } = importFile(path);
        expectRoundTrip(safeguards, path);
        imported += 1;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'CheckError') throw error;
        refused.set(path.slice(data.length + 'datacontract-cli/'.length), error.message);
      }
    }
    const linesIn = (name: string) => (refused.get(name) ?? '').split('\n');
    expect([...refused.keys()]).toEqual(invalid);
    expect(linesIn('lint/invalid.odcs.yaml')).toEqual([
      "invalid.odcs.yaml:1:1: the contract must have required property 'status'",
    ]);
    expect(linesIn('lint/invalid_multiple_errors.odcs.yaml')).toHaveLength(2);
    expect(linesIn('lint/invalid_multiple_schema_errors.odcs.yaml')).toEqual([
      'invalid_multiple_schema_errors.odcs.yaml:10:17: /schema/0/description must be string',
    ]);
    expect(linesIn('lint/invalid_datacontract.yaml')).toEqual([
      'invalid_datacontract.yaml:1:1: id is missing',
    ]);
    expect(linesIn('lint/odcs_with_extra_top_level.yaml')[0]).toContain(': change_management');
    expect(imported).toBeGreaterThan(40);
    // A query of a field names the table of its model.
    const quality = importFile(`${data}datacontract-cli/quality/datacontract.yaml`);
    expect(JSON.stringify(quality.safeguards)).not.toMatch(/FROM my_table/i);
  });
});

const dbt = `version: 2
models:
  - name: orders
    config: { contract: { enforced: true } }
    data_tests:
      - dbt_utils.unique_combination_of_columns:
          combination_of_columns: [id, line]
      - my_package.custom: { limit: 3 }
    columns:
      - name: id
        data_type: bigint
        data_tests:
          - not_null
          - unique: { config: { severity: warn } }
      - name: status
        data_type: varchar
        tests:
          - accepted_values:
              values: [open, closed]
              config: { error_if: '>10', warn_if: '>=2' }
          - not_null: { where: "at > '2026-01-01'" }
      - name: customer
        data_type: bigint
        data_tests:
          - relationships: { to: ref('customers'), field: id }
sources:
  - name: shop
    loaded_at_field: loaded_at
    freshness: { warn_after: { count: 12, period: hour }, error_after: { count: 1, period: day } }
    tables:
      - name: raw_orders
`;

test('tests, contracts and freshness of dbt are imported, and the rest is listed', () => {
  const { safeguards, notes } = importChecks('schema.yml', dbt, { connection: 'warehouse' });
  expectRoundTrip(safeguards, 'schema.yml');
  const checks = safeguards.flatMap((one) => one.checks);
  expect(checks.map(({ id }) => id)).toEqual([
    'not-null-id',
    'unique-id',
    'accepted-values-status',
    'relationships-customer',
    'schema',
    'dbt-utils-unique-combination-of-columns',
    'freshness-loaded-at',
  ]);
  const [, unique, accepted, reference, schema, , fresh] = checks;
  expect(unique).toMatchObject({ warn: { rows: { mustBe: 0 } }, halt: null });
  expect(accepted).toMatchObject({
    valid: { values: ['open', 'closed'] },
    halt: { rows: { mustBeLessOrEqualTo: 10 } },
    warn: { rows: { mustBeLessThan: 2 } },
  });
  expect(reference).toMatchObject({ target: { table: 'customers' }, to: 'id' });
  expect(schema).toMatchObject({ exact: true, columns: [{ physicalType: 'bigint' }, {}, {}] });
  expect(fresh).toMatchObject({
    warn: { value: { mustBeLessOrEqualTo: 43_200 } },
    halt: { value: { mustBeLessOrEqualTo: 86_400 } },
  });
  expect(safeguards[1]?.target).toMatchObject({ table: 'shop.raw_orders' });
  expect(notes.map(({ place, message }) => `${place.line}: ${message}`)).toEqual([
    '21: The test not_null has a condition (where), so it is not imported.',
    '8: The test my_package.custom is not known.',
  ]);
});

const own = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders, owner: checkout }
target: { dataset: silver.orders, path: silver/*.parquet, filter: amount > 0 }
checks:
  - { type: nullValues, property: id, unit: percent, warn: { mustBeLessThan: 1 }, halt: { mustBeLessThan: 5 } }
  - { type: invalidValues, property: status, valid: { values: [a, b] } }
  - { type: duplicateValues, properties: [id, line], halt: { percent: { mustBeLessThan: 1 } } }
  - { type: rowCount, halt: { mustBeGreaterThan: 10 } }
  - { type: freshness, property: at, unit: hours, halt: { mustBeLessThan: 2 } }
  - { type: sql, id: total, query: select sum(amount) from data, halt: { mustBeGreaterThan: 0 } }
  - { type: nullValues, id: zip, property: address.zip }
`;

test('what is exported as ODCS is valid, and the same when it is imported', () => {
  const { safeguards } = readCheckFile('orders.yml', own);
  const contract = exportOdcs(safeguards, { id: 'orders', version: '2.0.0' });
  expect(contract).toContain('metric: invalidValues');
  expect(contract).toContain('engine: debrief');
  const { safeguards: again, notes } = importChecks('orders.odcs.yaml', contract);
  expect(notes).toEqual([]);
  const checks = (list: typeof again) =>
    list.flatMap((one) => one.checks).map((check) => ({ ...check, id: '', name: '', place: null }));
  const sort = (list: unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();
  const keys = (list: unknown[]) =>
    list.map((one) => Object.entries(one as object).toSorted(([a], [b]) => a.localeCompare(b)));
  expect(sort(keys(checks(again)))).toEqual(sort(keys(checks(safeguards))));
  expect(again[0]?.target).toEqual(safeguards[0]?.target);
});

test('what is no file of another tool is refused with its line', () => {
  expect(() => importChecks('a.yaml', 'a: [1')).toThrow(/a\.yaml:1:\d+: /);
  expect(() => importChecks('a.yaml', 'a: 1')).toThrow('is no ODCS contract');
  expect(() => importChecks('a.yml', dbt, { path: 'a.csv' })).toThrow('Put {dataset} in the path');
  const { safeguards } = importChecks('a.yml', dbt, { path: 'lake/{dataset}.csv' });
  expect(safeguards[0]?.target).toMatchObject({ kind: 'files', path: 'lake/orders.csv' });
  expect(() => importChecks('a.yaml', 'text')).toThrow('has no fields');
  const bomb = [
    'a: &a [1,1,1,1,1,1,1,1,1]',
    ...'bcdefghi'
      .split('')
      .map(
        (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`,
      ),
  ].join('\n');
  expect(() => importChecks('a.yaml', bomb)).toThrow('cannot be read');
});
