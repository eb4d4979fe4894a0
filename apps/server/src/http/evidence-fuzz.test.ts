import { isProblem } from '@debrief/contract';
import { readRecord } from '@debrief/core/evidence';
import { embeddedDatabase, makeIncident, testWorld } from '@debrief/testkit';
import { createDamage } from '@debrief/testkit/fuzz';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { appOn, createToken, type TestApp } from '../testing/app.ts';

const unsigned = ['generic', 'alertmanager', 'opsgenie', 'cloudevents', 'statuspage'];
const runs = fc.readConfigureGlobal().numRuns ?? 100;
const mostMs = 30_000;
const betweenMs = 1_000;
const Stored = z.object({ id: z.string() });

let app: TestApp;
let token = '';
let incident = '';
let world: Awaited<ReturnType<typeof testWorld>>;
beforeAll(async () => {
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock);
  const editor = world.as(world.editor);
  token = await createToken(editor);
  ({ ref: incident } = await makeIncident(editor));
});
afterAll(() => app[Symbol.asyncDispose]());

/** A refusal is a problem of the sender; the response says which. */
async function send(path: string, bytes: Buffer, auth?: string): Promise<Response> {
  const start = performance.now();
  const body = new Blob([new Uint8Array(bytes)]);
  const response = await app.send('POST', path, { token: auth, body });
  expect(performance.now() - start).toBeLessThan(mostMs);
  expect(response.status).not.toBe(404);
  if (response.status >= 300) {
    const problem: unknown = await response.clone().json();
    expect(response.status, JSON.stringify(problem)).toBeLessThan(500);
    expect(isProblem(problem)).toBe(true);
  }
  return response;
}

test(
  'damaged files and payloads get an answer that is no failure, and payloads are kept',
  async () => {
    const makeFile = await createDamage();
    const paths = await Promise.all(
      unsigned.map(async (source) => {
        const made = await app.send('POST', `/api/incidents/${incident}/inbound`, {
          token,
          body: { name: source, source },
        });
        return z.object({ path: z.string() }).parse(await made.json()).path;
      }),
    );
    const acknowledged = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (number) => {
        const { name, bytes, pick } = makeFile(number);
        // Time passes between requests: this is no flood, which would be refused and read later.
        world.clock.advance(betweenMs);
        if (pick % 3 === 0)
          await send(`/api/imports/preview?name=${name}&size=${bytes.length}`, bytes, token);
        else if (pick % 3 === 1)
          await send(`/api/imports?incident=${incident}&name=${number}-${name}`, bytes, token);
        else {
          const path = paths[pick % paths.length] ?? '';
          const response = await send(path, bytes.subarray(0, 500_000));
          if (response.status === 202) acknowledged.add(Stored.parse(await response.json()).id);
        }
      }),
      { endOnFailure: true, numRuns: Math.ceil(runs / (runs > 1_000 ? 20 : 3)) },
    );
    await expect.poll(countUnread, { timeout: 3_600_000, interval: 200 }).toBe(0);
    expect(await countKept()).toBe(acknowledged.size);
    expect(acknowledged.size).toBeGreaterThan(0);
    await readRecord(world.as(world.editor), incident, {});
  },
  24 * 3_600_000,
);

async function countUnread(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*)::int from inbound_delivery where state = 'received')
      + (select count(*)::int from import where state = 'running') as count`.execute(
    world.store.db,
  );
  return rows[0]?.count ?? -1;
}

/** An acknowledged payload is evidence, or kept as it came; the same one twice is one. */
async function countKept(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from inbound_delivery where state in ('imported', 'unreadable')`.execute(
    world.store.db,
  );
  return rows[0]?.count ?? -1;
}
