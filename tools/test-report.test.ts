import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findFlaky, readRun, countTotals } from './test-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'debrief-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(...testResults: object[]): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ testResults }));
  return path;
}
const tests = (...statuses: string[]) =>
  statuses.map((status, index) => ({ status, fullName: `test ${index + 1}` }));

test('counts by file, and names what failed', () => {
  const run = readRun(
    report(
      {
        name: '/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: tests('passed', 'failed', 'skipped'),
      },
      {
        name: '/b.test.ts',
        status: 'passed',
        message: '',
        assertionResults: tests('passed', 'todo'),
      },
    ),
    1,
  );
  expect(run.isBroken).toBe(false);
  expect(run.files.map((file) => file.failures)).toEqual([['test 2'], []]);
  expect(countTotals(run)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file whose setup failed has failed, although none of its tests did', () => {
  const run = readRun(
    report({
      name: '/a.test.ts',
      status: 'failed',
      message: 'port taken\nat …',
      assertionResults: tests('skipped'),
    }),
    1,
  );
  expect(run.files[0]?.failures).toEqual(['port taken']);
  expect(countTotals(run)).toEqual({ passed: 0, failed: 1, skipped: 1 });
});

test('a failure outside every file, or a missing report, is a failure', () => {
  expect(
    countTotals(
      readRun(
        report({
          name: '/a.test.ts',
          status: 'passed',
          message: '',
          assertionResults: tests('passed'),
        }),
        1,
      ),
    ),
  ).toMatchObject({ failed: 1 });
  expect(countTotals(readRun(join(folder, 'missing.json'), 0))).toMatchObject({ failed: 1 });
});

test('a test that passes on the second run is flaky; one that fails again is not', () => {
  const file = (path: string, failures: string[]) => ({
    path,
    failures,
    passed: 1,
    failed: failures.length,
    skipped: 0,
  });
  const first = [file('a', ['one', 'two']), file('b', ['three'])];
  expect(findFlaky(first, [file('a', ['two'])])).toEqual(['a › one']);
  expect(findFlaky(first, [file('a', []), file('b', [])])).toEqual([
    'a › one',
    'a › two',
    'b › three',
  ]);
});
