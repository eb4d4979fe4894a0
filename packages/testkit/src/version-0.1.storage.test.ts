import { createClient, type Client } from '@debrief/client';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAccountContent, readIncidentContent, readStoryContent } from './content.ts';
import { startDebrief, type DebriefProcess } from './process.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', '0.1');
const refs = ['INC-1', 'INC-2', 'INC-3', 'INC-4', 'INC-5'];
const Person = z.object({ email: z.string(), password: z.string() });
const Expected = z.object({
  keys: z.record(z.string(), z.string()),
  people: z.record(z.string(), Person),
  invitation: z.string(),
  accounts: z.array(z.unknown()),
  stories: z.array(z.unknown()),
  incidents: z.record(
    z.string(),
    z.looseObject({
      members: z.array(z.string()),
      activity: z.object({ count: z.int(), sha256: z.string() }),
    }),
  ),
});

const expected = Expected.parse(JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')));
const unpackFile = async (name: string) => brotliDecompressSync(await readFile(join(folder, name)));
const post = (url: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Texts are listed in field order, which is not part of the content. */
function inAnyOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isTexts = value.every((one) => typeof one === 'string');
    return isTexts ? value.toSorted() : value.map(inAnyOrder);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inAnyOrder(one)]));
}

describe('a data folder of version 0.1', () => {
  let dataDir = '';
  let debrief: DebriefProcess;
  const by = (name: string): Client =>
    createClient({ baseUrl: debrief.origin, token: expected.keys[name] ?? '' });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'debrief-0.1-'));
    const input = await unpackFile('data-folder.tar.br');
    const tar = spawnSync('tar', ['-xf', '-'], { cwd: dataDir, input });
    if (tar.status !== 0)
      throw new Error(`tar could not unpack the fixture: ${tar.stderr.toString()}`);
    debrief = await startDebrief({ dataDir });
  });
  afterAll(async () => {
    await debrief.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test.each(refs)('opens with everything of %s', async (ref) => {
    const found = inAnyOrder(await readIncidentContent(by('ilse'), ref));
    const wanted = inAnyOrder(expected.incidents[ref]);
    if (ref !== 'INC-4') return expect(found).toEqual(wanted);
    // Imported with a bundle: the names in its history are now shown as imported.
    const sums = { activity: { count: expect.any(Number), sha256: expect.any(String) } };
    expect(found).toEqual({ ...Object(wanted), ...sums });
  });

  test('opens with its accounts and stories', async () => {
    expect(await readAccountContent(by('olga'))).toEqual(expected.accounts);
    expect(await readStoryContent(by('ilse'))).toEqual(expected.stories);
  });

  test('accepts its passwords, keys and invitations, with the same permissions', async () => {
    for (const person of Object.values(expected.people))
      expect((await post(`${debrief.origin}/api/session`, person)).status).toBe(200);
    const token = new URL(expected.invitation, debrief.origin).searchParams.get('token');
    const accepted = await post(`${debrief.origin}/api/invitations/accept`, {
      token,
      password: 'correct horse pia',
    });
    expect(accepted.status).toBe(200);
    const hidden = by('olga').incident.get({ incident: 'INC-2' });
    await expect(hidden).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await by('rui').incident.get({ incident: 'INC-2' });
    const written = by('rui').incident.declare({ title: 'A reader writes' });
    await expect(written).rejects.toMatchObject({ problem: { status: 403 } });
  });

  test('undoes a change that was made with it, and accepts new ones', async () => {
    const session = await post(`${debrief.origin}/api/session`, expected.people['ilse']);
    const cookie = session.headers.getSetCookie().map((one) => one.split(';')[0]);
    const ilse = createClient({
      baseUrl: debrief.origin,
      fetch: (request) => {
        request.headers.set('cookie', cookie.join('; '));
        return fetch(request);
      },
    });
    const { events, lastChange } = await ilse.timeline.list({ incident: 'INC-2' });
    expect(lastChange).not.toBeNull();
    await ilse.timeline.undo({ activityId: lastChange?.activityId ?? '' });
    const after = (await ilse.timeline.list({ incident: 'INC-2' })).events;
    expect(after).not.toEqual(events);
    const declared = await ilse.incident.declare({ title: 'The next one' });
    expect(declared.ref).toBe('INC-6');
  });

  test('finds the words of its record and the stories of its library', async () => {
    const found = await by('ilse').evidence.record({ incident: 'INC-2', text: 'retry' });
    expect(found.items).toHaveLength(2);
    const secret = await by('ilse').evidence.record({ incident: 'INC-2', text: 'hunter2' });
    expect(secret.items).toHaveLength(0);
    expect((await by('ilse').library.search({ text: 'alias' })).items.length).toBeGreaterThan(0);
  });
});

describe('bundles of version 0.1', () => {
  test('are imported without loss, with their history', async () => {
    await using debrief = await startDebrief({ args: ['--no-demo'] });
    for (const ref of refs) {
      const file = new Uint8Array(await unpackFile(`${ref}.bundle.br`));
      expect((await debrief.client.incident.importBundle({}, { file })).ref).toBe(ref);
      const content = await readIncidentContent(debrief.client, ref);
      const was = expected.incidents[ref];
      // Members belong to the Debrief that it came from; an import is a new activity, in place of
      // an earlier import (INC-4 had been imported before).
      const history = (was?.activity.count ?? 0) + (ref === 'INC-4' ? 0 : 1);
      const here = { ...content, activity: content.activity.count, members: [] };
      expect(inAnyOrder(here)).toEqual(inAnyOrder({ ...was, activity: history, members: [] }));
    }
  });
});
