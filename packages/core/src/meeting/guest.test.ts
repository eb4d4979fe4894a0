import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import type { GuestActor } from '../guest/index.ts';
import { archiveIncident } from '../incident/index.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import {
  askAsGuest,
  attendAsGuest,
  changeOwnPart,
  changePartAsGuest,
  createMeetingLink,
  planMeeting,
  readAsGuest,
  readMeeting,
  removeMeeting,
} from './index.ts';

let world: World;
let ctx: Context;
let incident: string;
let actor: GuestActor;
const link = '01890a5d-ac96-774b-bcce-b302099a8057';
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
  const { meetings } = await planMeeting(ctx, {
    incident,
    version: null,
    startsAt: '2026-03-09T14:00:00Z',
    invited: [{ type: 'person', name: 'Jon', email: 'jon@example.org' }],
  });
  const [meeting] = meetings;
  if (!meeting) throw new Error('no meeting');
  actor = {
    type: 'guest',
    sessionId: ctx.ids.next(),
    linkId: link,
    purpose: 'meeting',
    subjectId: meeting.id,
    incidentId: meeting.incidentId,
    name: 'Dana',
  };
});

const asGuest = (more: Partial<GuestActor> = {}): Context => ({
  ...ctx,
  actor: { ...actor, ...more },
});

test('guests ask, attend and learn, also in a private incident, and see no email address', async () => {
  await makeIncidentPrivate(ctx, { incident, version: 1 });
  const guest = asGuest();
  await askAsGuest(guest, { link, text: 'Who reads the alias?' });
  await attendAsGuest(guest, { link });
  await attendAsGuest(guest, { link });
  await attendAsGuest(asGuest({ sessionId: ctx.ids.next() }), { link });
  await changePartAsGuest(guest, { link, learned: ['An alias can be empty'] });
  const seen = await readAsGuest(guest, { link });
  expect(seen).toMatchObject({
    isPresent: true,
    questions: [{ text: 'Who reads the alias?', state: 'open' }],
    own: { hasRead: false, learned: ['An alias can be empty'] },
  });
  expect(JSON.stringify(seen)).not.toContain('jon@');
  const { meeting, totals } = await readMeeting(ctx, { incident });
  // Two people can have one name.
  expect(meeting?.attendees.map(({ name }) => name)).toEqual(['Dana', 'Dana']);
  expect(meeting?.questions).toMatchObject([{ by: 'Dana', accountId: null }]);
  expect(totals).toMatchObject({ learned: { count: null }, lines: [] });
});

test('what guests and accounts do is published in steps of five people', async () => {
  const survey = { changes: true, again: false, unknown: '', raises: 'Why an alias?' };
  const totals = async () => (await readMeeting(ctx, { incident })).totals;
  await changeOwnPart(ctx, { incident, survey, learned: ['Aliases'] });
  const guests = Array.from({ length: 8 }, () => asGuest({ sessionId: ctx.ids.next() }));
  const change = (index: number, part: object) =>
    changePartAsGuest(guests[index] ?? asGuest(), { link, ...part });
  for (let index = 0; index < 4; index += 1) {
    expect((await totals()).survey).toBeNull();
    // Only one person learned something: a step of the survey is none of what was learned.
    await change(index, { survey });
  }
  const published = await totals();
  expect(published).toMatchObject({
    learned: { count: null },
    lines: [],
    survey: { answers: { count: 5 }, changes: true, again: false },
  });
  expect(published.survey?.raises).toHaveLength(5);
  // Someone who looks before and after the next answers, or a changed one, sees nothing.
  for (let index = 4; index < 7; index += 1)
    await change(index, { survey: { ...survey, again: true, raises: 'Who?' } });
  await changeOwnPart(ctx, { incident, survey: { ...survey, changes: false } });
  expect(await totals()).toEqual(published);
  await change(7, { survey: { ...survey, again: true, raises: 'Who?' } });
  expect((await totals()).survey?.raises).toHaveLength(9);
  // A text that its author clears is gone immediately.
  await change(7, { survey: { ...survey, raises: '' } });
  expect((await totals()).survey?.raises).toHaveLength(8);
});

test('a guest of another meeting or purpose, and someone who is no guest, is refused', async () => {
  const cases = [
    [asGuest({ subjectId: ctx.ids.next() }), 'not-found'],
    [asGuest({ purpose: 'calibration' }), 'not-signed-in'],
    [ctx, 'not-signed-in'],
  ] as const;
  for (const [by, code] of cases)
    for (const attempt of [
      () => readAsGuest(by, { link }),
      () => askAsGuest(by, { link, text: 'x' }),
      () => attendAsGuest(by, { link }),
      () => changePartAsGuest(by, { link, learned: [''] }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code });
  await expect(readMeeting(asGuest(), { incident })).rejects.toMatchObject({ code: 'not-found' });
});

test('one guest asks at most 30 questions in a quarter of an hour', async () => {
  const guest = asGuest();
  for (let count = 0; count < 30; count += 1) await askAsGuest(guest, { link, text: `${count}` });
  await expect(askAsGuest(guest, { link, text: 'more' })).rejects.toMatchObject({
    code: 'too-many',
  });
});

test('a link is made by editors, and ends with its meeting', async () => {
  await expect(createMeetingLink(world.as(world.viewer), { incident })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const { path, expiresAt } = await createMeetingLink(ctx, { incident });
  expect(path).toMatch(/^\/guest#/);
  expect(expiresAt).toBe('2026-03-16T15:00:00.000Z');
  await removeMeeting(ctx, { incident, version: 1 });
  await expect(readAsGuest(asGuest(), { link })).rejects.toMatchObject({ code: 'not-found' });
});

test('in an archived incident, guests can read and change nothing', async () => {
  await archiveIncident(world.as(world.admin), { incident, version: 1 });
  await readAsGuest(asGuest(), { link });
  await expect(askAsGuest(asGuest(), { link, text: 'x' })).rejects.toMatchObject({
    code: 'conflict',
  });
});
