import { listImports, readRecord } from '@debrief/core/evidence';
import { listIncidents } from '@debrief/core/library';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '@debrief/core/context';
import { makeDemo } from './demo.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.operator);
});

const names = async () =>
  (await listImports(ctx, { incident: 'INC-1' })).items
    .map((one) => `${one.name} ${one.state} ${one.rejected}`)
    .toSorted();

describe('the demo', () => {
  test('is imported like any file, in full, and only once', async () => {
    await makeDemo(ctx, { isAlone: true });
    const made = await names();
    expect(made).toEqual([
      'alerts.jsonl done 0',
      'deploys.jsonl done 0',
      'slack-export done 0',
      'ticket.json done 0',
    ]);
    expect((await listIncidents(ctx, {})).items).toMatchObject([{ isDemo: true, eventCount: 0 }]);
    expect((await readRecord(ctx, 'INC-1', { text: 'alias' })).items.length).toBeGreaterThan(3);
    await makeDemo(ctx, { isAlone: true });
    await makeDemo(ctx, { isAlone: false });
    expect(await names()).toEqual(made);
  });

  test('that an earlier start left half-done is completed', async () => {
    await makeDemo(ctx, { isAlone: true });
    await sql`update import set state = 'interrupted' where name = 'ticket.json'`.execute(
      world.store.db,
    );
    await makeDemo(ctx, { isAlone: false });
    expect(await names()).toHaveLength(4);
    await makeDemo(ctx, { isAlone: true });
    expect(await names()).toEqual([
      'alerts.jsonl done 0',
      'deploys.jsonl done 0',
      'slack-export done 0',
      'ticket.json done 0',
      'ticket.json interrupted 0',
    ]);
    expect((await listIncidents(ctx, {})).items).toHaveLength(1);
  });

  test('stays away where somebody has begun already', async () => {
    await makeIncident(world.as(world.editor));
    await makeDemo(ctx, { isAlone: true });
    expect((await listIncidents(ctx, {})).items).toMatchObject([{ isDemo: false }]);
  });
});
