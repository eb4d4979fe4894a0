import type { CalibrationInbox, SendCalibration } from '@debrief/contract';
import {
  countFulfilled,
  exportBundle,
  importFile,
  makeEvent,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { listComments } from '../comment/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import { findGuest, openGuestLink } from '../guest/index.ts';
import { archiveIncident } from '../incident/index.ts';
import { addFinding, getFinding } from '../investigation/index.ts';
import { loadParticipants, mergePersons, setRoles } from '../people/index.ts';
import { redactEvidence } from '../redaction/index.ts';
import { readReport, writeSections } from '../report/index.ts';
import { addClaim, addStory } from '../story/index.ts';
import { addEvent, changeEvent, getEvent, listTimeline, removeEvent } from '../timeline/index.ts';
import {
  answerAsGuest,
  answerCalibration,
  decideCalibration,
  finishAsGuest,
  finishCalibration,
  listWaitingCalibrations,
  readCalibration,
  readGuestInbox,
  readOwnInbox,
  replaceCalibrationLink,
  sendCalibration,
  withdrawCalibration,
} from './index.ts';

const lines = [
  ['Dana Reyes', 'dana@contractor.example', 'the broker looks fine to me'],
  ['Rui', 'rui@example.org', 'I restart the consumer'],
  ['Sam Okafor', null, 'secret token xoxb-12345 is in the log'],
  ['Dana Reyes', 'dana@contractor.example', 'the alias points to the old index'],
  ['Rui', 'rui@example.org', 'search is back'],
] as const;

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let ids: string[];
let persons: Record<string, string>;
let event: { id: string; version: number };

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx, { title: 'Search shows no results' });
  const text = lines
    .map(([author, email, text], minute) =>
      JSON.stringify({ at: `2026-03-02T08:0${minute}:00Z`, author, ...(email && { email }), text }),
    )
    .join('\n');
  await importFile(ctx, incident, { text: `${text}\n` });
  const { items } = await readRecord(ctx, incident.ref, {});
  ids = items.map(({ id }) => id);
  event = await makeEvent(ctx, incident, items.slice(3, 4), {
    title: 'Dana found that the alias was wrong',
  });
  const people = await loadParticipants(ctx, incident.id);
  persons = Object.fromEntries(people.map(({ name, personId }) => [name, personId]));
});

const send = (names: string[], given: Partial<SendCalibration> = {}) =>
  sendCalibration(ctx, {
    incident: incident.ref,
    personIds: names.map((name) => persons[name] ?? ''),
    ...given,
  });
const overview = (by = world.editor) => readCalibration(world.as(by), { incident: incident.ref });
const requestId = async (name: string) =>
  (await overview()).people.find((one) => one.name === name)?.request?.id ?? '';

/** Opens the link as the person without an account. */
async function openLink(path: string): Promise<Context> {
  const anonymous = world.as(world.anonymous);
  const token = path.split('#')[1] ?? '';
  const browser = { address: '10.0.0.1', token: null };
  const { guest, browserToken } = await openGuestLink(anonymous, { token }, browser);
  return world.as(await findGuest(anonymous, guest.link, browserToken));
}
async function sendToDana(): Promise<Context> {
  return openLink((await send(['Dana Reyes'])).links[0]?.path ?? '');
}

const getLink = ({ actor }: Context) => (actor.type === 'guest' ? actor.linkId : '');
function answer(
  guest: Context,
  { entries }: CalibrationInbox,
  verdict: 'confirmed' | 'corrected' | 'context' | 'name-off',
  more: { text?: string; at?: number; version?: number | null } = {},
) {
  const entry = entries[more.at ?? 0];
  return answerAsGuest(guest, {
    link: getLink(guest),
    entry: entry?.id ?? '',
    seen: entry?.seen ?? '',
    version: more.version ?? null,
    verdict,
    text: more.text ?? '',
  });
}

describe('what is about a person', () => {
  test('their words, their account and their name, with the lines around their words', async () => {
    await addFinding(ctx, {
      incident: incident.ref,
      type: 'question',
      statement: 'Why did Dana Reyes look at the broker?',
      at: '2026-03-02T08:06:00Z',
    });
    await addEvent(ctx, {
      incident: incident.ref,
      title: 'The alias was wrong for a week',
      at: '2026-03-02T07:00:00Z',
    });
    await writeSections(ctx, {
      incident: incident.ref,
      sections: [
        {
          how: 'replace',
          kind: 'summary',
          blocks: [
            { type: 'paragraph', content: [{ type: 'text', text: 'Dana looked at the alias.' }] },
            { type: 'paragraph', content: [{ type: 'text', text: 'Danae was not there.' }] },
          ],
        },
      ],
    });
    const { entries } = await readGuestInbox(await sendToDana());
    expect(entries.map(({ kind, title }) => [kind, title])).toEqual([
      ['event', 'Dana found that the alias was wrong'],
      ['finding', 'Why did Dana Reyes look at the broker?'],
      ['report', 'Dana looked at the alias.'],
    ]);
    const [quote] = entries[0]?.quotes ?? [];
    expect(quote).toMatchObject({ isOwn: true, text: lines[3][2], authorName: 'Dana Reyes' });
    expect(quote?.before.map(({ text }) => text)).toEqual([lines[1][2], lines[2][2]]);
    expect(quote?.after.map(({ text }) => text)).toEqual([lines[4][2]]);
  });

  test('no line that was redacted, and no line around in a private incident', async () => {
    const guest = await sendToDana();
    await redactEvidence(ctx, {
      incident: incident.ref,
      id: ids[2] ?? '',
      kind: 'secret',
      reason: 'A token',
    });
    const [open] = (await readGuestInbox(guest)).entries;
    expect(open?.quotes[0]?.before.map(({ text }) => text)).toEqual([lines[0][2], lines[1][2]]);
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    const { incident: title, entries } = await readGuestInbox(guest);
    expect(title).toEqual({ ref: incident.ref, title: 'Search shows no results' });
    expect(entries[0]?.quotes[0]).toMatchObject({ text: lines[3][2], before: [], after: [] });
  });
});

describe('sending', () => {
  test('a person with an account gets it in the inbox, one without gets a link', async () => {
    await makeEvent(ctx, incident, (await readRecord(ctx, incident.ref, {})).items.slice(1, 2));
    const { links } = await send(['Dana Reyes', 'Rui']);
    expect(links.map(({ name }) => name)).toEqual(['Dana Reyes']);
    const waiting = await listWaitingCalibrations(world.as(world.viewer));
    expect(waiting).toMatchObject([{ sentBy: 'Edith', entries: 1 }]);
    expect(await listWaitingCalibrations(world.as(world.outsider))).toEqual([]);
    const inbox = await readOwnInbox(world.as(world.viewer), { id: await requestId('Rui') });
    expect(inbox.entries.map(({ title }) => title)).toEqual([lines[1][2]]);
    for (const actor of [world.outsider, world.editor, world.admin, world.operator])
      await expect(
        readOwnInbox(world.as(actor), { id: await requestId('Rui') }),
      ).rejects.toMatchObject({ code: 'not-found' });
    await expect(send(['Rui'])).rejects.toMatchObject({ code: 'conflict' });
    const { items } = await listActivity(ctx, { incidentId: incident.id });
    expect(items[0]).toMatchObject({ kind: 'calibration.sent', after: { name: '2 people' } });
  });

  test('of two at once, one wins; viewers are refused, and outsiders find nothing', async () => {
    expect(await countFulfilled('conflict', [send(['Dana Reyes']), send(['Dana Reyes'])])).toBe(1);
    const input = { incident: incident.ref, personIds: [persons['Sam Okafor'] ?? ''] };
    await expect(sendCalibration(world.as(world.viewer), input)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    const outsider = world.as(world.outsider);
    const id = await requestId('Dana Reyes');
    for (const attempt of [
      () => sendCalibration(outsider, input),
      () => readCalibration(outsider, { incident: incident.ref }),
      () => withdrawCalibration(outsider, { id }),
      () => replaceCalibrationLink(outsider, { id }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a new link ends the one before; withdrawing ends it and deletes what was not finished', async () => {
    const first = await sendToDana();
    await answer(first, await readGuestInbox(first), 'confirmed');
    const id = await requestId('Dana Reyes');
    const { path } = await replaceCalibrationLink(ctx, { id });
    expect(await findGuest(ctx, getLink(first), 'x'.repeat(43))).toEqual({ type: 'anonymous' });
    const second = await openLink(path);
    expect((await readGuestInbox(second)).entries[0]?.answer?.verdict).toBe('confirmed');
    await withdrawCalibration(ctx, { id });
    await expect(readGuestInbox(second)).rejects.toMatchObject({ code: 'not-found' });
    await expect(withdrawCalibration(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
    const again = await openLink((await send(['Dana Reyes'])).links[0]?.path ?? '');
    expect((await readGuestInbox(again)).entries[0]?.answer).toBeNull();
  });
});

describe('answering', () => {
  test('what someone answers is hidden until they finish, and then is there to decide', async () => {
    const guest = await sendToDana();
    const inbox = await readGuestInbox(guest);
    await answer(guest, inbox, 'corrected', { text: 'Rui and Dana found the alias' });
    const before = await overview();
    const dana = before.people.find(({ name }) => name === 'Dana Reyes');
    expect(dana?.request).toMatchObject({ answered: 1, finishedAt: null });
    expect(before.changes).toEqual([]);
    expect(JSON.stringify(await listActivity(ctx, {}))).not.toContain('Rui and Dana');
    await finishAsGuest(guest);
    const { changes } = await overview();
    expect(changes).toMatchObject([
      {
        name: 'Dana Reyes',
        verdict: 'corrected',
        before: { title: 'Dana found that the alias was wrong' },
        after: { title: 'Rui and Dana found the alias' },
        decision: null,
      },
    ]);
    expect((await overview(world.viewer)).changes).toEqual([]);
    expect((await finishAsGuest(guest)).finishedAt).not.toBeNull();
    expect(await exportBundle(ctx, incident.ref)).not.toContain('Rui and Dana');
  });

  test('an answer is about the words that were seen; of two at once, one wins', async () => {
    const guest = await sendToDana();
    const inbox = await readGuestInbox(guest);
    const both = [answer(guest, inbox, 'confirmed'), answer(guest, inbox, 'name-off')];
    expect(await countFulfilled('conflict', both)).toBe(1);
    await expect(answer(guest, inbox, 'corrected', { version: 1 })).rejects.toMatchObject({
      code: 'invalid',
    });
    await changeEvent(ctx, { ...event, title: 'Dana saw that the alias was wrong' });
    await expect(answer(guest, inbox, 'confirmed', { version: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
    const changed = await readGuestInbox(guest);
    expect(changed.entries[0]?.answer).toMatchObject({ isStale: true });
    await answer(guest, changed, 'confirmed');
    await removeEvent(ctx, { id: event.id, version: 2 });
    await expect(answer(guest, changed, 'confirmed', { version: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await readGuestInbox(guest)).entries).toEqual([]);
  });

  test('an account answers its own request, and no one else answers it', async () => {
    await makeEvent(ctx, incident, (await readRecord(ctx, incident.ref, {})).items.slice(1, 2));
    await send(['Rui']);
    const id = await requestId('Rui');
    const rui = world.as(world.viewer);
    const [entry] = (await readOwnInbox(rui, { id })).entries;
    const input = { id, entry: entry?.id ?? '', seen: entry?.seen ?? '', version: null };
    const confirm = { ...input, verdict: 'confirmed' as const };
    for (const actor of [world.editor, world.outsider])
      await expect(answerCalibration(world.as(actor), confirm)).rejects.toMatchObject({
        code: 'not-found',
      });
    expect((await answerCalibration(rui, confirm)).answer).toMatchObject({ verdict: 'confirmed' });
    await finishCalibration(rui, { id });
    expect(await overview()).toMatchObject({ confirmed: 1, changes: [] });
    expect(await listWaitingCalibrations(rui)).toEqual([]);
  });

  test('a merged person keeps the request, and an archived incident takes no answers', async () => {
    const guest = await sendToDana();
    await mergePersons(ctx, {
      incident: incident.ref,
      into: persons['Rui'] ?? '',
      from: persons['Dana Reyes'] ?? '',
    }).catch(() => null);
    const inbox = await readGuestInbox(guest);
    expect(inbox.entries.length).toBeGreaterThan(0);
    await archiveIncident(world.as(world.admin), { incident: incident.ref, version: 1 });
    await expect(answer(guest, inbox, 'confirmed')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('deciding', () => {
  async function finishWith(
    verdict: 'corrected' | 'context' | 'name-off',
    given: { text?: string; at?: number } = {},
  ): Promise<string> {
    const guest = await sendToDana();
    await answer(guest, await readGuestInbox(guest), verdict, given);
    await finishAsGuest(guest);
    return (await overview()).changes[0]?.id ?? '';
  }
  const decide = (id: string, decision: 'applied' | 'commented' | 'declined', reason = '') =>
    decideCalibration(ctx, { id, decision, reason });

  test('a correction changes the event, says who it is from, and keeps both wordings', async () => {
    const id = await finishWith('corrected', { text: 'Dana saw that\nthe alias was stale' });
    await expect(
      decideCalibration(world.as(world.viewer), { id, decision: 'applied' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await countFulfilled('conflict', [decide(id, 'applied'), decide(id, 'applied')])).toBe(
      1,
    );
    expect(await getEvent(ctx, event)).toMatchObject({
      title: 'Dana saw that the alias was stale',
      text: 'Dana Reyes corrected this from memory.',
      recollectionOf: 'Dana Reyes',
      citations: [{ quote: lines[3][2] }, { quote: 'Dana saw that\nthe alias was stale' }],
      knownSince: { at: '2026-03-02T08:03:00.000Z' },
    });
    const { items } = await readRecord(ctx, incident.ref, { kind: 'document' });
    expect(items).toMatchObject([
      {
        author: { name: 'Dana Reyes', personId: persons['Dana Reyes'] },
        sourceKind: 'calibration',
        details: {
          fields: {
            before: 'Dana found that the alias was wrong',
            after: 'Dana saw that the alias was stale',
          },
        },
      },
    ]);
    expect(await loadParticipants(ctx, incident.id)).toHaveLength(3);
    expect((await overview(world.viewer)).changes).toMatchObject([
      {
        before: { title: 'Dana found that the alias was wrong' },
        after: { title: 'Dana saw that the alias was stale' },
        decision: { decision: 'applied', by: 'Edith' },
      },
    ]);
  });

  test('what was around it is added to the event', async () => {
    await decide(
      await finishWith('context', { text: 'I had the same problem in May.' }),
      'applied',
    );
    expect((await getEvent(ctx, event)).text).toBe(
      'Dana Reyes, from memory: I had the same problem in May.',
    );
  });

  test('it becomes a comment, or is declined with a reason', async () => {
    const id = await finishWith('context', { text: 'I had the same problem in May.' });
    await expect(decide(id, 'declined')).rejects.toMatchObject({ code: 'invalid' });
    await decide(id, 'commented');
    const { items } = await listComments(ctx, { incident: incident.ref });
    expect(items[0]?.text).toContain('I had the same problem in May.');
    await expect(decide(id, 'declined', 'No')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an entry that changed or was removed after the answer can’t be corrected', async () => {
    const id = await finishWith('corrected', { text: 'Dana saw it' });
    await changeEvent(ctx, { ...event, title: 'Dana found the alias' });
    expect((await overview()).changes).toMatchObject([{ isStale: true, after: null }]);
    await expect(decide(id, 'applied')).rejects.toMatchObject({ code: 'conflict' });
    await removeEvent(ctx, { id: event.id, version: 2 });
    await expect(decide(id, 'commented')).rejects.toMatchObject({ code: 'conflict' });
    expect((await decide(id, 'declined', 'It was removed.')).decision?.reason).toBe(
      'It was removed.',
    );
  });

  test('a name is replaced in the timeline, findings and the report; the record keeps it', async () => {
    await setRoles(ctx, {
      incident: incident.ref,
      personId: persons['Dana Reyes'] ?? '',
      version: 0,
      roles: ['Search expert'],
    });
    await changeEvent(ctx, {
      ...event,
      text: 'Asked by @Dana Reyes. Dana’s query showed it.',
      perspective: { type: 'person', personId: persons['Dana Reyes'] ?? '' },
    });
    const { findings } = await addFinding(ctx, {
      incident: incident.ref,
      type: 'hypothesis',
      statement: 'Dana Reyes: it is the broker',
      at: '2026-03-02T08:06:00Z',
    });
    await writeSections(ctx, {
      incident: incident.ref,
      sections: [
        {
          how: 'replace',
          kind: 'summary',
          blocks: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'It was ' },
                { type: 'text', text: 'Dana', marks: [{ type: 'bold' }] },
                { type: 'text', text: ' who found it.' },
              ],
            },
          ],
        },
      ],
    });
    const guest = await sendToDana();
    const inbox = await readGuestInbox(guest);
    for (const at of inbox.entries.keys()) await answer(guest, inbox, 'name-off', { at });
    await finishAsGuest(guest);
    for (const { id } of (await overview()).changes) await decide(id, 'applied');
    const shown = JSON.stringify([
      (await listTimeline(ctx, { incident: incident.ref })).events.map(
        ({ title, text, perspective, perspectiveName, recollectionOf }) => [
          title,
          text,
          perspective,
          perspectiveName,
          recollectionOf,
        ],
      ),
      (await getFinding(ctx, { id: findings[0]?.id ?? '' })).statement,
      (await readReport(ctx, { incident: incident.ref })).document,
    ]);
    expect(shown).not.toContain('Dana');
    expect(shown).toContain('The search expert found that the alias was wrong');
    expect(shown).toContain('The search expert’s query showed it');
    const { changes } = await overview(world.viewer);
    expect(changes).toHaveLength(3);
    expect(JSON.stringify(changes)).not.toContain('Dana');
    const { items } = await readRecord(ctx, incident.ref, {});
    expect(items.map(({ author }) => author?.name)).toContain('Dana Reyes');
  });
});

test('an event that others confirmed grades a sentence as confirmed, until its words change', async () => {
  const own = await addEvent(ctx, {
    incident: incident.ref,
    title: 'Dana Reyes asked for the alias',
    at: '2026-03-02T08:02:00Z',
  });
  const targetId = own.events[0]?.id ?? '';
  const { story } = await addStory(ctx, { title: 'The alias', incident: incident.ref });
  const added = await addClaim(ctx, {
    id: story.id,
    part: 'action',
    text: 'I asked for the alias',
    citations: [{ incident: incident.ref, target: 'event', targetId }],
  });
  expect(added.story.claims[0]?.grade).toBe('no-evidence');
  const guest = await sendToDana();
  const inbox = await readGuestInbox(guest);
  const at = inbox.entries.findIndex(({ title }) => title.includes('asked'));
  await answer(guest, inbox, 'confirmed', { at });
  const grade = async (text: string) =>
    (await addClaim(ctx, { id: story.id, part: 'result', text })).story.claims[0];
  expect((await grade('One'))?.grade).toBe('no-evidence');
  await finishAsGuest(guest);
  expect(await grade('Two')).toMatchObject({
    grade: 'confirmed',
    gradeReason: 'A participant confirmed it in calibration.',
  });
  await changeEvent(ctx, { id: targetId, version: 1, title: 'Dana asked twice' });
  expect((await grade('Three'))?.grade).toBe('no-evidence');
});
