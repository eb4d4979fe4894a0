import { importFile, makeEvent, makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeAccount } from '../account/index.ts';
import { listActivity } from '../activity/index.ts';
import { addComment } from '../comment/index.ts';
import type { Context } from '../context.ts';
import { readRecord } from '../evidence/index.ts';
import { addMember, removeMember } from '../incident/index.ts';
import { askQuestion, publishVersion, writeSections } from '../report/index.ts';
import { isDue } from './email.ts';
import { writeEmail } from './email-text.ts';
import {
  changeNotificationSettings,
  claimEmail,
  collectEmails,
  createFeed,
  failEmail,
  finishEmail,
  listEmailProblems,
  listNotifications,
  markNotificationsRead,
  readFeed,
  readNotificationSettings,
  revokeFeed,
  unsubscribe,
} from './index.ts';

const base = 'https://debrief.example.org';
const minute = 60_000;
let world: World;
let ctx: Context;
let viewer: Context;
let system: Context;
let queued: string[];
beforeEach(async () => {
  world = await testWorld();
  queued = [];
  const jobs = {
    add: async (_db: unknown, job: { kind: string; data: object }) => {
      if ('emailId' in job.data) queued.push(String(job.data.emailId));
    },
  };
  ctx = world.as(world.editor);
  viewer = world.as(world.viewer);
  system = { ...world.as({ type: 'system', name: 'test' }), jobs };
});

const readAccountId = (actor: World['editor']) => (actor.type === 'account' ? actor.accountId : '');
const collect = async () => {
  queued = [];
  world.clock.advance(6 * minute);
  await collectEmails(system, ['email']);
  return queued;
};
const claim = (id = '') => claimEmail(system, id, base);

async function mention(visibility: 'everyone' | 'private' = 'everyone'): Promise<string> {
  const incident = await makeIncident(ctx, { title: 'Zephyr was empty', visibility });
  const accountId = readAccountId(world.viewer);
  if (visibility === 'private') await addMember(ctx, { incident: incident.ref, accountId });
  const event = await makeEvent(ctx, incident, [], { at: '2026-03-02T08:00:00Z', title: 'Flat' });
  await addComment(ctx, {
    incident: incident.ref,
    target: { kind: 'event', id: event.id },
    text: 'Was Zephyr flat?',
    mentions: [accountId],
  });
  return incident.ref;
}

async function publish(by: Context, incident: string): Promise<string> {
  const text = [{ type: 'text' as const, text: 'Search was empty.' }];
  const { state, document } = await writeSections(by, {
    incident,
    sections: [{ how: 'replace', kind: 'summary', blocks: [{ type: 'paragraph', content: text }] }],
  });
  await publishVersion(by, { incident, state, summary: 'First' });
  return document?.content[0]?.attrs.id ?? '';
}

describe('an email', () => {
  test('is sent only to those who turned it on, and contains each line once', async () => {
    await mention();
    expect(await collect()).toEqual([]);
    await changeNotificationSettings(viewer, { email: 'soon' });
    // What happened before is not sent.
    expect(await collect()).toEqual([]);
    const ref = await mention();
    const [id, ...others] = await collect();
    expect(others).toEqual([]);
    const email = await claim(id);
    expect(email).toMatchObject({
      to: 'rui@example.org',
      subject: 'Debrief: 1 item waiting for you',
    });
    expect(email?.text).toContain(
      `- You were mentioned: Was Zephyr flat?, Edith, ${ref}\n  ${base}/incidents/${ref}/comments?comment=`,
    );
    expect(await claim(id)).toBeNull();
    await finishEmail(system, id ?? '');
    world.clock.advance(30 * minute);
    expect(await claim(id)).toBeNull();
    expect(await collect()).toEqual([]);
  });

  test('leaves out muted kinds and disabled accounts', async () => {
    await changeNotificationSettings(viewer, { email: 'soon', muted: ['mention', 'library'] });
    await mention();
    expect(await collect()).toEqual([]);
    await changeNotificationSettings(viewer, { muted: [] });
    const [id] = await collect();
    await changeAccount(world.as(world.admin), {
      id: readAccountId(world.viewer),
      version: 1,
      isDisabled: true,
    });
    expect(await claim(id)).toBeNull();
    expect(await collect()).toEqual([]);
  });

  test('has no words of a private incident, and is not sent to someone who lost access', async () => {
    await changeNotificationSettings(viewer, { email: 'soon' });
    const first = await mention('private');
    const [id] = await collect();
    const email = await claim(id);
    expect(email?.text).toContain(`You were mentioned: ${first}, a private incident`);
    expect(JSON.stringify(email)).not.toContain('Zephyr');
    const second = await mention('private');
    const [other] = await collect();
    await removeMember(ctx, { incident: second, accountId: readAccountId(world.viewer) });
    expect(other).toBeDefined();
    expect(await claim(other)).toBeNull();
  });

  test('that fails is tried again five times, and admins see why', async () => {
    await changeNotificationSettings(viewer, { email: 'soon' });
    await mention();
    let [id] = await collect();
    const admin = world.as(world.admin);
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      expect(await claim(id)).not.toBeNull();
      await failEmail(system, id ?? '', '450 try later');
      const { items } = await listEmailProblems(admin);
      expect(items).toMatchObject([
        {
          to: 'rui@example.org',
          problem: '450 try later',
          attempts: attempt,
          isGivenUp: attempt === 6,
        },
      ]);
      world.clock.advance(8 * 60 * minute);
      [id] = await collect();
    }
    expect(id).toBeUndefined();
    await expect(listEmailProblems(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is turned off by its link only', async () => {
    await changeNotificationSettings(viewer, { email: 'soon' });
    await mention();
    const [id] = await collect();
    const token = (await claim(id))?.unsubscribe.split('/').at(-1) ?? '';
    const other = token.replace(readAccountId(world.viewer), readAccountId(world.editor));
    for (const wrong of [other, 'x', `${token}x`, '', token.slice(0, -1)])
      await expect(unsubscribe(world.as(world.anonymous), wrong)).rejects.toMatchObject({
        code: 'not-found',
      });
    await unsubscribe(world.as(world.anonymous), token);
    expect(await readNotificationSettings(viewer)).toMatchObject({ email: 'off' });
    const { items } = await listActivity(world.as(world.admin), {});
    expect(items.map(({ kind }) => kind)).toContain('notification.unsubscribed');
  });
});

test('an email has no words of stories and interviews', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const items = (['sentence', 'interview', 'quote', 'reply'] as const).map((kind) => ({
    kind,
    id: kind,
    incidentRef: 'INC-2',
    title: `Zephyr ${kind}`,
    from: 'Zoe',
    at,
    due: null,
    isOverdue: false,
    link: `/${kind}`,
    isUnread: true,
  }));
  const { text } = writeEmail(items, { baseUrl: base, unsubscribe: base, isPrivate: new Set() });
  expect(text).toContain(`- Confirm a sentence\n  ${base}/sentence\n`);
  expect(text.match(/Zephyr \w+|Zoe/g)).toEqual(['Zephyr reply', 'Zoe']);
});

test('a digest comes once a day or week, at its hour in the zone of the account', () => {
  const at = (time: string) => new Date(time);
  const due = (email: 'daily' | 'weekly', last: string, now: string, zone = 'Europe/Lisbon') =>
    isDue({ email, hour: 8, email_checked_at: at(last) }, at(now), zone);
  expect(due('daily', '2026-03-02T08:00:00Z', '2026-03-03T07:59:00Z')).toBe(false);
  expect(due('daily', '2026-03-02T08:00:00Z', '2026-03-03T08:00:00Z')).toBe(true);
  expect(due('daily', '2026-03-02T07:00:00Z', '2026-03-02T08:00:00Z')).toBe(true);
  // Summer time starts on 29 March: 8:00 is 7:00 in UTC.
  expect(due('daily', '2026-03-28T08:00:00Z', '2026-03-29T06:59:00Z')).toBe(false);
  expect(due('daily', '2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z')).toBe(true);
  expect(due('daily', '2026-03-02T08:00:00Z', '2026-03-02T23:00:00Z', 'Asia/Tokyo')).toBe(true);
  // 2 March 2026 is a Monday.
  expect(due('weekly', '2026-03-02T08:00:00Z', '2026-03-08T23:00:00Z')).toBe(false);
  expect(due('weekly', '2026-03-02T08:00:00Z', '2026-03-09T07:59:00Z')).toBe(false);
  expect(due('weekly', '2026-03-02T08:00:00Z', '2026-03-09T08:00:00Z')).toBe(true);
});

describe('notifications', () => {
  test('are unread until they are marked, and contain answers and reports of own incidents', async () => {
    const incident = await makeIncident(ctx, { title: 'Down' });
    const sectionId = await publish(world.as(world.admin), incident.ref);
    world.clock.advance(minute);
    await askQuestion(viewer, { incident: incident.ref, number: 1, sectionId, text: 'Why?' });
    const of = async (by: Context) => {
      const { items, unread } = await listNotifications(by);
      return [unread, items.map(({ kind, isUnread }) => [kind, isUnread])];
    };
    expect(await of(ctx)).toEqual([
      2,
      [
        ['question', true],
        ['published', true],
      ],
    ]);
    const until = ctx.clock.now().toISOString();
    await markNotificationsRead(ctx, { until });
    expect((await listNotifications(ctx)).unread).toBe(0);
    expect(await of(world.as(world.outsider))).toEqual([0, []]);
    await expect(markNotificationsRead(world.as(world.operator), { until })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a feed', () => {
  test('shows what its account can see when it is fetched, until it is revoked', async () => {
    const open = await makeIncident(ctx, { title: 'Open' });
    await publish(ctx, open.ref);
    const hidden = await makeIncident(ctx, { title: 'Zephyr <hidden>', visibility: 'private' });
    await addMember(ctx, { incident: hidden.ref, accountId: readAccountId(world.viewer) });
    await publish(ctx, hidden.ref);
    const token = async (by: Context) => (await createFeed(by)).path.split('/').at(-1) ?? '';
    const read = (of: string) => readFeed(world.as(world.anonymous), of, base);
    const [mine, theirs] = [await token(viewer), await token(world.as(world.outsider))];
    expect(await read(mine)).toContain(hidden.ref);
    expect(await read(theirs)).toContain(open.ref);
    expect(await read(theirs)).not.toContain(hidden.ref);
    const copy = await makeIncident(ctx);
    await importFile(ctx, copy, { name: 'reviews.atom', text: await read(mine) });
    const { items } = await readRecord(ctx, copy.ref, {});
    expect(items.map(({ text }) => text).join('\n')).toContain(`${hidden.ref} `);
    await removeMember(ctx, { incident: hidden.ref, accountId: readAccountId(world.viewer) });
    expect(await read(mine)).not.toContain(hidden.ref);
    world.clock.advance(366 * 24 * 60 * minute);
    expect(await read(mine)).toContain('One year ago: ');
    await revokeFeed(viewer);
    for (const gone of [mine, 'x', ''])
      await expect(read(gone)).rejects.toMatchObject({ code: 'not-found' });
  });
});
