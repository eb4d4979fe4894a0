import type { SurveyAnswer } from '@debrief/contract';
import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import { listFollowUps } from '../follow-up/index.ts';
import { compareIncidents, searchLibrary } from '../library/index.ts';
import { listWaiting } from '../notification/index.ts';
import { addToDirectory } from '../people/index.ts';
import {
  askInMeeting,
  attendMeeting,
  changeMeetingIdea,
  changeMeetingQuestion,
  changeMeetingState,
  changeOwnPart,
  findInvitees,
  movePosition,
  parkIdea,
  planMeeting,
  readMeeting,
  removeMeeting,
  removeMeetingAttendee,
  renderMeetingInvitation,
  undoMeetingChange,
} from './index.ts';

let world: World;
let ctx: Context;
let viewer: Context;
let outsider: Context;
let incident: string;
beforeEach(async () => {
  world = await testWorld();
  [ctx, viewer, outsider] = [world.editor, world.viewer, world.outsider].map(world.as) as [
    Context,
    Context,
    Context,
  ];
  incident = (await makeIncident(ctx)).ref;
});

const readAccountId = (one: Context) => getAccountId(one.actor) ?? '';
const read = async (by = ctx) => readMeeting(by, { incident });
const plan = async (more: object = {}) => {
  const version = (await read()).meeting?.version ?? null;
  const input = { incident, version, startsAt: '2026-03-09T14:00:00Z' };
  const [meeting] = (await planMeeting(ctx, { ...input, ...more })).meetings;
  if (!meeting) throw new Error('no meeting');
  return meeting;
};
const invitation = async () =>
  (await renderMeetingInvitation(ctx, { incident }, 'https://debrief.example.org')).text;

describe('the plan', () => {
  test('needs edit access, a time and the current version, and is recorded', async () => {
    const input = { incident, version: null, startsAt: '2026-03-09T14:00:00Z' };
    await expect(planMeeting(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(planMeeting(ctx, { incident, version: null })).rejects.toThrow('when the meeting');
    await expect(planMeeting(ctx, { ...input, version: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await planMeeting(ctx, { ...input, place: 'Room 3' });
    await expect(planMeeting(ctx, input)).rejects.toMatchObject({ code: 'conflict' });
    const { meeting } = await read(viewer);
    expect(meeting).toMatchObject({ minutes: 60, place: 'Room 3', can: { change: false } });
    expect(meeting?.agenda.map(({ minutes }) => minutes)).toEqual([3, 2, 35, 5, 7, 4, 2, 2]);
    const { items } = await listActivity(ctx, { incidentId: meeting?.incidentId });
    expect(items[0]?.kind).toBe('meeting.planned');
  });

  test('invites accounts that see the incident, and each address once', async () => {
    const jon = { type: 'person' as const, name: 'Jon', email: 'jon@example.org' };
    const meeting = await plan({
      invited: [
        { type: 'account', accountId: readAccountId(viewer) },
        jon,
        { ...jon, email: 'JON@example.org' },
        { ...jon, email: 'Edith@example.org' },
      ],
    });
    expect(meeting.invited.map(({ name, email }) => [name, email])).toEqual([
      ['Rui', null],
      ['Jon', 'JON@example.org'],
      ['Edith', null],
    ]);
    await makeIncidentPrivate(ctx, { incident, version: 1 });
    const invited = [{ type: 'account' as const, accountId: readAccountId(outsider) }];
    await expect(plan({ invited })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('finds people of the directory to invite, for editors only', async () => {
    const admin = world.as(world.admin);
    const add = (name: string, email: string, rest: object = {}) =>
      addToDirectory(admin, { name, email, ...rest });
    await add('Ada Byron', 'ada@example.org');
    await add('Bo Adair', 'bo@example.org');
    await add('Adam Left', 'adam@example.org', { leftOn: '2020-01-01' });
    const find = (text: string, by = ctx) => findInvitees(by, { incident, text });
    expect((await find('ad')).items).toEqual([
      { name: 'Ada Byron', email: 'ada@example.org' },
      { name: 'Bo Adair', email: 'bo@example.org' },
    ]);
    expect((await find('%%')).items).toEqual([]);
    await expect(find('a')).rejects.toMatchObject({ code: 'invalid' });
    await expect(find('ad', viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await makeIncidentPrivate(ctx, { incident, version: 1 });
    await expect(find('ad', outsider)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is removed and restored, and a new one starts without what was counted', async () => {
    const { version } = await plan({ place: 'Room 3' });
    await changeOwnPart(viewer, { incident, learned: ['an alias can be empty'] });
    const countLearned = async () => (await read(viewer)).own.learned.length;
    const { activityId } = await removeMeeting(ctx, { incident, version });
    expect((await read()).meeting).toBeNull();
    await expect(askInMeeting(ctx, { incident, text: 'Why?' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const undone = await undoMeetingChange(ctx, { activityId });
    expect(await countLearned()).toBe(1);
    await removeMeeting(ctx, { incident, version: undone.meetings[0]?.version ?? 0 });
    expect(await plan()).toMatchObject({ place: '' });
    expect(await countLearned()).toBe(0);
  });

  test('goes from planned to ended, and not back', async () => {
    await plan();
    await expect(changeMeetingState(viewer, { incident, to: 'running' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await changeMeetingState(ctx, { incident, to: 'running' });
    await changeMeetingState(ctx, { incident, to: 'ended' });
    await expect(changeMeetingState(ctx, { incident, to: 'planned' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('the invitation', () => {
  test('is read back by the calendar reader as it was written, across a change of the clocks', async () => {
    // Berlin changes to summer time at 01:00Z.
    await plan({
      startsAt: '2026-03-29T00:30:00Z',
      minutes: 90,
      zone: 'Europe/Berlin',
      place: 'Room 3, 2nd floor; bring "notes"\\',
      facilitator: { type: 'account', accountId: readAccountId(ctx) },
      invited: [
        { type: 'account', accountId: readAccountId(viewer) },
        { type: 'person', name: `Zoë "Z" ${'Åström-'.repeat(12)}`, email: 'zoe@example.org' },
      ],
    });
    const text = await invitation();
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBe(75);
    expect(text).toContain('METHOD:REQUEST\r\n');
    expect(text).not.toMatch(/[^\r]\n/);
    const copy = await makeIncident(ctx);
    await importFile(ctx, copy, { name: 'meeting.ics', text });
    const { items } = await readRecord(ctx, copy.ref, {});
    expect(items).toMatchObject([
      {
        occurredAt: '2026-03-29T00:30:00.000Z',
        untilAt: '2026-03-29T02:00:00.000Z',
        author: { name: 'Edith' },
      },
    ]);
    expect(items[0]?.text).toContain(`Learning review: ${incident}`);
    expect(JSON.stringify(items[0]?.details)).toContain('Room 3, 2nd floor; bring');
    expect(JSON.stringify(items[0]?.details)).toContain('zoe@example.org');
  });

  test('keeps its UID, has a higher SEQUENCE after each change, and is canceled', async () => {
    await plan({ invited: [{ type: 'person', name: 'Jon', email: 'jon@example.org' }] });
    const readLine = (text: string, name: string) =>
      new RegExp(`^${name}:(.*)\r$`, 'm').exec(text)?.[1];
    const first = await invitation();
    const moved = await planMeeting(ctx, {
      incident,
      version: 1,
      startsAt: '2026-03-10T14:00:00Z',
    });
    const second = await invitation();
    await undoMeetingChange(ctx, { activityId: moved.activityId });
    const third = await invitation();
    await changeMeetingState(ctx, { incident, to: 'canceled' });
    const last = await invitation();
    const all = [first, second, third, last];
    expect(new Set(all.map((text) => readLine(text, 'UID'))).size).toBe(1);
    expect(all.map((text) => readLine(text, 'SEQUENCE'))).toEqual(['1', '2', '3', '4']);
    expect(all.map((text) => readLine(text, 'DTSTART'))).toEqual([
      '20260309T140000Z',
      '20260310T140000Z',
      '20260309T140000Z',
      '20260309T140000Z',
    ]);
    expect([readLine(last, 'METHOD'), readLine(last, 'STATUS')]).toEqual(['CANCEL', 'CANCELLED']);
  });
});

describe('questions', () => {
  test('and the meeting itself wait for those who lead or are invited', async () => {
    const accountId = readAccountId(viewer);
    await plan({
      facilitator: { type: 'account', accountId },
      invited: [{ type: 'account', accountId: readAccountId(ctx) }],
    });
    await askInMeeting(ctx, { incident, text: 'Why?' });
    const kinds = async (by: Context) =>
      (await listWaiting(by)).map(({ kind, due }) => [kind, due]);
    const meeting = ['meeting', '2026-03-09T14:00:00.000Z'];
    expect(await kinds(viewer)).toEqual([meeting, ['meeting-question', null]]);
    expect(await kinds(ctx)).toEqual([meeting]);
    expect(await kinds(outsider)).toEqual([]);
    await changeMeetingState(ctx, { incident, to: 'canceled' });
    expect(await kinds(viewer)).toEqual([]);
  });

  test('are asked by viewers, answered by their author and by editors, once for each request', async () => {
    await plan();
    const id = ctx.ids.next();
    await askInMeeting(viewer, { incident, id, text: 'Who reads the alias?' });
    await askInMeeting(viewer, { incident, id, text: 'Who reads the alias?' });
    await askInMeeting(ctx, { incident, text: 'Since when?' });
    const { meeting } = await read();
    expect(meeting?.questions.map(({ by, state }) => [by, state])).toEqual([
      ['Rui', 'open'],
      ['Edith', 'open'],
    ]);
    const other = meeting?.questions[1]?.id ?? '';
    const parked = { incident, id: other, state: 'parked' as const };
    await expect(changeMeetingQuestion(viewer, parked)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await changeMeetingQuestion(ctx, parked);
    await changeMeetingQuestion(viewer, { incident, id, state: 'answered', answer: 'Two jobs.' });
    expect((await read()).meeting?.questions).toMatchObject([
      { state: 'answered', answer: 'Two jobs.' },
      { state: 'parked' },
    ]);
    expect((await searchLibrary(ctx, { text: 'alias', kind: 'meeting' })).items).toHaveLength(1);
  });

  test('two at once are both kept', async () => {
    await plan();
    await Promise.all([
      askInMeeting(viewer, { incident, text: 'one' }),
      askInMeeting(ctx, { incident, text: 'two' }),
    ]);
    expect((await read()).meeting?.questions).toHaveLength(2);
  });
});

describe('a parked idea', () => {
  test('becomes a follow-up once, or is dropped with a reason', async () => {
    await plan();
    await parkIdea(viewer, { incident, text: 'Alert on an empty alias' });
    await parkIdea(viewer, { incident, text: 'Rewrite it' });
    const [first, second] = (await read()).meeting?.ideas.map(({ id }) => id) ?? [];
    const take = { incident, id: first ?? '', state: 'follow-up' as const };
    await expect(changeMeetingIdea(viewer, take)).rejects.toMatchObject({ code: 'forbidden' });
    const both = await Promise.allSettled([
      changeMeetingIdea(ctx, take),
      changeMeetingIdea(ctx, take),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const drop = { incident, id: second ?? '', state: 'dropped' as const };
    await expect(changeMeetingIdea(ctx, drop)).rejects.toThrow('Write why');
    await changeMeetingIdea(ctx, { ...drop, reason: 'Too large' });
    const { items } = await listFollowUps(ctx, { incident });
    expect(items.map(({ text }) => text)).toEqual(['Alert on an empty alias']);
    expect((await read()).meeting?.ideas).toMatchObject([
      { state: 'follow-up', followUpId: items[0]?.id },
      { state: 'dropped', reason: 'Too large' },
    ]);
  });
});

describe('attendance', () => {
  test('is said by each account, corrected by editors, and shows who was not involved', async () => {
    await importFile(
      ctx,
      { ref: incident },
      {
        name: 'chat.jsonl',
        text: JSON.stringify({
          at: '2026-03-01T10:00:00Z',
          author: 'edith',
          email: 'edith@example.org',
          text: 'the alias is wrong',
        }),
      },
    );
    await plan();
    await attendMeeting(ctx, { incident });
    await attendMeeting(viewer, { incident });
    await attendMeeting(viewer, { incident });
    await expect(attendMeeting(viewer, { incident, name: 'Jon' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await attendMeeting(ctx, { incident, name: 'Jon' });
    const { meeting, attendance } = await read();
    expect(meeting?.attendees.map(({ name }) => name)).toEqual(['Edith', 'Rui', 'Jon']);
    expect(attendance.map(({ independence }) => independence)).toEqual([
      'involved',
      'independent',
      'independent',
    ]);
    const [edith, rui] = meeting?.attendees ?? [];
    await expect(
      removeMeetingAttendee(viewer, { incident, id: edith?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await removeMeetingAttendee(viewer, { incident, id: rui?.id ?? '' });
    await changeMeetingState(ctx, { incident, to: 'running' });
    const compared = await compareIncidents(ctx, {
      incidents: `${incident},${(await makeIncident(ctx)).ref}`,
    });
    expect(compared.items[0]?.attendees).toBe(2);
  });
});

describe('what each person read, learned and answered', () => {
  const answer: SurveyAnswer = { changes: true, again: true, unknown: 'Zephyr', raises: '' };

  test('is counted without names, also in the activity', async () => {
    await plan({ invited: [{ type: 'account', accountId: readAccountId(viewer) }] });
    await changeOwnPart(viewer, { incident, hasRead: true });
    await changeOwnPart(ctx, { incident, hasRead: true, learned: ['An alias can be empty', ''] });
    const { own, totals } = await read(viewer);
    expect(own).toEqual({ hasRead: true, learned: [], survey: null });
    const few = { count: null, words: 'fewer than five' };
    expect(totals).toEqual({ read: few, learned: few, lines: [], survey: null });
    const { items } = await listActivity(ctx, { incidentId: (await read()).meeting?.incidentId });
    const counted = items.filter(({ kind }) => kind === 'meeting.counted');
    expect(counted.map(({ by, after }) => [by, after])).toEqual([
      [{ type: 'system', id: null, name: 'Someone' }, null],
      [{ type: 'system', id: null, name: 'Someone' }, null],
    ]);
  });

  test('is in no search and no bundle, and the survey is shown from five answers on', async () => {
    await plan();
    for (const actor of [world.admin, world.editor, world.viewer, world.outsider])
      await changeOwnPart(world.as(actor), { incident, survey: answer, learned: ['Zephyr'] });
    expect((await read()).totals.survey).toBeNull();
    expect(await exportBundle(ctx, incident)).not.toContain('Zephyr');
    expect((await searchLibrary(ctx, { text: 'zephyr' })).items).toEqual([]);
  });

  test('belongs to a person', async () => {
    await plan();
    const operator = { ...ctx, actor: { type: 'operator' as const, name: 'operator' } };
    await expect(changeOwnPart(operator, { incident, hasRead: true })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

test('the position is shown on every screen, and only editors move it', async () => {
  const { agenda } = await plan();
  const [first, second] = agenda.map(({ id }) => id);
  const at = (sectionId = '', step = 0) => ({ incident, sectionId, step });
  await expect(movePosition(viewer, at(first))).rejects.toMatchObject({ code: 'forbidden' });
  await movePosition(ctx, at(first));
  const { position } = await read(viewer);
  world.clock.advance(60_000);
  await movePosition(ctx, at(first, 2));
  expect((await read()).position).toEqual({ ...position, step: 2 });
  await movePosition(ctx, at(second));
  expect((await read()).position?.sectionAt).not.toBe(position?.sectionAt);
  await expect(movePosition(ctx, at(ctx.ids.next()))).rejects.toMatchObject({ code: 'not-found' });
});

test('a bundle carries the meeting', async () => {
  await plan({ place: 'Room 3' });
  await askInMeeting(ctx, { incident, text: 'Who reads the alias?' });
  await attendMeeting(ctx, { incident });
  const bundle = await exportBundle(ctx, incident);
  const other = await testWorld();
  const there = other.as(other.editor);
  const { ref } = await importBundleText(there, bundle);
  expect((await readMeeting(there, { incident: ref })).meeting).toMatchObject({
    place: 'Room 3',
    questions: [{ text: 'Who reads the alias?' }],
  });
  expect(await exportBundle(there, ref)).toBe(bundle);
});

test('someone outside a private incident finds no meeting of it', async () => {
  await plan();
  await askInMeeting(ctx, { incident, text: 'Zephyr' });
  await makeIncidentPrivate(ctx, { incident, version: 1 });
  for (const attempt of [
    () => readMeeting(outsider, { incident }),
    () => renderMeetingInvitation(outsider, { incident }, 'https://debrief.example.org'),
    () => askInMeeting(outsider, { incident, text: 'x' }),
    () => attendMeeting(outsider, { incident }),
    () => changeOwnPart(outsider, { incident, hasRead: true }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  expect((await searchLibrary(outsider, { text: 'zephyr' })).items).toEqual([]);
});
