import type { FollowUp } from '@debrief/contract';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addFollowUp, answerRecurrence, changeFollowUpStatus } from '../follow-up/index.ts';
import { addFinding, removeFinding } from '../investigation/index.ts';
import { listRecurrences } from './index.ts';

const statement = 'The search alias is switched by hand before the index is complete';
let world: World;
let ctx: Context;
let incident: string;
let factor: string;
let done: FollowUp;

async function addFactor(ref: string, text: string, at: string): Promise<string> {
  const made = await addFinding(ctx, { type: 'factor', incident: ref, statement: text, at });
  return made.findings[0]?.id ?? '';
}

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
  factor = await addFactor(incident, statement, '2026-03-01T08:00:00Z');
  const text = 'Switch the alias only when the index is complete';
  const added = await addFollowUp(ctx, { incident, intent: 'prevent', text, originId: factor });
  const [followUp] = added.followUps;
  const status = { id: followUp?.id ?? '', version: 1, to: 'done' } as const;
  const [changed] = (await changeFollowUpStatus(ctx, status)).followUps;
  if (!changed) throw new Error('no follow-up');
  done = changed;
});

const readMatches = async (by = ctx) =>
  (await listRecurrences(by, { incident })).items.flatMap(({ matches }) => matches);

test('a similar factor of a later incident is asked about once', async () => {
  const later = await makeIncident(ctx, { title: 'Search is empty again' });
  const similar = 'By hand, the alias was switched to an index that was not complete';
  const id = await addFactor(later.ref, similar, '2026-04-01T08:00:00Z');
  await addFactor(later.ref, similar, '2026-02-01T08:00:00Z');
  await addFactor(later.ref, 'The index was too large', '2026-04-01T08:00:00Z');
  await addFactor(incident, similar, '2026-04-01T08:00:00Z');
  expect(await readMatches()).toMatchObject([
    { what: 'factor', id, itemId: null, text: similar, incidentRef: later.ref },
  ]);
  const { version } = done;
  const answer = { id: done.id, version, cameBack: false, evidenceIds: [id] };
  await answerRecurrence(ctx, { ...answer, reason: 'It was switched by a drill' });
  expect(await readMatches()).toEqual([]);
});

test('only in incidents that the reader can see, and not after the factor was removed', async () => {
  const later = await makeIncident(ctx, { title: 'Search is empty again' });
  await addFactor(later.ref, statement, '2026-04-01T08:00:00Z');
  expect(await readMatches(world.as(world.outsider))).toHaveLength(1);
  await makeIncidentPrivate(ctx, { incident: later.ref, version: later.version });
  expect(await readMatches(world.as(world.outsider))).toEqual([]);
  expect(await readMatches()).toHaveLength(1);
  await removeFinding(ctx, { id: factor, version: 1 });
  expect(await readMatches()).toEqual([]);
});
