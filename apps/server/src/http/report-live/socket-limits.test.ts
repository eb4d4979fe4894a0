import { declareIncident } from '@debrief/core/incident';
import { beginReport } from '@debrief/core/report';
import { testWorld, type World, embeddedDatabase } from '@debrief/testkit';
import * as encoding from 'lib0/encoding';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { appOn, createToken, type TestApp } from '../../testing/app.ts';
import { openReportLive, reportLivePath, type ReportLive } from './report-live.ts';

let world: World;
let app: TestApp;
let live: ReportLive;
let server: Server;
let name: string;
beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock);
  live = await openReportLive(app.deps);
  server = createServer().on('upgrade', live.upgrade).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const incident = await declareIncident(world.as(world.editor), { title: 'Search is empty' });
  await beginReport(world.as(world.editor), { incident: incident.ref });
  name = incident.id;
});
afterEach(async () => {
  await live.close();
  server.close();
  await app[Symbol.asyncDispose]();
});

function connect(): WebSocket {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return new WebSocket(`ws://127.0.0.1:${port}${reportLivePath}`);
}

async function readCloseCode(socket: WebSocket): Promise<unknown> {
  const [code] = await once(socket, 'close');
  return code;
}

function frame(kind: number, write: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarString(to, name);
  encoding.writeVarUint(to, kind);
  write(to);
  return encoding.toUint8Array(to);
}

const changeFrame = (update: Uint8Array) =>
  frame(0, (to) => {
    encoding.writeVarUint(to, 2);
    encoding.writeVarUint8Array(to, update);
  });

async function signIn(): Promise<WebSocket> {
  const socket = connect();
  await once(socket, 'open');
  const token = await createToken(world.as(world.editor));
  const answered = once(socket, 'message');
  socket.send(
    frame(2, (to) => {
      encoding.writeVarUint(to, 0);
      encoding.writeVarString(to, token);
    }),
  );
  await answered;
  return socket;
}

/** Two bytes for each piece: deleted text, or ranges of it. */
const bombs: Record<string, (count: number) => Uint8Array> = {
  pieces(count) {
    const to = encoding.createEncoder();
    for (const head of [1, count, 1, 0]) encoding.writeVarUint(to, head);
    for (let at = 0; at < count; at += 1) encoding.writeUint8Array(to, new Uint8Array([0, 1]));
    encoding.writeVarUint(to, 0);
    return encoding.toUint8Array(to);
  },
  deletions(count) {
    const to = encoding.createEncoder();
    for (const head of [0, 1, 1, count]) encoding.writeVarUint(to, head);
    for (let at = 0; at < count; at += 1) encoding.writeUint8Array(to, new Uint8Array([1, 1]));
    return encoding.toUint8Array(to);
  },
};

test('before sign-in a socket can send a token and nothing longer', async () => {
  const socket = connect();
  await once(socket, 'open');
  const closed = readCloseCode(socket);
  socket.send(changeFrame(new Uint8Array(5_000)));
  expect(await closed).toBe(1009);
});

test('an address can open 20 sockets that have not signed in', async () => {
  const sockets = Array.from({ length: 20 }, connect);
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  const late = connect();
  const [, answer] = await once(late, 'unexpected-response');
  expect(answer).toMatchObject({ statusCode: 429 });
  for (const socket of sockets) socket.terminate();
});

test('after sign-in a frame can have 4 MB', async () => {
  for (const length of [4_200_000, 9_000_000]) {
    const socket = await signIn();
    const closed = readCloseCode(socket);
    socket.send(changeFrame(new Uint8Array(length)));
    expect(await closed).toBe(1009);
  }
});

test.each(Object.keys(bombs))('a small frame of a million %s is not applied', async (kind) => {
  const socket = await signIn();
  const closed = readCloseCode(socket);
  socket.send(changeFrame(bombs[kind]?.(1_000_000) ?? new Uint8Array()));
  expect(await closed).toBe(4400);
});
