import type { PersonCard } from '@debrief/contract';
import { openUpload } from '@debrief/readers';
import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import { accountById } from '../../account/index.ts';
import { getAccountId, type Context } from '../../context.ts';
import { makeIncidentPrivate } from '../../evidence/index.ts';
import { changeIncident, getIncident } from '../../incident/index.ts';
import { setMilestone } from '../../timeline/index.ts';
import {
  importSchedules,
  listPeople,
  listSchedules,
  matchOnCall,
  mergePersons,
  readInvolvement,
  readOwnLoad,
  readPersonCard,
  readSchedule,
  readTeamLoads,
  removeSchedule,
} from '../index.ts';

let world: World;
let admin: Context;
let editor: Context;
let ref = '';
let folder = '';
beforeEach(async () => {
  world = await testWorld();
  [admin, editor] = [world.as(world.admin), world.as(world.editor)];
  ({ ref } = await makeIncident(editor));
  folder = await mkdtemp(join(tmpdir(), 'debrief-on-call-'));
});
afterEach(() => rm(folder, { recursive: true }));

const entry = (start: string, end: string, name: string) => ({
  start: `2026-03-${start}:00Z`,
  end: `2026-03-${end}:00Z`,
  user: { id: name, summary: name },
});
type Entry = ReturnType<typeof entry>;
const users = [
  { id: 'Ada Byron', summary: 'Ada Byron', email: 'ada.byron@example.org' },
  { id: 'Bo Finch', summary: 'Bo Finch', email: 'bo.finch@example.org' },
];
async function bring(entries: Entry[], { name = 'Search', ctx = admin, team = 'Search' } = {}) {
  const path = join(folder, 'export.json');
  const schedule = {
    id: name,
    name,
    time_zone: 'Europe/Berlin',
    teams: [{ summary: team }],
    users,
    final_schedule: { rendered_schedule_entries: entries },
  };
  await writeFile(path, JSON.stringify({ schedule }));
  return importSchedules(ctx, { name: 'export.json' }, await openUpload(path, 'export.json'));
}
const week = [
  entry('01T00:00', '02T00:00', 'Ada Byron'),
  entry('02T00:00', '03T00:00', 'Bo Finch'),
  entry('04T00:00', '05T00:00', 'Cy Long'),
];

const minute = (number: number) => new Date(Date.UTC(2026, 2, 1, 10, number)).toISOString();
const say = (author: string, at: number, text: string) => ({
  at: minute(at),
  author,
  ...(author !== 'Cy Long' && {
    email: `${author.toLowerCase().replace(' ', '.')}@example.org`,
  }),
  text,
});
const write = (lines: object[], name = 'chat.jsonl') =>
  importFile(editor, { ref }, { name, text: lines.map((line) => JSON.stringify(line)).join('\n') });
async function findPersonId(name: string): Promise<string> {
  const { participants } = await listPeople(editor, { incident: ref });
  const found = participants.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not there`);
  return found.personId;
}
async function findEmail(): Promise<string> {
  const accountId = getAccountId(editor.actor);
  if (!accountId) throw new Error('The editor has an account');
  return (await accountById(editor, accountId)).email;
}
const card = async (name: string, more: { knownAt?: string; ctx?: Context } = {}) =>
  readPersonCard(more.ctx ?? editor, {
    incident: ref,
    personId: await findPersonId(name),
    ...(more.knownAt !== undefined && { knownAt: more.knownAt }),
  });

describe('an import of schedules', () => {
  test('is idempotent, updates its time, and shows gaps and overlaps', async () => {
    const first = await bring(week);
    expect(first).toMatchObject({
      tool: 'pagerduty',
      read: 3,
      rejected: 0,
      schedules: [{ added: 3, removed: 0, unchanged: 0, gaps: 1, overlaps: 0 }],
    });
    expect((await bring(week)).schedules).toMatchObject([{ added: 0, removed: 0, unchanged: 3 }]);
    const changed = await bring([
      entry('02T00:00', '03T06:00', 'Bo Finch'),
      entry('03T00:00', '04T00:00', 'Ada Byron'),
    ]);
    expect(changed.schedules).toMatchObject([{ added: 2, removed: 1, gaps: 0, overlaps: 1 }]);
    const [schedule] = (await listSchedules(admin)).items;
    expect(schedule).toMatchObject({
      name: 'Search',
      zone: 'Europe/Berlin',
      people: 3,
      shifts: 4,
      covered: [{ from: '2026-03-01T00:00:00.000Z', until: '2026-03-05T00:00:00.000Z' }],
    });
    const id = schedule?.id ?? '';
    const details = await readSchedule(admin, { id });
    expect(details).toMatchObject({
      gapCount: 0,
      overlapCount: 1,
      overlaps: [{ names: ['Ada Byron', 'Bo Finch'], from: '2026-03-03T00:00:00.000Z' }],
    });
    const page = await readSchedule(admin, { id, limit: 3 });
    const rest = await readSchedule(admin, { id, cursor: page.next ?? '' });
    expect([...page.shifts, ...rest.shifts]).toEqual(details.shifts);
    expect(rest.next).toBeNull();
    await removeSchedule(admin, { id });
    expect((await listSchedules(admin)).items).toEqual([]);
    await expect(removeSchedule(admin, { id })).rejects.toMatchObject({ code: 'not-found' });
    const { items } = await listActivity(world.as(world.operator), {});
    expect(items.filter(({ kind }) => kind.startsWith('on-call.'))).toHaveLength(4);
  });

  test('is for admins only, as are all lists', async () => {
    const refused = { code: 'forbidden' };
    for (const actor of [world.editor, world.viewer]) {
      await expect(bring(week, { ctx: world.as(actor) })).rejects.toMatchObject(refused);
      await expect(listSchedules(world.as(actor))).rejects.toMatchObject(refused);
    }
    expect((await listSchedules(admin)).items).toEqual([]);
  });
});

describe('in an incident', () => {
  const talk = () =>
    write([
      say('Ada Byron', 0, 'errors everywhere, @Bo Finch can you look?'),
      say('Cy Long', 5, 'hm'),
      say('Bo Finch', 12, 'here'),
      say('Ada Byron', 30, 'solved'),
    ]);
  const presences = async () =>
    new Map(
      (await readInvolvement(editor, { incident: ref })).people.map((one) => [
        one.personId,
        one.presence,
      ]),
    );
  const presence = async (name: string) => (await presences()).get(await findPersonId(name));

  test('people are on call, or were called in while off call', async () => {
    await talk();
    expect([...new Set((await presences()).values())]).toEqual([null]);
    await bring(week);
    expect([await presence('Ada Byron'), await presence('Bo Finch')]).toEqual([
      'on-call',
      'off-call',
    ]);
    expect(await card('Bo Finch')).toMatchObject({
      presence: 'off-call',
      shifts: [],
      called: { at: minute(0), by: 'Ada Byron' },
      written: 1,
      items: [{ text: 'here', at: minute(12), isOnCall: false }],
      own: null,
    });
    expect(await card('Ada Byron')).toMatchObject({
      presence: 'on-call',
      shifts: [{ schedule: 'Search', team: 'Search', matchedBy: 'email' }],
      called: null,
      items: [{ isOnCall: true }, { isOnCall: true }],
    });
  });

  test('it is unknown in time that no import covers', async () => {
    await talk();
    await bring([entry('04T00:00', '05T00:00', 'Ada Byron')]);
    expect(await presence('Ada Byron')).toBeNull();
    expect((await card('Ada Byron')).items[0]?.isOnCall).toBeNull();
  });

  test('a name is a question, and its answer is kept when people are merged', async () => {
    await talk();
    await bring([entry('01T00:00', '02T00:00', 'Cy Long')]);
    const { onCallQuestions, schedules } = await readInvolvement(editor, { incident: ref });
    expect(schedules).toBe(1);
    expect(onCallQuestions).toMatchObject([{ name: 'Cy Long', schedules: ['Search'] }]);
    expect(await presence('Cy Long')).toBeNull();
    const viewer = world.as(world.viewer);
    expect(await readInvolvement(viewer, { incident: ref })).toMatchObject({ onCallQuestions: [] });
    const [question] = onCallQuestions;
    if (!question) throw new Error('A question');
    const { personId, onCallPersonId } = question;
    const answer = (isSame: boolean, ctx = editor) =>
      matchOnCall(ctx, { incident: ref, personId, onCallPersonId, isSame });
    await expect(answer(true, viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await answer(false);
    expect(await presence('Cy Long')).toBe('off-call');
    await answer(true);
    expect(await presence('Cy Long')).toBe('on-call');
    const other = await findPersonId('Bo Finch');
    await expect(
      matchOnCall(editor, { incident: ref, personId: other, onCallPersonId, isSame: true }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await mergePersons(editor, { incident: ref, into: other, from: personId });
    expect(await presence('Bo Finch')).toBe('on-call');
  });

  test('the card is limited to what was known, and to those who see the incident', async () => {
    await talk();
    await bring(week);
    const early = await card('Ada Byron', { knownAt: minute(20) });
    expect(early.items.map(({ text }) => text)).toEqual([
      'errors everywhere, @Bo Finch can you look?',
    ]);
    expect(early.written).toBeNull();
    expect(await card('Bo Finch', { knownAt: minute(6) })).toMatchObject({
      items: [],
      written: null,
    });
    const personId = await findPersonId('Ada Byron');
    const { version } = await getIncident(editor, { incident: ref });
    await makeIncidentPrivate(editor, { incident: ref, version });
    const outsider = world.as(world.outsider);
    const hidden = { code: 'not-found' };
    await expect(readPersonCard(outsider, { incident: ref, personId })).rejects.toMatchObject(
      hidden,
    );
    const open = await makeIncident(editor);
    for (const ctx of [outsider, editor])
      await expect(readPersonCard(ctx, { incident: open.ref, personId })).rejects.toMatchObject(
        hidden,
      );
  });

  test('hours and nights are only for the person themself', async () => {
    const email = await findEmail();
    await write([
      { at: minute(0), author: 'Me', email, text: 'x' },
      { at: minute(70), author: 'Me', email, text: 'y' },
      say('Ada Byron', 30, 'z'),
    ]);
    expect((await card('Me')).own).toEqual({ hours: 2, nightHours: null });
    for (const actor of [world.admin, world.viewer]) {
      const shown: PersonCard = await card('Me', { ctx: world.as(actor) });
      expect(shown.own).toBeNull();
    }
    expect((await card('Ada Byron')).own).toBeNull();
  });
});

describe('load', () => {
  test('is of the reader, by email address', async () => {
    const email = await findEmail();
    const now = editor.clock.now().getTime();
    const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
    const mine = { start: at(-10), end: at(-7), user: { id: 'me', summary: 'Me' } };
    const other = { start: at(-7), end: at(-4), user: { id: 'Ada Byron', summary: 'Ada Byron' } };
    const path = join(folder, 'mine.json');
    const schedule = {
      id: 'S',
      name: 'Search',
      users: [...users, { id: 'me', email }],
      final_schedule: { rendered_schedule_entries: [mine, other] },
    };
    await writeFile(path, JSON.stringify({ schedule }));
    await importSchedules(admin, { name: 'mine.json' }, await openUpload(path, 'mine.json'));
    await write([{ at: at(-9), author: 'Me', email, text: 'x' }]);
    await setMilestone(editor, { incident: ref, kind: 'detected', at: at(-9) });
    expect(await readOwnLoad(editor)).toMatchObject({
      coveredHours: 144,
      onCallHours: 72,
      share: 0.5,
      incidents: 1,
      shifts: 6,
      busyShifts: 0,
      limits: { share: 0.25, incidents: 2, shiftHours: 12 },
    });
    expect(await readOwnLoad(admin)).toMatchObject({ onCallHours: 0, share: null, incidents: 0 });
    await expect(readOwnLoad(world.as(world.operator))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await readTeamLoads(admin)).teams).toEqual([
      {
        name: 'Search',
        people: null,
        share: null,
        incidents: null,
        shifts: null,
        busyShifts: null,
      },
    ]);
  });

  test('of a team has figures for five people, of incidents that the reader can see', async () => {
    const now = editor.clock.now().getTime();
    const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
    const names = ['A B', 'C D', 'E F', 'G H', 'I J'];
    const entries = names.map((name, index) => ({
      start: at(index - 10),
      end: at(index - 9),
      user: { id: name, summary: name },
    }));
    await bring(entries, { team: 'Search' });
    const { version } = await getIncident(editor, { incident: ref });
    await changeIncident(editor, { incident: ref, version, teams: ['search'] });
    await setMilestone(editor, { incident: ref, kind: 'detected', at: at(-9.5) });
    const figures = { name: 'Search', people: 5, share: 0.2, shifts: 10, busyShifts: 0 };
    expect((await readTeamLoads(admin)).teams).toEqual([{ ...figures, incidents: 1 }]);
    await makeIncidentPrivate(editor, {
      incident: ref,
      version: (await getIncident(editor, { incident: ref })).version,
    });
    expect((await readTeamLoads(world.as(world.outsider))).teams).toEqual([
      { ...figures, incidents: 0 },
    ]);
  });
});
