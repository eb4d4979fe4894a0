import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openUpload } from '@debrief/readers';
import {
  createMessage,
  importFile,
  importSlack,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '@debrief/contract';
import type { Context } from '../context.ts';
import { changeIncident, getIncident } from '../incident/index.ts';
import { setMilestone } from '../timeline/index.ts';
import { importDirectory, readInvolvement } from './index.ts';

let world: World;
let ctx: Context;
let incident: Incident;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-involvement-'));
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
});

afterEach(() => rm(folder, { recursive: true }));

const minute = (number: number) => new Date(Date.UTC(2026, 2, 1, 10, number)).toISOString();
const say = (author: string, at: number, text: string, more: object = {}) => ({
  at: minute(at),
  author,
  email: `${author.toLowerCase().replace(' ', '.')}@example.org`,
  text,
  ...more,
});
const bring = (name: string, lines: object[]) =>
  importFile(ctx, incident, { name, text: lines.map((line) => JSON.stringify(line)).join('\n') });
const read = () => readInvolvement(ctx, { incident: incident.ref });

describe('who was there', () => {
  test('counts over time in equal parts, and who was called in before writing', async () => {
    await bring('chat.jsonl', [
      say('Ada Byron', 0, 'errors everywhere, @Bo Finch can you look?'),
      say('Ada Byron', 1, '@Bo Finch, @Ada Byron and @everyone'),
      say('Bo Finch', 12, 'here'),
      say('Cy Long', 23, '@Bo Finch thanks'),
      say('Bo Finch', 24, 'solved'),
    ]);
    const { from, until, people } = await read();
    expect([from, until]).toEqual([minute(0), minute(24)]);
    const [ada, bo, cy] = people;
    expect(ada?.counts).toHaveLength(24);
    expect([ada?.counts[0], ada?.counts[1], bo?.counts[12], bo?.counts[23]]).toEqual([1, 1, 1, 1]);
    expect(cy?.counts[23]).toBe(1);
    expect(bo).toMatchObject({ mentions: 3, called: { at: minute(0), by: 'Ada Byron' } });
    expect(ada).toMatchObject({ mentions: 0, called: null });
    expect(cy).toMatchObject({ mentions: 0, called: null, onCall: null });
  });

  test('is from detection to resolution, if these are set', async () => {
    await bring('chat.jsonl', [
      say('Bo Finch', 0, 'a week before'),
      say('Ada Byron', 20, '@Bo Finch it is broken'),
      say('Bo Finch', 30, 'looking'),
      say('Cy Long', 59, 'after it'),
    ]);
    await setMilestone(ctx, { incident: incident.ref, kind: 'detected', at: minute(18) });
    await setMilestone(ctx, { incident: incident.ref, kind: 'resolved', at: minute(42) });
    const { from, until, people } = await read();
    expect([from, until]).toEqual([minute(18), minute(42)]);
    const total = people.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
    expect(total).toEqual([1, 1, 0]);
    // He wrote before, but was called in for this.
    expect(people[1]?.called).toMatchObject({ at: minute(20) });
  });

  test('names people who are mentioned and silent', async () => {
    await importSlack(ctx, incident, {
      'ops/2026-03-01.json': [
        {
          type: 'message',
          subtype: 'channel_join',
          user: 'U4',
          ts: '1772359200.000100',
          text: '<@U4> has joined the channel',
        },
        createMessage('U1', '1772359260.000100', 'ask <@U4> and <@U2>'),
        createMessage('U2', '1772359320.000100', 'mail me at a@example.org, <@U4>'),
      ],
    });
    const { absent, people } = await read();
    const silent = people.filter(({ counts }) => counts.every((count) => count === 0));
    expect(silent).toMatchObject([{ mentions: 2, called: null }]);
    expect(absent).toMatchObject([{ mentions: 2, first: { at: '2026-03-01T10:01:00.000Z' } }]);
  });

  test('knows shifts of an on-call calendar, by full names', async () => {
    await bring('chat.jsonl', [say('Ada Byron', 0, 'x'), say('Bo Finch', 9, 'y')]);
    await bring('shifts.jsonl', [
      { at: minute(-600), until: minute(600), kind: 'note', text: 'On call (search): Bo Finch' },
      { at: minute(-900), until: minute(-600), kind: 'note', text: 'On call (search): Ada Byron' },
    ]);
    const { people } = await read();
    expect(people.map(({ onCall }) => onCall?.at ?? null)).toEqual([null, minute(-600)]);
  });

  test('lists services of the record, and teams of which no one wrote', async () => {
    await bring('alerts.jsonl', [
      {
        at: minute(0),
        author: 'alertmanager',
        kind: 'alert',
        text: 'down',
        service: 'Search',
      },
      {
        at: minute(1),
        author: 'alertmanager',
        kind: 'alert',
        text: 'slow',
        service: 'broker',
      },
    ]);
    await bring('chat.jsonl', [say('Ada Byron', 0, 'x'), say('Bo Finch', 9, 'y')]);
    const { version } = await getIncident(ctx, { incident: incident.ref });
    await changeIncident(ctx, {
      incident: incident.ref,
      version,
      services: ['search'],
      teams: ['Search', 'Storage'],
    });
    expect(await read()).toMatchObject({
      services: [
        { name: 'broker', items: 1, isNamed: false },
        { name: 'Search', items: 1, isNamed: true },
      ],
      teams: [
        { name: 'Search', people: null },
        { name: 'Storage', people: null },
      ],
    });
    const path = join(folder, 'people.csv');
    await writeFile(path, 'name,email,team\nAda Byron,ada.byron@example.org,Search\n');
    await importDirectory(
      world.as(world.admin),
      { name: 'people.csv' },
      await openUpload(path, 'people.csv'),
    );
    expect((await read()).teams).toEqual([
      { name: 'Search', people: 1 },
      { name: 'Storage', people: 0 },
    ]);
  });

  test('is empty without a record, and not found for outsiders', async () => {
    expect(await read()).toMatchObject({ from: null, people: [], absent: [], services: [] });
    const hidden = await makeIncident(ctx, { visibility: 'private' });
    await expect(
      readInvolvement(world.as(world.outsider), { incident: hidden.ref }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
