import { Connection, type ConnectionSettings, RecordPage } from '@debrief/contract';
import { systemClock } from '@debrief/core/context';
import { embeddedDatabase, makeIncident, testWorld } from '@debrief/testkit';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { parsePrivateHosts } from '../network/private-address.ts';
import { appOn, createToken } from '../testing/app.ts';

/** An app whose connections may ask this machine, with an incident. Its jobs run in real time. */
export async function openConnections() {
  const world = await testWorld(await embeddedDatabase());
  const fetch = createGuardedFetch(parsePrivateHosts('127.0.0.1'), () => systemClock.now());
  const app = await appOn(world.store, systemClock, { fetch });
  const editor = world.as(world.editor);
  const token = await createToken(editor);
  const { ref: incident } = await makeIncident(editor);
  const send = async (method: string, path = '', body?: unknown): Promise<unknown> => {
    const address = `/api/incidents/${incident}/connections${path}`;
    const response = await app.send(method, address, { token, body });
    expect(response.status).toBeLessThan(300);
    return response.json();
  };
  const find = async (id: string): Promise<Connection> => {
    const { items } = z.object({ items: z.array(Connection) }).parse(await send('GET'));
    const found = items.find((one) => one.id === id);
    if (!found) throw new Error('The connection is not listed');
    return found;
  };
  return {
    app,
    token,
    incident,
    async create(settings: ConnectionSettings, more: object = {}): Promise<Connection> {
      return Connection.parse(await send('POST', '', { name: 'Test', settings, ...more }));
    },
    async act(id: string, verb: 'pause' | 'pull' | 'resume'): Promise<Connection> {
      return Connection.parse(await send('POST', `/${id}/${verb}`));
    },
    async change(id: string, body: object): Promise<Connection> {
      return Connection.parse(await send('PATCH', `/${id}`, body));
    },
    /** The connection, once it was asked after this time. */
    async asked(id: string, after: string | null = null): Promise<Connection> {
      for (;;) {
        const found = await find(id);
        if (found.askedAt !== null && found.askedAt !== after && !found.isAsking) return found;
        await pause(20);
      }
    },
    /** The items, once there are this many. */
    async items(count: number): Promise<RecordPage['items']> {
      for (;;) {
        const path = `/api/incidents/${incident}/record?limit=200`;
        const { items } = RecordPage.parse(await (await app.send('GET', path, { token })).json());
        if (items.length >= count) return items;
        await pause(20);
      }
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
export type ConnectionApp = Awaited<ReturnType<typeof openConnections>>;
