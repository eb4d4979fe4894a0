import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SarifLog } from '../check/sarif-log.ts';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-checks-'));
  await writeFile(
    join(folder, 'orders.csv'),
    'id,at\n1,2026-11-30T05:00:00Z\n,2026-11-30T06:00:00Z\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, checks: string) => {
  const text = `apiVersion: debrief/v1\nkind: Safeguard\nmetadata: { id: orders }\ntarget: { path: orders.csv }\nchecks:\n${checks}`;
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const { run } = fakeWorld({ door: createFakeApi({}) });

test('debrief checks run needs no server, and its gate stops a pipeline', async () => {
  const warns = await write(
    'warns.yml',
    '  - { type: nullValues, property: id, warn: { mustBe: 0 } }\n',
  );
  const warned = await run('checks', 'run', warns, '--gate');
  expect(warned.code).toBe(0);
  expect(warned.out).toContain('id is null in 1 of 2 rows (50 %). It must be exactly 0 rows.');
  expect(warned.err).toContain(
    '1 check: 0 passed, 1 warned, 0 halted, 0 skipped, 0 could not run.',
  );

  const halts = await write('halts.yml', '  - { type: nullValues, property: id }\n');
  expect(await run('checks', 'run', halts)).toMatchObject({ code: 0 });
  const halted = await run('checks', 'run', halts, '--gate', '--json');
  expect(halted.code).toBe(1);
  expect(JSON.parse(halted.out)).toMatchObject([{ verdict: 'halted', sample: [{ id: null }] }]);

  const broken = await write('broken.yml', '  - { type: nullValues, property: none }\n');
  expect(await run('checks', 'run', broken, '--gate')).toMatchObject({ code: 3 });
});

test('a pipeline shows results as JUnit or SARIF, with the line of each check', async () => {
  const file = await write(
    'ci.yml',
    `  - { type: nullValues, id: 'orders <&>', property: id, warn: { mustBe: 0 } }
  - { type: nullValues, id: halts, property: id }
  - { type: nullValues, id: none, property: none }
  - { type: rowCount, id: rows, minRows: 5, halt: { mustBe: 2 } }
  - { type: schema, id: columns, columns: [{ name: id }, { name: at, logicalType: number }] }
  - { type: aggregate, id: many, property: at, measure: distinct, halt: { mustBe: 2 } }
`,
  );
  const junit = await run('checks', 'run', file, '--gate', '--format', 'junit');
  expect(junit.code).toBe(1);
  expect(junit.out).toContain(
    '<testsuites name="Debrief" tests="6" failures="2" errors="1" skipped="1">',
  );
  const cases = junit.out.matchAll(/<testcase .*name="(.*)" file=".*" line="(\d+)">\s*<([\w-]+)/g);
  expect([...cases].map(([, ...parts]) => parts.join(' '))).toEqual([
    'orders &lt;&amp;&gt; 6 system-out',
    'halts 7 failure',
    'none 8 error',
    'rows 9 skipped',
    'columns 10 failure',
    'many 11 system-out',
  ]);
  expect(junit.out).toMatch(/type="halted" message="1 column differs.*">at: at is /);
  const sarif = await run('checks', 'run', file, '--format', 'sarif');
  const log: SarifLog = JSON.parse(sarif.out);
  const results = log.runs.flatMap((one) => one.results);
  expect(
    results.map(({ ruleId, level, locations: [place] }) => [
      ruleId,
      level,
      place?.physicalLocation.region?.startLine,
    ]),
  ).toEqual([
    ['nullValues', 'warning', 6],
    ['nullValues', 'error', 7],
    ['nullValues', 'error', 8],
    ['rowCount', 'note', 9],
    ['schema', 'error', 10],
  ]);
  expect(new Set(results.map((one) => one.partialFingerprints['check/v1'])).size).toBe(5);
});

test('--at runs checks as of a time', async () => {
  const fresh = await write(
    'fresh.yml',
    '  - { type: freshness, property: at, unit: hours, halt: { mustBeLessThan: 2 } }\n',
  );
  expect(await run('checks', 'run', fresh, '--gate', '--at', '2026-11-30T07:00:00Z')).toMatchObject(
    {
      code: 0,
    },
  );
  expect(await run('checks', 'run', fresh, '--gate', '--at', '2026-11-30T09:00:00Z')).toMatchObject(
    {
      code: 1,
    },
  );
});

test('debrief checks check says all problems with their places', async () => {
  const good = await write('good.yml', '  - { type: schemaDrift, snapshot: columns.json }\n');
  expect((await run('checks', 'check', good)).out).toContain('orders.csv');
  expect(await run('checks', 'accept', good)).toMatchObject({ code: 0 });
  expect(await run('checks', 'run', good, '--gate')).toMatchObject({ code: 0 });
  const bad = await write('bad.yml', '  - { type: nulls }\n  - { type: rowCount }\n');
  const { code, err } = await run('checks', 'check', bad);
  expect(code).toBe(65);
  expect(err).toContain('bad.yml:6:13: type is one of');
  expect(err).toContain('bad.yml:7:');
  expect((await run('checks', 'run', good, '--connection', 'nourl')).err).toContain('NAME=URL');
});

test('checks are imported from other tools, run, and exported', async () => {
  const models = join(folder, 'schema.yml');
  await writeFile(
    models,
    `models:
  - name: orders
    columns:
      - name: id
        data_tests: [not_null, { own_test: { limit: 1 } }]
`,
  );
  const imported = await run('checks', 'import', models, '--path', 'orders.csv');
  expect(imported.err).toContain('schema.yml:5:32: The test own_test is not known.');
  expect(imported.err).toContain('1 check imported, 1 left out.');
  const file = join(folder, 'imported.yml');
  await writeFile(file, imported.out);
  expect(await run('checks', 'run', file, '--gate')).toMatchObject({ code: 1 });
  const exported = await run('checks', 'export', file);
  expect(exported.out).toContain('metric: nullValues');
  await writeFile(file, exported.out.replace('status: active', ''));
  const refused = await run('checks', 'import', file);
  expect(refused).toMatchObject({ code: 65 });
  expect(refused.err).toContain(
    "imported.yml:1:1: the contract must have required property 'status'",
  );
});
