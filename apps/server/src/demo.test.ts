import { listAccounts } from '@debrief/core/account';
import { listImports, readRecord } from '@debrief/core/evidence';
import { listIncidents } from '@debrief/core/library';
import { deleteIncident } from '@debrief/core/delete-incident';
import { changeIncident } from '@debrief/core/incident';
import { listStories } from '@debrief/core/story';
import { makeIncident, testWorld, type World, embeddedDatabase } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '@debrief/core/context';
import { makeDemo, resetDemo } from './demo.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  ctx = world.as(world.operator);
});

const names = async () =>
  (await listImports(ctx, { incident: 'INC-1' })).items
    .map((one) => `${one.name} ${one.state} ${one.rejected}`)
    .toSorted();

describe('the demo', () => {
  test('is imported like any file, in full, and only once', async () => {
    await makeDemo(ctx, 'raw', { isAlone: true });
    const made = await names();
    expect(made).toEqual([
      'alerts.jsonl done 0',
      'deploys.jsonl done 0',
      'slack-export done 0',
      'ticket.json done 0',
    ]);
    expect((await listIncidents(ctx, {})).items).toMatchObject([{ isDemo: true, eventCount: 0 }]);
    expect((await readRecord(ctx, 'INC-1', { text: 'alias' })).items.length).toBeGreaterThan(3);
    await makeDemo(ctx, 'raw', { isAlone: true });
    await makeDemo(ctx, 'raw', { isAlone: false });
    expect(await names()).toEqual(made);
  });

  test('that an earlier start left half-done is completed', async () => {
    await makeDemo(ctx, 'raw', { isAlone: true });
    await sql`update import set state = 'interrupted' where name = 'ticket.json'`.execute(
      world.store.db,
    );
    await makeDemo(ctx, 'raw', { isAlone: false });
    expect(await names()).toHaveLength(4);
    await makeDemo(ctx, 'raw', { isAlone: true });
    expect(await names()).toEqual([
      'alerts.jsonl done 0',
      'deploys.jsonl done 0',
      'slack-export done 0',
      'ticket.json done 0',
      'ticket.json interrupted 0',
    ]);
    expect((await listIncidents(ctx, {})).items).toHaveLength(1);
  });

  test('is finished once, with its story, next to the same evidence to try it on', async () => {
    await makeDemo(ctx, 'finished', { isAlone: true });
    // An interrupted start is completed, whatever the next one asks for.
    await sql`delete from story where is_example`.execute(world.store.db);
    await makeDemo(ctx, 'none', { isAlone: true });
    await makeDemo(ctx, 'raw', { isAlone: true });
    await makeDemo(ctx, 'finished', { isAlone: true });
    const { items } = await listIncidents(ctx, {});
    expect(items).toMatchObject([
      { ref: 'INC-2', isDemo: true, status: 'in-review', eventCount: 0 },
      { ref: 'INC-1', isDemo: true, status: 'closed', eventCount: 31 },
    ]);
    expect(items[0]?.evidenceCount).toBe(items[1]?.evidenceCount);
    const stories = await listStories(world.as(world.viewer), {});
    expect(stories.items).toMatchObject([
      { isExample: true, isMine: false, grades: { 'no-evidence': 0 }, isDraft: false },
    ]);
    const accounts = await listAccounts(ctx, {});
    expect(accounts.items.filter((one) => one.name === 'Ilse Marchetti')).toMatchObject([
      { isDisabled: true },
    ]);
  });

  test('skips a database that someone has already used', async () => {
    await makeIncident(world.as(world.editor));
    await makeDemo(ctx, 'raw', { isAlone: true });
    expect((await listIncidents(ctx, {})).items).toMatchObject([{ isDemo: false }]);
  });
});

describe('resetting the sample data', () => {
  test('adds it again, without what was done in it', async () => {
    await makeDemo(ctx, 'finished', { isAlone: true });
    await changeIncident(ctx, { incident: 'INC-2', version: 1, title: 'Mine now' });
    await expect(resetDemo(world.as(world.editor))).rejects.toMatchObject({ code: 'forbidden' });
    const admin = world.as(world.admin);
    const { items } = await resetDemo(admin);
    expect(items.map((one) => one.title)).toEqual([
      'Try it yourself: Search shows no results for new products',
      'Search shows no results for new products',
    ]);
    expect((await listStories(world.as(world.viewer), {})).items).toMatchObject([
      { incident: { ref: 'INC-1' }, grades: { 'no-evidence': 0 } },
    ]);
    await deleteIncident(admin, { incident: 'INC-1', title: items[1]?.title ?? '' });
    expect((await listStories(world.as(world.viewer), {})).items).toEqual([]);
  });
});
