import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Safeguard, SafeguardRun } from '@debrief/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeApi, FakeProblem, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2026-03-02T10:00:00.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const run: SafeguardRun = {
  source: 'evidence',
  from: at,
  until: '2026-03-02T12:00:00.000Z',
  series: 1,
  verdict: 'fires',
  why: '',
  missing: [],
  firings: [
    {
      labels: '{alertname="Down"}',
      pendingMs: 0,
      firingMs: 60_000,
      endMs: null,
      mutedReceivers: [],
      receivers: ['pager'],
      mutedBy: '',
    },
  ],
};
const safeguard: Safeguard = {
  id: anId,
  incidentRef: 'INC-2',
  name: 'Search\u001B[2J finds SKUs',
  alert: 'Down',
  rules: 'groups: []',
  routing: '',
  silences: '',
  intervalMs: 60_000,
  incidentSeries: '',
  healthySeries: '',
  incidentWindow: null,
  healthyWindow: null,
  followUpId: null,
  checks: null,
  lastRun: null,
  lastDrill: null,
  heartbeat: null,
  proof: {
    at,
    by: 'Ada',
    incident: run,
    healthy: { ...run, verdict: 'silent', firings: [] },
    runbooks: [],
    notes: [],
  },
  state: 'armed',
  why: 'It fires.',
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 3,
  can: { change: true },
};
const change = { safeguards: [safeguard], removed: [], activityId: '12' };
const list = () => ({ items: [safeguard], lastChange: null, can: { add: true } });
const cli = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safeguards-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('debrief safeguards lists states with their reasons', async () => {
  const { out } = await cli({ 'safeguard.list': list }).run('safeguards', 'INC-2');
  expect(out).toContain('armed');
  expect(out).toContain('It fires.');
  expect(out).not.toContain('\u001B');
});

test('a proof says when it fires and who gets it, and its exit code says whether it is armed', async () => {
  const armed = cli({ 'safeguard.list': list, 'safeguard.prove': () => change });
  const { code, out } = await armed.run('safeguards', 'prove', 'INC-2', 'search');
  expect(code).toBe(0);
  expect(out).toContain('fires 2026-03-02T10:01:00.000Z {alertname="Down"} → pager');
  expect(out).not.toContain('\u001B');
  const dead = { ...change, safeguards: [{ ...safeguard, state: 'unproven' as const }] };
  const unproven = cli({ 'safeguard.list': list, 'safeguard.prove': () => dead });
  expect((await unproven.run('safeguards', 'prove', 'INC-2', 'search')).code).toBe(1);
  expect((await armed.run('safeguards', 'prove', 'INC-2', 'other')).err).toContain('No safeguard');
});

test('rules and series are read from files', async () => {
  const rules = join(folder, 'rules.yml');
  await writeFile(rules, 'groups: []');
  const sent: unknown[] = [];
  const world = cli({
    'safeguard.add': (input) => {
      sent.push(input);
      return change;
    },
  });
  const { err } = await world.run(
    'safeguards',
    'add',
    'INC-2',
    '--name',
    'x',
    '--rules',
    rules,
    '--interval',
    '30',
  );
  expect(sent).toMatchObject([{ name: 'x', rules: 'groups: []', intervalMs: 30_000 }]);
  expect(err).toContain('debrief safeguards undo 12');
  const lost = await world.run('safeguards', 'add', 'INC-2', '--name', 'x', '--rules', 'none.yml');
  expect(lost.err).toContain("Can't read none.yml");
});

describe('data checks', () => {
  const checks = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders }
target: { dataset: orders, path: orders.csv }
checks: [{ id: user, type: nullValues, property: user_id }]
`;
  const data: Safeguard = { ...safeguard, name: 'Orders', checks, rules: '', alert: '' };
  const listData = () => ({ ...list(), items: [data] });
  const outcome = { check: 'user', verdict: 'halted', text: 'user_id is null.' } as const;
  const windowRun = {
    files: [{ name: 'orders.csv', bytes: 12, sha256: 'ab' }],
    outcomes: [outcome],
  };

  test('are proven with files of both windows', async () => {
    const file = join(folder, 'orders.csv');
    await writeFile(file, 'order_id,user_id\n1,\n');
    const proof = {
      kind: 'checks' as const,
      at,
      by: 'Ada',
      incident: { ...windowRun, verdict: 'halted' as const },
      healthy: { ...windowRun, verdict: 'passed' as const, outcomes: [] },
    };
    const world = cli({
      'safeguard.list': listData,
      'safeguard.proveChecks': () => ({ ...change, safeguards: [{ ...data, proof }] }),
    });
    const files = ['--incident-files', file, '--healthy-files', file];
    const { code, out } = await world.run('safeguards', 'prove', 'INC-2', 'orders', ...files);
    expect(code).toBe(0);
    expect(out).toContain('Incident (orders.csv):\n  halted user: user_id is null.');
    const without = await world.run('safeguards', 'prove', 'INC-2', 'orders');
    expect(without.err).toContain('--incident-files and --healthy-files');
  });

  test('run where the data is, and what they say is reported', async () => {
    const sent: unknown[] = [];
    const world = cli({
      'safeguard.list': listData,
      'safeguard.report': (input) => {
        sent.push(input);
        return { id: anId, at, by: 'Ada', verdict: 'halted', outcomes: [outcome] };
      },
    });
    await writeFile(join(folder, 'orders.csv'), 'order_id,user_id\n1,\n2,7\n');
    const { code, out } = await world.run(
      'safeguards',
      'run',
      'INC-2',
      'orders',
      '--folder',
      folder,
    );
    expect(code).toBe(1);
    expect(out).toContain('halted user:');
    expect(sent).toMatchObject([{ id: anId, outcomes: [{ check: 'user', verdict: 'halted' }] }]);
  });

  test('are a gate for a pipeline', async () => {
    const run = {
      id: anId,
      at,
      by: 'CI',
      verdict: 'passed' as const,
      outcomes: [{ ...outcome, verdict: 'passed' as const }],
    };
    const open = cli({
      'safeguard.list': listData,
      'safeguard.gate': () => ({ isOpen: true as const, run }),
    });
    expect(await open.run('safeguards', 'gate', 'INC-2', 'orders')).toMatchObject({ code: 0 });
    const closed = cli({
      'safeguard.list': listData,
      'safeguard.gate': () => {
        throw new FakeProblem('conflict', 'The gate is closed: no run was reported.');
      },
    });
    const answer = await closed.run('safeguards', 'gate', 'INC-2', 'orders', '--max-age', '60');
    expect(answer.code).not.toBe(0);
    expect(answer.err).toContain('The gate is closed');
  });
});
