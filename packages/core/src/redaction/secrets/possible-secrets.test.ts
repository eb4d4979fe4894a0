import { importFile, makeIncident, messages, testWorld, type World } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { makeIncidentPrivate, readRecord } from '../../evidence/index.ts';
import { findSecrets, listPossibleSecrets, resolveSecrets } from '../index.ts';
import { secrets } from './credentials.fixture.ts';

const [github, , , slack] = secrets.map((one) => one.secret);
const never = new AbortController().signal;

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
const find = () => findSecrets(ctx, { incidentId: incident.id }, never);
const list = async (by = ctx) => (await listPossibleSecrets(by, { incident: incident.ref })).items;
const texts = async () => (await readRecord(ctx, incident.ref, {})).items.map((one) => one.text);

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
  const said = [`use ${github} now`, 'all green', `${github} and ${slack}`];
  await importFile(ctx, incident, { text: messages(said) });
});

test('proposes what looks like a credential once, and masks nothing', async () => {
  expect(await find()).toBe(3);
  expect(await find()).toBe(0);
  expect(await list()).toMatchObject([
    { kind: 'GitHub token', start: 4, hint: 'ghp_' },
    { kind: 'GitHub token', start: 0 },
    { kind: 'Slack token', hint: 'xoxb' },
  ]);
  expect((await texts())[0]).toContain(github);
  const { items } = await listActivity(ctx, { incidentId: incident.id });
  expect(items.filter(({ kind }) => kind === 'evidence.secrets-found')).toMatchObject([
    { after: { count: 3 } },
  ]);
  for (const table of ['activity', 'possible_secret', 'secret_check']) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} t where strpos(t::text, ${github}) > 0`.execute(
      ctx.db,
    );
    expect(rows, table).toEqual([{ n: 0 }]);
  }
});

test('redacts a secret everywhere in the incident, and ignores others', async () => {
  await find();
  const [first, , third] = await list();
  const given = { incident: incident.ref };
  const left = await resolveSecrets(ctx, { ...given, ids: [first?.id ?? ''], action: 'redact' });
  expect(left.items.map((one) => one.kind)).toEqual(['Slack token']);
  expect((await texts()).join(' ')).not.toContain(github);
  const none = await resolveSecrets(ctx, { ...given, ids: [third?.id ?? ''], action: 'ignore' });
  expect(none.items).toEqual([]);
  expect((await texts()).join(' ')).toContain(slack);
  expect(await find()).toBe(0);
});

test('redacts several at once, also if they are the same', async () => {
  await find();
  const ids = (await list()).map((one) => one.id);
  await resolveSecrets(ctx, { incident: incident.ref, ids, action: 'redact' });
  expect(await list()).toEqual([]);
  expect((await texts()).join(' ')).not.toMatch(/ghp_|xoxb/);
});

test('finds and redacts what is only in the details or the raw payload', async () => {
  const line = (number: number, more: object) =>
    JSON.stringify({ at: `2026-03-02T09:0${number}:00Z`, author: 'bo', text: 'deployed', ...more });
  const lines = [
    line(1, { link: `https://x.example/?key=${github}`, token: slack }),
    line(2, { log: `${'x '.repeat(2_000)}${slack}` }),
    line(3, { text: `see ${github}`, copy: github }),
  ];
  await importFile(ctx, incident, { name: 'deploys.jsonl', text: `${lines.join('\n')}\n` });
  await find();
  const open = (await list()).filter((one) => one.authorName === 'bo');
  expect(open.map((one) => [one.part, one.kind])).toEqual([
    ['details', 'GitHub token'],
    ['payload', 'Slack token'],
    ['text', 'GitHub token'],
  ]);
  const [details, payload] = open;
  const redact = (id = '') =>
    resolveSecrets(ctx, { incident: incident.ref, ids: [id], action: 'redact' });
  await redact(payload?.id);
  expect(
    await sql`select 1 from evidence where strpos(payload, ${slack}) > 0`.execute(ctx.db),
  ).toMatchObject({ rows: [] });
  const left = await list();
  expect(left.map((one) => one.id)).toContain(details?.id);
  await redact(details?.id);
  expect(await list()).toEqual([]);
  for (const secret of [github, slack]) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from evidence t where strpos(t::text, ${secret}) > 0`.execute(
      ctx.db,
    );
    expect(rows).toEqual([{ n: 0 }]);
  }
});

test('is only for those who can redact, and not for outsiders', async () => {
  await find();
  await expect(list(world.as(world.viewer))).rejects.toMatchObject({ code: 'forbidden' });
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outside = world.as(world.outsider);
  await expect(list(outside)).rejects.toMatchObject({ code: 'not-found' });
  const input = { incident: incident.ref, ids: [incident.id], action: 'ignore' as const };
  await expect(resolveSecrets(outside, input)).rejects.toMatchObject({ code: 'not-found' });
});
