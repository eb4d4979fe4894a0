import type { OnCallScheduleDetails, OwnLoad, ScheduleImport } from '@debrief/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-on-call-'));
  await writeFile(join(folder, 'on-call.ics'), 'BEGIN:VCALENDAR\r\n');
});
afterAll(() => rm(folder, { recursive: true }));

const [from, until] = ['2026-03-01T00:00:00.000Z', '2026-03-08T00:00:00.000Z'];
const done: ScheduleImport = {
  tool: 'calendar',
  read: 3,
  rejected: 1,
  schedules: [
    {
      id: anId,
      name: 'Search',
      from,
      until,
      added: 2,
      removed: 1,
      unchanged: 0,
      gaps: 1,
      overlaps: 2,
    },
  ],
  problems: [{ place: 'line 9', reason: "The shift doesn't end after it starts." }],
};
const schedule = {
  id: anId,
  name: 'Search',
  tool: 'calendar' as const,
  team: null,
  zone: null,
  covered: [{ from, until }],
  people: 1,
  shifts: 1,
  importedAt: until,
};
const details: OnCallScheduleDetails = {
  schedule,
  shifts: [
    { from, until, name: 'Ada', email: null, role: 'primary', isOverride: false, entryId: null },
  ],
  next: null,
  gapCount: 1,
  gaps: [{ from, until }],
  overlapCount: 0,
  overlaps: [],
  sharedNames: ['Ada'],
};
const load: OwnLoad = {
  from,
  until,
  coveredHours: 168,
  onCallHours: 50.4,
  nightHours: null,
  zone: null,
  share: 0.3,
  incidents: 4,
  shifts: 5,
  busyShifts: 1,
  limits: { share: 0.25, incidents: 2, shiftHours: 12 },
};

test('imports, lists, shows and removes schedules, and shows load', async () => {
  const door = createFakeApi({
    'people.schedules': () => ({ items: [schedule] }),
    'people.schedule': () => details,
    'people.importSchedules': () => done,
    'people.removeSchedule': () => undefined,
    'people.ownLoad': () => load,
    'people.teamLoads': () => ({
      from,
      until,
      teams: [
        {
          name: 'Search',
          people: null,
          share: null,
          incidents: null,
          shifts: null,
          busyShifts: null,
        },
      ],
    }),
  });
  const run = (...args: string[]) => fakeWorld({ door }).run('on-call', ...args);
  const ran = await run('import', join(folder, 'on-call.ics'), '--zone', 'Europe/Berlin');
  expect(ran.out).toMatch(/Search +2 added, 1 removed, 0 unchanged; 1 gap, 2 overlaps from 2026/);
  expect(ran.err).toContain("line 9: The shift doesn't end after it starts.");
  expect(door.calls.at(-1)?.input).toMatchObject({ name: 'on-call.ics', zone: 'Europe/Berlin' });
  expect((await run()).out).toMatch(/Search +calendar +- +1 +1 +2026-03-01T00:00:00Z/);
  const shown = await run('show', 'search');
  expect(shown.out).toMatch(/2026-03-01T00:00:00Z +2026-03-08T00:00:00Z +Ada +- +primary/);
  expect(shown.err).toContain('Several people in the directory are named Ada.');
  expect((await run('show', 'Payments')).err).toContain('No on-call schedule is named Payments');
  expect((await run('remove', 'Search')).code).not.toBe(0);
  expect((await run('remove', 'Search', '--yes')).out).toBe('Removed.\n');
  expect((await run('load')).out).toMatch(/On call +50.4 h, 30 % \(limit: 25 %\)/);
  expect((await run('teams')).out).toMatch(/Search +fewer than 5/);
});
