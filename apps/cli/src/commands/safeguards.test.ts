import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Safeguard, SafeguardRun } from '@debrief/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
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
  intervalMs: 60_000,
  incidentSeries: '',
  healthySeries: '',
  incidentWindow: null,
  healthyWindow: null,
  followUpId: null,
  checks: null,
  lastRun: null,
  proof: {
    at,
    by: 'Ada',
    incident: run,
    healthy: { ...run, verdict: 'silent', firings: [] },
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
