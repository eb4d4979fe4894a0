import type { Incident, Report } from '@debrief/contract';
import {
  describeOnServer,
  testServerDatabase,
  testWorld,
  type ServerDatabase,
  type World,
} from '@debrief/testkit';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { listActivity } from '@debrief/core/activity';
import { createApiKey } from '@debrief/core/account';
import type { Actor } from '@debrief/core/context';
import { addMember, archiveIncident, declareIncident, removeMember } from '@debrief/core/incident';
import { beginReport, readReport, writeSections } from '@debrief/core/report';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
  openWriter,
  waitUntilSaved,
  waitUntilSynced,
  text,
  readTypedText,
  until,
  readEntireDocument,
  type Writer,
} from '../../testing/live-writer.ts';

let database: ServerDatabase;
let world: World;
let incident: Incident;
let processes: DebriefProcess[] = [];
let writers: Writer[] = [];

async function setUp(): Promise<void> {
  database = await testServerDatabase();
  world = await testWorld(database.store);
  incident = await declareIncident(world.as(world.editor), { title: 'Search shows no results' });
  await beginReport(world.as(world.editor), { incident: incident.ref });
}

async function clearUp(): Promise<void> {
  for (const writer of writers) writer.leave();
  writers = [];
  for (const one of processes) await one[Symbol.asyncDispose]();
  processes = [];
  await database[Symbol.asyncDispose]();
}

async function start(): Promise<DebriefProcess> {
  const one = await startDebrief({ databaseUrl: database.url });
  processes.push(one);
  return one;
}

async function createKey(actor: Actor): Promise<string> {
  return (await createApiKey(world.as(actor), { name: 'live', scopes: ['read', 'write'] })).key;
}

async function open(
  origin: string,
  actor: Actor,
  given: { name?: string; doc?: Y.Doc; token?: string; socket?: unknown } = {},
): Promise<Writer> {
  const writer = openWriter(origin, {
    ...given,
    name: given.name ?? incident.id,
    token: given.token ?? (await createKey(actor)),
  });
  writers.push(writer);
  return writer;
}

const readWords = (report: Report) => JSON.stringify(report.document.content[0]?.content.slice(1));
const savedReport = () => readReport(world.as(world.editor), { incident: incident.ref });

/** Adds the paragraph's text before several people type in it. */
async function prepareReport(): Promise<void> {
  await writeSections(world.as(world.editor), {
    incident: incident.ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: '|' }] }],
      },
    ],
  });
}

describeOnServer('the shared document of a report, on several processes', () => {
  beforeEach(setUp);
  afterEach(clearUp);

  test('a change that arrives before one of another process, which it follows, is saved', async () => {
    await prepareReport();
    const [one, other] = [await start(), await start()];
    const first = await open(one.origin, world.editor);
    await waitUntilSynced(first);
    const earlier = Y.encodeStateAsUpdate(first.doc);
    const typist = new Y.Doc();
    Y.applyUpdate(typist, earlier);
    const updates: Uint8Array[] = [];
    typist.on('update', (update: Uint8Array) => updates.push(update));
    for (const letter of ['1', '2', '3']) text(typist).insert(text(typist).length, letter);
    text(typist).delete(text(typist).length - 1, 1);
    const [start1, ...later] = updates;
    const waiting = new Y.Doc();
    for (const update of [earlier, ...later]) Y.applyUpdate(waiting, update);
    expect(text(waiting).toJSON()).toBe('|');

    const second = await open(other.origin, world.outsider, { doc: waiting });
    await waitUntilSynced(second);
    await waitUntilSaved(second);
    Y.applyUpdate(first.doc, start1 ?? new Uint8Array());
    await until('both to be shown', () => readTypedText(second) === '|12');
    await waitUntilSaved(first);
    await until('both to be saved', async () => readWords(await savedReport()).includes('|12"'));
  });

  test('five writers on two processes, one of which is killed, end with the same text, each character once', async () => {
    await prepareReport();
    const [one, other] = [await start(), await start()];
    const crew = [
      await open(one.origin, world.editor),
      await open(other.origin, world.outsider),
      await open(one.origin, world.admin),
      await open(other.origin, world.editor),
      await open(one.origin, world.outsider),
    ];
    await Promise.all(crew.map(waitUntilSynced));
    const marks = ['a', 'b', 'c', 'd', 'e'];
    const type = async (writer: Writer, mark: string, from: number, count: number) => {
      for (let index = from; index < from + count; index += 1) {
        const into = text(writer.doc);
        into.insert(Math.floor(Math.random() * (into.length + 1)), `${mark}${index};`);
        await pause(Math.random() * 12);
      }
    };
    const typing = crew.map((writer, at) => type(writer, marks[at] ?? '', 0, 60));
    await pause(250);
    await one.kill();
    await Promise.all(typing);
    // Clients of the killed process continue with the other one, with what they have.
    const again: Writer[] = [];
    const ofKilled = [world.editor, world.admin, world.outsider];
    for (const [at, person] of ofKilled.entries())
      again.push(await open(other.origin, person, { doc: crew[at * 2]?.doc ?? new Y.Doc() }));
    await Promise.all(again.map(waitUntilSynced));
    await Promise.all(
      again.map((writer, at) => type(writer, marks[[0, 2, 4][at] ?? 0] ?? '', 60, 20)),
    );
    const everybody = [...again, ...crew.filter((_, at) => at % 2 === 1)];
    await Promise.all(everybody.map(waitUntilSaved));
    const total = 3 * 80 + 2 * 60;
    const countParts = (value: string) => (value.match(/;/g) ?? []).length;
    await until('everybody to read all', () =>
      everybody.every((writer) => countParts(readTypedText(writer)) === total),
    );
    const texts = new Set(everybody.map((writer) => readTypedText(writer)));
    expect(texts.size).toBe(1);
    const counts = new Map<string, number>();
    // Insertions end up inside others: every character is counted, not every word.
    for (const letter of [...texts][0] ?? '') counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(marks.map((mark) => counts.get(mark))).toEqual([80, 60, 80, 60, 80]);
    expect(counts.get(';')).toBe(total);
    expect(readWords(await savedReport())).toContain([...texts][0] ?? 'nothing');
    const { items } = await listActivity(world.as(world.editor), { incidentId: incident.id });
    const written = items
      .filter((item) => item.kind === 'report.written' && item.by.type === 'key')
      .map((item) => item.by.id);
    expect(written).toHaveLength(3);
    expect(new Set(written).size).toBe(3);
  });

  test('what was reported as saved survives a power failure', async () => {
    await prepareReport();
    const one = await start();
    const writer = await open(one.origin, world.editor);
    await waitUntilSynced(writer);
    let told = '';
    for (let index = 0; index < 25; index += 1) {
      text(writer.doc).insert(0, `<${index}>`);
      await waitUntilSaved(writer);
      told = readTypedText(writer);
    }
    await one.kill();
    expect(readWords(await savedReport())).toContain(told);
  });

  test('stopping saves the latest changes', async () => {
    await prepareReport();
    const one = await start();
    const writer = await open(one.origin, world.editor);
    await waitUntilSynced(writer);
    text(writer.doc).insert(0, 'the last words');
    await pause(5);
    expect(await one.stop()).toBe(0);
    expect(readWords(await savedReport())).toContain('the last words');
  });

  test('a paste of 2 MB arrives at the other process; one over 4 MB is rejected with a reason, and the process survives', async () => {
    await prepareReport();
    const [one, other] = [await start(), await start()];
    const [writer, reader] = [
      await open(one.origin, world.editor),
      await open(other.origin, world.viewer),
    ];
    await Promise.all([waitUntilSynced(writer), waitUntilSynced(reader)]);
    const pasted = 'All 40 shards were red. '.repeat(90_000);
    text(writer.doc).insert(1, pasted);
    await waitUntilSaved(writer);
    await until('the paste to arrive', () => text(reader.doc).length === pasted.length + 1);
    text(writer.doc).insert(0, 'x'.repeat(5_000_000));
    await until('the connection to end', () => writer.closes.includes(1009));
    writer.leave();
    expect(text(reader.doc).length).toBe(pasted.length + 1);
    expect((await fetch(`${one.origin}/api/health`)).status).toBe(200);
  });

  test('a section written through the API appears for editors on every process, and keeps what they type', async () => {
    const [one, other] = [await start(), await start()];
    const [writer, watcher] = [
      await open(one.origin, world.editor),
      await open(other.origin, world.admin),
    ];
    await Promise.all([waitUntilSynced(writer), waitUntilSynced(watcher)]);
    text(writer.doc).insert(0, 'typed while ');
    const sections = [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'written by a program' }] }],
      },
    ];
    const answer = await fetch(`${one.origin}/api/incidents/${incident.ref}/report`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${await createKey(world.editor)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ sections }),
    });
    expect(answer.status).toBe(200);
    for (const { doc } of [writer, watcher]) {
      const all = () => readEntireDocument(doc);
      await until(
        'both to be there',
        () => all().includes('typed while') && all().includes('written by a program'),
      );
    }
  });

  test("carets are visible across processes, under the account's name", async () => {
    const [one, other] = [await start(), await start()];
    const writer = await open(one.origin, world.editor);
    await waitUntilSynced(writer);
    writer.provider.setAwarenessField('user', { name: 'Somebody else', color: '#ff0000' });
    const late = await open(other.origin, world.admin);
    await waitUntilSynced(late);
    const readSeen = () =>
      [...(late.provider.awareness?.getStates().values() ?? [])]
        .map((state) => JSON.stringify(state['user'] ?? null))
        .join();
    await until('the caret', () => readSeen().includes('Edith'));
    expect(readSeen()).toContain('#ff0000');
    expect(readSeen()).not.toContain('Somebody else');
    writer.leave();
    await until('the caret to go', () => !readSeen().includes('Edith'));
  });
});

describeOnServer('access to the shared document of a report', () => {
  beforeEach(setUp);
  afterEach(clearUp);

  test('an outsider gets the same error for a private incident as for one that does not exist', async () => {
    const hidden = await declareIncident(world.as(world.editor), {
      title: 'Secret',
      visibility: 'private',
    });
    await beginReport(world.as(world.editor), { incident: hidden.ref });
    const one = await start();
    const names = [
      hidden.id,
      '01935f00-0000-7000-8000-00000000dead',
      hidden.ref,
      'INC-999',
      'nonsense',
    ];
    for (const name of names) {
      const outsider = await open(one.origin, world.outsider, { name });
      await until('a refusal', () => outsider.refusals.length > 0);
      expect(outsider.refusals[0]).toBe('not-found');
      expect(outsider.doc.getXmlFragment('default').length).toBe(0);
      outsider.leave();
    }
    const nobody = await open(one.origin, world.editor, { token: 'dbf_of_nobody' });
    await until('a refusal', () => nobody.refusals.length > 0);
    expect(nobody.refusals[0]).toBe('not-signed-in');
  });

  test('a reader can read and change nothing', async () => {
    await prepareReport();
    const one = await start();
    const [reader, writer] = [
      await open(one.origin, world.viewer),
      await open(one.origin, world.editor),
    ];
    await Promise.all([waitUntilSynced(reader), waitUntilSynced(writer)]);
    text(reader.doc).insert(0, 'by a reader');
    text(writer.doc).insert(0, 'by an editor');
    await waitUntilSaved(writer);
    await until('the reader to read', () => readTypedText(reader).includes('by an editor'));
    expect(readWords(await savedReport())).not.toContain('by a reader');
    expect(reader.provider.hasUnsyncedChanges).toBe(true);
  });

  test('the report of an archived incident can be read and not written', async () => {
    await prepareReport();
    const one = await start();
    const writer = await open(one.origin, world.editor);
    await waitUntilSynced(writer);
    text(writer.doc).insert(0, 'typed before ');
    await waitUntilSaved(writer);
    const { ref, version } = incident;
    await archiveIncident(world.as(world.admin), { incident: ref, version });
    text(writer.doc).insert(0, 'typed after ');
    const late = await open(one.origin, world.editor);
    await waitUntilSynced(late);
    await until('the late writer to read', () => readTypedText(late).includes('typed before'));
    text(late.doc).insert(0, 'typed late ');
    const other = await open((await start()).origin, world.viewer);
    await waitUntilSynced(other);
    await until('the other process to read', () => readTypedText(other).includes('typed before'));
    expect(late.provider.hasUnsyncedChanges).toBe(true);
    const saved = readWords(await savedReport());
    expect(saved).toContain('typed before');
    for (const words of ['typed after', 'typed late']) expect(saved).not.toContain(words);
  });

  test('a member who is removed from a private incident is disconnected from its report within seconds', async () => {
    const hidden = await declareIncident(world.as(world.editor), {
      title: 'Secret',
      visibility: 'private',
    });
    await beginReport(world.as(world.editor), { incident: hidden.ref });
    const accountId = world.admin.type === 'account' ? world.admin.accountId : '';
    await addMember(world.as(world.editor), { incident: hidden.ref, accountId });
    const [one, other] = [await start(), await start()];
    const [member, writer] = [
      await open(one.origin, world.admin, { name: hidden.id }),
      await open(other.origin, world.editor, { name: hidden.id }),
    ];
    await Promise.all([waitUntilSynced(member), waitUntilSynced(writer)]);
    await removeMember(world.as(world.editor), { incident: hidden.ref, accountId });
    await until('the connection to end', () => member.closes.includes(4403), 3_000);
    await until('a refusal', () => member.refusals.includes('not-found'));
    text(writer.doc).insert(0, 'after they left');
    await waitUntilSaved(writer);
    expect(readEntireDocument(member.doc)).not.toContain('after they left');
  });

  test('a session gives access, and signing out ends the connection within seconds', async () => {
    await prepareReport();
    const one = await start();
    const accepted = await fetch(`${one.origin}/api/session/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: new URL(one.address).searchParams.get('token'),
        name: 'Sam',
        email: 'sam@example.org',
        password: 'correct horse battery',
      }),
    });
    const cookie = accepted.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    class WithCookie extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie, origin: one.origin } });
      }
    }
    expect(accepted.status).toBe(200);
    const writer = await open(one.origin, world.editor, { token: 'session', socket: WithCookie });
    await waitUntilSynced(writer);
    text(writer.doc).insert(0, 'by Sam');
    await waitUntilSaved(writer);
    await fetch(`${one.origin}/api/session`, { method: 'DELETE', headers: { cookie } });
    await until('the connection to end', () => writer.closes.includes(4403), 6_000);
    await until('a refusal', () => writer.refusals.includes('not-signed-in'));
  });

  test('damaged frames end their connection, not the process, and the report stays readable', async () => {
    await prepareReport();
    const one = await start();
    const writer = await open(one.origin, world.editor);
    await waitUntilSynced(writer);
    const token = await createKey(world.outsider);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer.doc));
    const before = Y.encodeStateVector(doc);
    text(doc).insert(0, 'a change to be damaged');
    const change = Y.encodeStateAsUpdate(doc, before);
    const frame = (...parts: Uint8Array[]) =>
      Buffer.concat([Buffer.from([incident.id.length]), Buffer.from(incident.id), ...parts]);
    const auth = frame(Buffer.from([2, 0, token.length]), Buffer.from(token));
    const update = (content: Uint8Array) => frame(Buffer.from([0, 2, content.length]), content);
    for (let round = 0; round < 120; round += 1) {
      const socket = new WebSocket(`${one.origin.replace('http', 'ws')}/api/report/live`);
      const ended = once(socket, 'close');
      await once(socket, 'open');
      const damaged = Uint8Array.from(change);
      for (let times = 0; times <= round % 4; times += 1)
        damaged[Math.floor(Math.random() * damaged.length)] = Math.floor(Math.random() * 256);
      socket.send(auth);
      socket.send(
        round % 3 === 0
          ? Buffer.from(damaged)
          : update(round % 2 === 0 ? damaged : damaged.subarray(0, 1 + (round % damaged.length))),
      );
      await pause(15);
      socket.close();
      await ended;
    }
    expect((await fetch(`${one.origin}/api/health`)).status).toBe(200);
    // Damage can affect a change that others depend on: words, or a paragraph, can be lost. The
    // report can still be read and written.
    const blocks = [
      { type: 'paragraph' as const, content: [{ type: 'text' as const, text: 'still here' }] },
    ];
    await writeSections(world.as(world.editor), {
      incident: incident.ref,
      sections: [{ how: 'append', kind: 'other', blocks }],
    });
    await until('to arrive', () => readEntireDocument(writer.doc).includes('still here'));
    expect(JSON.stringify((await savedReport()).document)).toContain('still here');
  });
});
