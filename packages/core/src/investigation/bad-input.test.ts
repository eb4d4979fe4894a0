import { DomainError } from '@debrief/contract';
import {
  importFile,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import { setMilestone } from '../timeline/index.ts';
import { addFinding, linkFactors, listInvestigation } from './index.ts';

let world: World;
let ctx: Context;
let incident: { ref: string };
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident } = await makeRecord(ctx, ['lag alarm', 'patched']));
});

test('a decision before the first evidence is kept and flagged', async () => {
  const decide = async (at: string) => {
    const { findings } = await addFinding(ctx, {
      incident: incident.ref,
      type: 'decision',
      statement: 'Release on Sunday',
      at,
    });
    return findings[0];
  };
  const [item] = (await readRecord(ctx, incident.ref, { threads: 'flat' })).items;
  const first = Date.parse(item?.occurredAt ?? '');
  await setMilestone(ctx, {
    incident: incident.ref,
    kind: 'detected',
    at: new Date(first).toISOString(),
    version: null,
  });
  expect(await decide(new Date(first - 3_600_000).toISOString())).toMatchObject({
    isBeforeEvidence: true,
    elapsedMs: -3_600_000,
  });
  expect(await decide(new Date(first).toISOString())).toMatchObject({
    isBeforeEvidence: false,
    elapsedMs: 0,
  });
});

test('factors that led to each other are kept, and reported as a cycle', async () => {
  const add = async (statement: string) => {
    const { findings } = await addFinding(ctx, {
      incident: incident.ref,
      type: 'factor',
      statement,
      at: '2026-03-02T08:00:00Z',
    });
    return findings[0]?.id ?? '';
  };
  const [one, other] = [await add('Retries pile up'), await add('The queue grows')];
  const link = { incident: incident.ref, kind: 'led-to' as const };
  await linkFactors(ctx, { ...link, from: one, to: other });
  await linkFactors(ctx, { ...link, from: other, to: one });
  const { cycles, links } = await listInvestigation(ctx, { incident: incident.ref });
  expect(links).toHaveLength(2);
  expect(cycles).toEqual([[one, other].toSorted()]);
});

test('evidence that the writer may not see is not found, exactly like evidence that does not exist', async () => {
  const hidden = await makeIncident(ctx);
  await importFile(ctx, hidden, { name: 'hidden.jsonl', text: messages(['the secret key']) });
  const [item] = (await readRecord(ctx, hidden.ref, { threads: 'flat' })).items;
  await makeIncidentPrivate(ctx, { incident: hidden.ref, version: 1 });
  const outsider = world.as(world.outsider);
  const { ref } = await makeIncident(outsider);
  const cite = (evidenceId: string) =>
    addFinding(outsider, {
      incident: ref,
      type: 'decision',
      statement: 'x',
      at: '2026-03-02T08:00:00Z',
      citations: [{ evidenceId }],
    }).then(
      () => null,
      (error: unknown) => (error instanceof DomainError ? [error.message, error.issues] : error),
    );
  const unseen = await cite(item?.id ?? '');
  expect(JSON.stringify(unseen)).toContain('citations.0.evidenceId');
  expect(unseen).toEqual(await cite(ctx.ids.next()));
});
