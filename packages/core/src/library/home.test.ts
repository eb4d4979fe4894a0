import {
  importFile,
  importReportText,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { publishVersion, readReport, beginReport, writeSections } from '../report/index.ts';
import { hideFirstSteps, readHome } from './index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

test('a new installation shows the first steps, which tick themselves and can be hidden', async () => {
  expect(await readHome(ctx)).toEqual({
    isNew: true,
    steps: { imported: false, addedEvent: false, published: false },
    recent: [],
    published: [],
    yearAgo: [],
  });
  const { incident, items } = await makeRecord(ctx, ['one']);
  expect(await readHome(ctx)).toMatchObject({ isNew: false, steps: { imported: true } });
  await makeEvent(ctx, incident, items);
  const other = world.as(world.admin);
  expect(await readHome(ctx)).toMatchObject({
    steps: { imported: true, addedEvent: true, published: false },
    recent: [{ incident: { ref: incident.ref, eventCount: 1 }, stage: 'timeline' }],
  });
  expect(await readHome(other)).toMatchObject({ isNew: false, steps: { imported: false } });
  await hideFirstSteps(ctx);
  expect((await readHome(ctx)).steps).toBeNull();
  expect((await readHome(other)).steps).not.toBeNull();
  expect((await readHome(world.as(world.viewer))).steps).toBeNull();
});

test('the incident that one worked on last comes first', async () => {
  const older = await makeIncident(ctx, { title: 'Older' });
  await makeIncident(world.as(world.admin), { title: 'Newer, of another' });
  await importFile(ctx, older, { text: messages(['one']) });
  await importReportText(ctx, older, '# Down\n\n## Timeline\n\n- 2026-03-02 08:00 UTC: it began\n');
  await beginReport(ctx, { incident: older.ref });
  const { state } = await readReport(ctx, { incident: older.ref });
  await publishVersion(ctx, { incident: older.ref, state: state ?? '', summary: 'First' });
  const home = await readHome(ctx);
  expect(home.recent.map(({ incident, stage }) => [incident.title, stage])).toEqual([
    ['Older', 'published'],
    ['Newer, of another', 'record'],
  ]);
  expect(home.published).toMatchObject([{ incident: older.ref, number: 1 }]);
  expect(home.yearAgo).toEqual([]);
  world.clock.advance(368 * 86_400_000);
  expect((await readHome(ctx)).yearAgo).toMatchObject([{ incident: older.ref, number: 1 }]);
  expect((await readHome(world.as(world.outsider))).yearAgo).toHaveLength(1);
});

test('an outsider learns nothing of a private incident', async () => {
  const outsider = world.as(world.outsider);
  const before = await readHome(outsider);
  const { incident } = await makeRecord(ctx, ['one'], { visibility: 'private' });
  const { state } = await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'Search was empty.' }] }],
      },
    ],
  });
  await publishVersion(ctx, { incident: incident.ref, state, summary: 'First' });
  expect(await readHome(outsider)).toEqual(before);
  expect(await readHome(ctx)).toMatchObject({ isNew: false });
});
