import { CreatedInboundEndpoint, DomainError, InboundDelivery } from '@debrief/contract';
import type { Log } from '@debrief/core/context';
import { readRecord } from '@debrief/core/evidence';
import { embeddedDatabase, makeIncident, testWorld } from '@debrief/testkit';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import type { GuardedFetch } from '../network/guarded-fetch.ts';
import { appOn, createToken } from '../testing/app.ts';

export const deploy = { time: '2026-03-02T08:00:00Z', text: 'Deploy 41 is out', actor: 'bot' };
const Stored = z.object({ id: z.string(), isDuplicate: z.boolean() });

/** An app with an incident, and what tests of endpoints do with it. */
export async function openInbound(more: { fetch?: GuardedFetch } = {}) {
  const logged: string[] = [];
  const keep = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: keep, warn: keep, error: keep };
  const network: { answer: string | null; asked: string[] } = { answer: null, asked: [] };
  const fetchText = async (url: string): Promise<string> => {
    network.asked.push(url);
    if (network.answer === null) throw new DomainError('unavailable', 'no network');
    return network.answer;
  };
  const world = await testWorld(await embeddedDatabase());
  const app = await appOn(world.store, world.clock, { log, fetchText, ...more });
  const editor = world.as(world.editor);
  const token = await createToken(editor);
  const incident = await makeIncident(editor);
  return {
    world,
    app,
    token,
    incident,
    logged,
    network,
    async create(name = 'Deploy bot', source = 'generic'): Promise<CreatedInboundEndpoint> {
      const body = { name, source };
      const path = `/api/incidents/${incident.ref}/inbound`;
      const response = await app.send('POST', path, { token, body });
      expect(response.status).toBe(201);
      return CreatedInboundEndpoint.parse(await response.json());
    },
    async deliver(path: string, body: unknown, headers: Record<string, string> = {}) {
      const response = await app.send('POST', path, { body, headers });
      expect(response.status).toBe(202);
      return Stored.parse(await response.json());
    },
    /** The deliveries, once all of them are read. */
    async deliveries(endpoint: { id: string }): Promise<InboundDelivery[]> {
      for (;;) {
        const path = `/api/incidents/${incident.ref}/inbound/${endpoint.id}/deliveries`;
        const response = await app.send('GET', path, { token });
        const { items } = z
          .object({ items: z.array(InboundDelivery) })
          .parse(await response.json());
        if (items.every((one) => one.state !== 'received')) return items;
        await pause(10);
      }
    },
    recordTexts: async () =>
      (await readRecord(editor, incident.ref, {})).items.map((item) => item.text),
  };
}
export type InboundApp = Awaited<ReturnType<typeof openInbound>>;
