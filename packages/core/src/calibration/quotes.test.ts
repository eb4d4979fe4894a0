import type { CalibrationAnswer, CalibrationEntry } from '@debrief/contract';
import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { findGuest, openGuestLink } from '../guest/index.ts';
import {
  getInterview,
  planInterview,
  promoteQuote,
  sendQuote,
  writeLine,
} from '../interview/index.ts';
import { loadParticipants } from '../people/index.ts';
import {
  answerAsGuest,
  answerCalibration,
  finishAsGuest,
  readCalibration,
  readGuestInbox,
  readOwnInbox,
  sendCalibration,
} from './index.ts';

let world: World;
/** The interviewer. */
let ctx: Context;
let incident: { id: string; ref: string };
let persons: Record<string, string>;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
  const text = ['Dana Reyes', 'Sam Okafor', 'Rui', 'alertmanager']
    .map((author, minute) =>
      JSON.stringify({
        at: `2026-03-02T08:0${minute}:00Z`,
        author,
        text: 'restarted',
        ...(author === 'Rui' && { email: 'rui@example.org' }),
      }),
    )
    .join('\n');
  await importFile(ctx, incident, { text: `${text}\n` });
  const people = await loadParticipants(ctx, incident.id);
  persons = Object.fromEntries(people.map(({ name, personId }) => [name, personId]));
});

/** Plans an interview and sends one of its lines; the others stay with the interviewer. */
async function sendQuoteTo(name: string, text: string): Promise<string> {
  const person = { personId: persons[name] ?? '' };
  const { id } = await planInterview(ctx, { incident: incident.ref, person });
  const lineId = ctx.ids.next();
  const lines = [
    { lineId, kind: 'quote' as const, text },
    { lineId: ctx.ids.next(), kind: 'note' as const, text: 'private quixotrope' },
    { lineId: ctx.ids.next(), kind: 'off-record' as const, text: 'hidden quixotrope' },
  ];
  for (const line of lines) await writeLine(ctx, { id, version: null, ...line });
  await sendQuote(ctx, { id, lineId });
  return id;
}

async function openAs(name: string): Promise<Context> {
  const personIds = [persons[name] ?? ''];
  const { links } = await sendCalibration(ctx, { incident: incident.ref, personIds });
  const anonymous = world.as(world.anonymous);
  const token = links[0]?.path.split('#')[1] ?? '';
  const browser = { address: '10.0.0.1', token: null };
  const { guest, browserToken } = await openGuestLink(anonymous, { token }, browser);
  return world.as(await findGuest(anonymous, guest.link, browserToken));
}

function toAnswer(entry: CalibrationEntry | undefined, verdict: CalibrationAnswer, text = '') {
  return { entry: entry?.id ?? '', seen: entry?.seen ?? '', version: null, verdict, text };
}
const answer = (guest: Context, ...given: Parameters<typeof toAnswer>) =>
  answerAsGuest(guest, {
    link: guest.actor.type === 'guest' ? guest.actor.linkId : '',
    ...toAnswer(...given),
  });

test('a guest approves, changes and withdraws their own quotes, and sees no notes', async () => {
  const id = await sendQuoteTo('Dana Reyes', 'It looked right.');
  const listed = await readCalibration(ctx, { incident: incident.ref });
  expect(listed.people).toMatchObject([{ name: 'Dana Reyes', entries: 0 }]);
  const viewed = await readCalibration(world.as(world.viewer), { incident: incident.ref });
  expect(viewed.people).toEqual([]);

  const dana = await openAs('Dana Reyes');
  const inbox = await readGuestInbox(dana);
  expect(inbox.entries).toMatchObject([{ kind: 'quote', title: 'It looked right.', answer: null }]);
  expect(JSON.stringify(inbox)).not.toContain('quixotrope');
  const [quote] = inbox.entries;
  for (const verdict of ['context', 'name-off'] as const)
    await expect(answer(dana, quote, verdict, 'x')).rejects.toMatchObject({ code: 'invalid' });
  await expect(answer(dana, quote, 'corrected')).rejects.toMatchObject({ code: 'invalid' });
  const approved = await answer(dana, quote, 'confirmed');
  expect(approved.answer).toMatchObject({ verdict: 'confirmed', isDecided: false });
  await expect(answer(dana, quote, 'confirmed')).rejects.toMatchObject({ code: 'conflict' });
  const changed = await answer(dana, approved, 'corrected', 'It looked fine to me.');
  expect(changed).toMatchObject({
    title: 'It looked fine to me.',
    answer: { verdict: 'corrected' },
  });
  expect((await getInterview(ctx, { id })).quotes).toMatchObject([
    { text: 'It looked fine to me.', state: 'changed' },
  ]);
  expect(await answer(dana, changed, 'withdrawn')).toMatchObject({
    answer: { verdict: 'withdrawn', isDecided: true },
  });
  expect((await readGuestInbox(dana)).entries).toEqual([]);
  expect((await getInterview(ctx, { id })).quotes).toEqual([]);
  await finishAsGuest(dana);
  expect((await readCalibration(ctx, { incident: incident.ref })).changes).toEqual([]);
  expect(JSON.stringify(await listActivity(ctx, {}))).not.toContain('looked');
});

test('another guest and another account neither see nor answer a quote', async () => {
  await sendQuoteTo('Dana Reyes', 'It looked right.');
  await sendQuoteTo('Rui', 'I was asleep.');
  const dana = await openAs('Dana Reyes');
  const sam = await openAs('Sam Okafor');
  const [quote] = (await readGuestInbox(dana)).entries;
  expect((await readGuestInbox(sam)).entries).toEqual([]);
  await expect(answer(sam, quote, 'withdrawn')).rejects.toMatchObject({ code: 'not-found' });

  const personIds = [persons['Rui'] ?? ''];
  await sendCalibration(ctx, { incident: incident.ref, personIds });
  const { people } = await readCalibration(ctx, { incident: incident.ref });
  const id = people.find(({ name }) => name === 'Rui')?.request?.id ?? '';
  const rui = world.as(world.viewer);
  const own = await readOwnInbox(rui, { id });
  expect(own.entries).toMatchObject([{ kind: 'quote', title: 'I was asleep.' }]);
  const stolen = { id, ...toAnswer(quote, 'confirmed') };
  await expect(answerCalibration(rui, stolen)).rejects.toMatchObject({ code: 'not-found' });
  const approve = { id, ...toAnswer(own.entries[0], 'confirmed') };
  for (const actor of [world.editor, world.outsider])
    await expect(answerCalibration(world.as(actor), approve)).rejects.toMatchObject({
      code: 'not-found',
    });
  expect((await answerCalibration(rui, approve)).answer).toMatchObject({ verdict: 'confirmed' });
});

test('words in the record are not answered again, and entries of the review are not withdrawn', async () => {
  const id = await sendQuoteTo('Dana Reyes', 'It looked right.');
  const dana = await openAs('Dana Reyes');
  const approved = await answer(dana, (await readGuestInbox(dana)).entries[0], 'confirmed');
  const quoteId = approved.id.split(':')[1] ?? '';
  await promoteQuote(ctx, { id, quoteId });
  expect((await readGuestInbox(dana)).entries).toEqual([]);
  await expect(answer(dana, approved, 'withdrawn')).rejects.toMatchObject({ code: 'not-found' });
  await expect(answer(dana, { ...approved, id: 'event:x' }, 'withdrawn')).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('a tool that the source does not mark as a bot is not asked', async () => {
  const personIds = [persons['alertmanager'] ?? ''];
  await expect(sendCalibration(ctx, { incident: incident.ref, personIds })).rejects.toMatchObject({
    code: 'not-found',
  });
});
