import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';

const rules = `groups:
  - name: up
    rules:
      - { alert: Down, expr: up == 0, for: 2m }
`;
const toTest = (expected: string) => `rule_files: ['rules/*.yml']
tests:
  - input_series: [{ series: 'up{job="api"}', values: '1 0x9' }]
    alert_rule_test: [{ eval_time: 5m, alertname: Down, exp_alerts: ${expected} }]
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alerts-'));
  await mkdir(join(folder, 'rules'));
  await writeFile(join(folder, 'rules', 'up.yml'), rules);
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const { run } = fakeWorld({ door: createFakeApi({}) });

test('debrief alerts test runs unit tests without a server, and finds the rule files', async () => {
  const passes = await write('passes.yml', toTest('[{ exp_labels: { job: api } }]'));
  const ended = await run('alerts', 'test', passes);
  expect(ended).toMatchObject({ code: 0, out: '' });
  expect(ended.err).toContain('1 expectation: 1 passed, 0 failed, 0 not supported.');

  const fails = await write('fails.yml', toTest('[]'));
  const failed = await run('alerts', 'test', fails, '--json');
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.out)).toMatchObject([{ verdict: 'failed', what: 'Down at 5m' }]);
});

test('what cannot be judged ends with another exit code', async () => {
  const file = await write(
    'newer.yml',
    'tests: [{ promql_expr_test: [{ expr: \'sort_by_label(up, "job")\', eval_time: 1m }] }]\n',
  );
  expect(await run('alerts', 'test', file)).toMatchObject({ code: 3 });
});

test('debrief alerts check says what a file has, and why it is refused', async () => {
  const good = join(folder, 'rules', 'up.yml');
  const bad = await write('bad.yml', rules.replace('up == 0', 'up =='));
  const { code, out } = await run('alerts', 'check', good, bad, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject([
    { verdict: 'read', groups: 1, rules: 1 },
    { verdict: 'refused', why: expect.stringContaining('group "up", rule 1, "Down"') as string },
  ]);
  expect((await run('alerts', 'check', join(folder, 'none.yml'))).err).toContain("Can't read");
  const lost = await write('lost.yml', toTest('[]').replace('rules/*.yml', 'none.yml'));
  expect((await run('alerts', 'test', lost)).err).toContain("Can't read");
});
