import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Safeguard } from '@debrief/contract';
import { openUpload } from '@debrief/readers';
import { createZip } from '@debrief/readers/testing';
import {
  exportBundle,
  importBundleText,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { listActivity } from '../activity/index.ts';
import {
  addSafeguard,
  askGate,
  editSafeguard,
  listSafeguards,
  proveChecks,
  proveSafeguard,
  reportRun,
} from './index.ts';

/** Document 004, Q98: a few percent of nulls are a warning, more stop the pipeline. */
const checks = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders }
target: { dataset: silver.orders, path: 'orders-*.csv' }
checks:
  - id: user_id
    type: nullValues
    property: user_id
    warn: { percent: { mustBeLessOrEqualTo: 1 } }
    halt: { percent: { mustBeLessOrEqualTo: 5 } }
`;

/** 100 orders of a day. */
const orders = (nulls: number) =>
  ['order_id,user_id', ...Array.from({ length: 100 }, (_, n) => `${n},${n < nulls ? '' : n}`)].join(
    '\n',
  );

let world: World;
let ctx: Context;
let incident: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
});

async function add(text = checks): Promise<Safeguard> {
  const added = await addSafeguard(ctx, { incident, name: 'Orders have a user', checks: text });
  const [safeguard] = added.safeguards;
  if (!safeguard) throw new Error('no safeguard');
  return safeguard;
}

async function pack(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-proof-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const place = join(folder, 'proof.zip');
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
  await writeFile(place, createZip(entries));
  return openUpload(place, 'proof.zip');
}

async function prove(
  { id, version }: Safeguard,
  files: Record<string, string>,
  more: { healthyAt?: string } = {},
): Promise<Safeguard> {
  const change = await proveChecks(ctx, { id, version, ...more }, await pack(files));
  const [proven] = change.safeguards;
  if (!proven) throw new Error('no safeguard');
  return proven;
}

const windows = (ofIncident: number, healthy: number) => ({
  'incident/orders-06.csv': orders(ofIncident),
  'healthy/orders-01.csv': orders(healthy),
  'healthy/orders-02.csv': orders(0),
});

describe('data checks', () => {
  test('are armed once they halt on the incident and pass a healthy window', async () => {
    const draft = await add();
    expect(draft).toMatchObject({ state: 'draft', alert: '', checks, lastRun: null });
    const armed = await prove(draft, windows(8, 1));
    expect(armed).toMatchObject({
      state: 'armed',
      proof: {
        kind: 'checks',
        incident: { verdict: 'halted', files: [{ name: 'orders-06.csv' }] },
        healthy: {
          verdict: 'passed',
          files: [{ name: 'orders-01.csv' }, { name: 'orders-02.csv' }],
        },
      },
    });
    // A change of what was proven removes the proof.
    const change = { id: armed.id, version: armed.version, checks: checks.replace('5 }', '9 }') };
    const [changed] = (await editSafeguard(ctx, change)).safeguards;
    expect(changed).toMatchObject({ state: 'draft', proof: null });
  });

  test('that only warn on the incident, or also halt on healthy files, are not', async () => {
    const safeguard = await add();
    const warned = await prove(safeguard, windows(3, 0));
    expect(warned.state).toBe('unproven');
    expect(warned.why).toContain('1 check warned. user_id: ');
    const noisy = await prove(warned, windows(8, 60));
    expect(noisy.state).toBe('noisy');
  });

  test('prove nothing with a file that they cannot read', async () => {
    const safeguard = await add();
    const files = { ...windows(8, 0), 'incident/orders-06.csv': 'order_id\n1\n' };
    expect(await prove(safeguard, files)).toMatchObject({
      state: 'unproven',
      proof: { incident: { verdict: 'error' } },
    });
  });

  test('ask for both windows, and for a time if freshness is checked', async () => {
    const safeguard = await add();
    await expect(prove(safeguard, { 'incident/orders-06.csv': orders(8) })).rejects.toThrow(
      'Put files in the folder healthy/',
    );
    const fresh = await add(
      checks.replace(
        / {2}- id[^]*/,
        `  - type: freshness
    property: at
    halt: { mustBeLessOrEqualTo: 86400 }
`,
      ),
    );
    const at = (day: string) => `at\n2022-12-${day}T06:00:00Z\n`;
    const files = { 'incident/orders-a.csv': at('01'), 'healthy/orders-a.csv': at('01') };
    await expect(prove(fresh, files)).rejects.toThrow('Say when the healthy files were current');
    expect(await prove(fresh, files, { healthyAt: '2022-12-01T12:00:00Z' })).toMatchObject({
      state: 'armed',
    });
  });

  test('cannot read files outside those of the proof', async () => {
    for (const path of ['/etc/passwd', '../../../../../etc/passwd']) {
      const safeguard = await add(
        checks.replace("'orders-*.csv'", `'${path}'`).replace('silver.orders', 'x, format: csv'),
      );
      const proven = await prove(safeguard, windows(8, 0));
      expect(proven).toMatchObject({
        state: 'unproven',
        proof: { incident: { verdict: 'error' } },
      });
      expect(JSON.stringify(proven)).not.toContain('root:');
    }
    for (const path of ['../evil.csv', '/tmp/evil.csv'])
      await expect(
        prove(await add(), { ...windows(8, 0), [`incident/../${path}`]: 'x' }),
      ).rejects.toThrow();
  });

  test('are refused with the line of a mistake, and an alert stays an alert', async () => {
    await expect(add(checks.replace('nullValues', 'nullValuez'))).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'checks', message: expect.stringContaining('Line 7') as string }],
    });
    await expect(addSafeguard(ctx, { incident, name: 'x' })).rejects.toThrow(
      'Enter alert rules or data checks.',
    );
    const { id, version } = await add();
    const rules = 'groups: [{ name: g, rules: [{ alert: A, expr: up }] }]';
    await expect(editSafeguard(ctx, { id, version, rules })).rejects.toThrow('stay data checks');
    await expect(proveSafeguard(ctx, { id, version })).rejects.toThrow('files of both windows');
  });

  test('travel in a bundle with their proof, without the reported runs', async () => {
    const armed = await prove(await add(), windows(8, 0));
    await reportRun(ctx, {
      id: armed.id,
      outcomes: [{ check: 'a', verdict: 'passed', text: 'ok' }],
    });
    const text = await exportBundle(ctx, incident);
    const other = await testWorld();
    const copy = other.as(other.editor);
    const { ref } = await importBundleText(copy, text);
    const [found] = (await listSafeguards(copy, { incident: ref })).items;
    expect(found).toMatchObject({ checks, state: 'armed', proof: armed.proof, lastRun: null });
  });
});

describe('the gate', () => {
  const passed = [{ check: 'user_id', verdict: 'warned', text: '2 % are null.' }] as const;
  const halted = [...passed, { check: 'rows', verdict: 'halted', text: 'No rows.' }] as const;

  test('is closed without a run, opens with one that passed, and closes when one halts', async () => {
    const { id } = await add();
    await expect(askGate(ctx, { id })).rejects.toMatchObject({
      code: 'conflict',
      message: 'The gate is closed: no run was reported.',
    });
    const run = await reportRun(ctx, { id, outcomes: [...passed] });
    expect(await askGate(ctx, { id })).toEqual({ isOpen: true, run });
    await reportRun(ctx, { id, outcomes: [...halted] });
    await expect(askGate(ctx, { id })).rejects.toThrow(
      'The gate is closed: 1 check halted. rows: No rows.',
    );
    const [shown] = (await listSafeguards(ctx, { incident })).items;
    expect(shown?.lastRun).toMatchObject({ verdict: 'halted', outcomes: halted });
  });

  test('does not open with an old run, nor with one that could not judge', async () => {
    const { id } = await add();
    await reportRun(ctx, { id, outcomes: [...passed] });
    world.clock.advance(7_200_000);
    await expect(askGate(ctx, { id, maxAge: 3_600 })).rejects.toThrow('the newest run is 2 h old');
    for (const verdict of ['skipped', 'error'] as const) {
      await reportRun(ctx, { id, outcomes: [...passed, { check: 'x', verdict, text: 'Why.' }] });
      await expect(askGate(ctx, { id })).rejects.toThrow('The gate is closed');
    }
  });

  test('records each run once, also if a report is repeated', async () => {
    const { id } = await add();
    const report = { id, run: ctx.ids.next(), outcomes: [...passed] };
    expect(await reportRun(ctx, report)).toEqual(await reportRun(ctx, report));
    const { items } = await listActivity(ctx, { subjectId: id });
    expect(items.filter(({ kind }) => kind === 'safeguard.ran')).toHaveLength(1);
  });

  test('is not there for an outsider, and only changes for those who can write', async () => {
    const { id } = await add();
    await makeIncidentPrivate(ctx, { incident, version: 1 });
    const outsider = world.as(world.outsider);
    await expect(askGate(outsider, { id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(reportRun(outsider, { id, outcomes: [...passed] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
