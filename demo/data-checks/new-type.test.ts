import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckFile, runChecks } from '@debrief/checks';
import { addSafeguard, askGate, proveChecks, reportRun } from '@debrief/core/safeguard';
import { openUpload } from '@debrief/readers';
import { createZip } from '@debrief/readers/testing';
import { makeIncident, testWorld } from '@debrief/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNewType } from './new-type.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-demo-'));
  await writeNewType(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const eventsOn = (day: number) => `events/2026-11-0${day}.json`;

async function packFile(window: 'incident' | 'healthy', day: number) {
  const path = eventsOn(day);
  return { name: `${window}/${path}`, content: await readFile(join(folder, path), 'utf8') };
}

test('document 001: a contract is armed by the files of the day, and stops the pipeline at the next drift', async () => {
  const example = join(import.meta.dirname, '001-new-type', 'contract-healthy.yml');
  const contract = (await readFile(example, 'utf8')).replace(/path: '.*'/, "path: 'events/*.json'");
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref: incident } = await makeIncident(ctx);
  const name = 'Contract of order events';
  const [draft] = (await addSafeguard(ctx, { incident, name, checks: contract })).safeguards;
  expect(draft?.state).toBe('draft');
  const safeguard = { id: draft?.id ?? '', version: draft?.version ?? 0 };

  const place = join(folder, 'proof.zip');
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => packFile('healthy', day));
  await writeFile(place, createZip(await Promise.all([packFile('incident', 8), ...days])));
  const upload = await openUpload(place, 'proof.zip');
  const [armed] = (await proveChecks(ctx, safeguard, upload)).safeguards;
  expect(armed).toMatchObject({ state: 'armed', proof: { healthy: { verdict: 'passed' } } });
  expect(armed?.proof).toMatchObject({ incident: { verdict: 'halted' } });

  /** The pipeline on a day: the checks on its file, then the gate. */
  const runPipeline = async (day: number) => {
    const lake = join(folder, `lake-${day}`);
    await mkdir(join(lake, 'events'), { recursive: true });
    await rename(join(folder, eventsOn(day)), join(lake, eventsOn(day)));
    const results = await runChecks(readCheckFile('contract.yml', contract).safeguards, {
      folder: lake,
      root: lake,
      connections: new Map(),
      now: world.clock.now(),
    });
    const outcomes = results.map(({ check, verdict, text }) => ({ check, verdict, text }));
    await reportRun(ctx, { id: safeguard.id, outcomes });
    return askGate(ctx, { id: safeguard.id });
  };
  expect(await runPipeline(7)).toMatchObject({ run: { verdict: 'passed' } });
  await expect(runPipeline(9)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('channel'),
  });
});
