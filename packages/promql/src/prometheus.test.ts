import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { QueryError } from './errors.ts';
import { parseRuleFile } from './rule-file.ts';
import { findRoutes, parseRouting } from './alert-routes.ts';
import { runTestFile } from './testing/promql-file.ts';
import { runUnitTests, type TestReport } from './unit-test.ts';

// Files of Prometheus and Alertmanager with the verdicts of promtool 2.42 and amtool 0.25; NOTES.md
// there describes them.
const data = fileURLToPath(new URL('../../../../shared/data/alert-rules/', import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stderr.write(`The verdicts of promtool are skipped: there is no ${data}.\n`);

const read = (path: string) => readFileSync(join(data, path), 'utf8');

function rowsIn(path: string): string[][] {
  return read(path)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

const reports = new Map<string, TestReport>();

function runFile(path: string): TestReport {
  const known = reports.get(path);
  if (known) return known;
  const folder = dirname(join(data, path));
  const report = runUnitTests(read(path), (pattern) => [
    { name: pattern, text: readFileSync(join(folder, pattern), 'utf8') },
  ]);
  reports.set(path, report);
  return report;
}

describe.skipIf(!hasData)('the verdicts of the real tools', () => {
  test('every evaluation in the tests of the engine of Prometheus agrees', () => {
    const verdicts = readdirSync(join(data, 'promql')).flatMap((file) =>
      runTestFile(read(`promql/${file}`)).map((one) => ({ file, ...one })),
    );
    expect(verdicts).toHaveLength(566);
    expect(verdicts.filter(({ verdict }) => verdict !== 'agrees')).toEqual([]);
  });

  test('every file of unit tests gives the verdict of promtool', () => {
    const tests = rowsIn('verdicts.csv').filter(([, tool = '']) => tool.endsWith('test rules'));
    expect(tests).toHaveLength(17);
    const found = tests.map(([path = '']) => [path, runFile(path).verdict]);
    expect(found).toEqual(
      tests.map(([path, , , verdict]) => [path, verdict === 'pass' ? 'passed' : 'failed']),
    );
  });

  test('the alerts that fail are those that promtool names', () => {
    const tests = rowsIn('verdicts.csv').filter(([path = '', tool = '']) =>
      /mixin.*test rules/.test(`${path} ${tool}`),
    );
    for (const [path = '', , , , ...detail] of tests) {
      const failed = runFile(path).cases.filter(({ verdict }) => verdict !== 'passed');
      const named = detail.join(',').split('; ').filter(Boolean);
      expect(failed.map(({ what }) => what.replace(' at ', '@')).toSorted(), path).toEqual(
        named.map((one) => one.replace(/ \(.*$/, '')).toSorted(),
      );
    }
  });

  test('rule files are read and refused as by promtool', () => {
    const files = rowsIn('verdicts.csv').filter(([, tool = '']) => tool.endsWith('check rules'));
    expect(files).toHaveLength(122);
    for (const [path = '', , , verdict, detail = ''] of files) {
      const count = /^(\d+) rules found/.exec(detail)?.[1];
      const parse = () => parseRuleFile(path, read(path)).flatMap(({ rules }) => rules).length;
      if (verdict === 'refused') expect(parse, path).toThrow(QueryError);
      else if (count === undefined) expect(parse(), path).toBeGreaterThan(0);
      else expect(parse(), path).toBe(Number(count));
    }
  });

  test('alerts take the routes that amtool names', () => {
    const cases = rowsIn('alertmanager/routing-cases.csv');
    expect(cases.length).toBeGreaterThan(20);
    for (const [config = '', written = '', receivers] of cases) {
      const labels = Object.fromEntries(
        written
          .split(' ')
          .filter(Boolean)
          .map((pair): [string, string] => {
            const [name = '', value = ''] = pair.split('=');
            return [name, value];
          }),
      );
      const { root } = parseRouting(read(`alertmanager/${config}`));
      const found = findRoutes(root, labels).map(({ receiver }) => receiver);
      expect(found.join(' '), `${config} ${written}`).toBe(receivers);
    }
  });
});
