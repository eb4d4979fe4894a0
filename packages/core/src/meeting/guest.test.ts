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
  expect(totals).toMatchObject({ learned: 1, lines: ['An alias can be empty'] });
});

test('five answers of guests and accounts are a survey', async () => {
  const survey = { changes: true, again: false, unknown: '', raises: 'Why an alias?' };
  await changeOwnPart(ctx, { incident, survey });
  for (let count = 0; count < 4; count += 1) {
    expect((await readMeeting(ctx, { incident })).totals.survey).toBeNull();
    await changePartAsGuest(asGuest({ sessionId: ctx.ids.next() }), { link, survey });
  }
  expect((await readMeeting(ctx, { incident })).totals.survey).toMatchObject({
    answers: 5,
    changes: 5,
    again: 0,
  });
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
