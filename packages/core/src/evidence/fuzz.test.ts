import { DomainError, ReadOptions } from '@debrief/contract';
import { importFile, makeIncident, testWorld, type World } from '@debrief/testkit';
import { createDamage, type DamagedFile } from '@debrief/testkit/fuzz';
import {
  inboundSources,
  isPacked,
  openUpload,
  readDirectory,
  recogniseUpload,
  unpackFile,
  type Read,
  type Upload,
} from '@debrief/readers';
import fc from 'fast-check';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInboundEndpoint, createReceiver, readDelivery } from '../inbound/index.ts';
import { findWrongSummaries } from './testing/contents.ts';

/** A hang: no file of two megabytes may compute for longer, however busy the machine is. */
const mostComputeMs = 5_000;
const mostMs = 60_000;
const headBytes = 256 * 1024;
const mostUnpacked = 50_000_000;
const allowedRise = 64 * 1024 * 1024;

let world: World;
let folder = '';
let makeFile: (number: number) => DamagedFile;
/** What became of the files and payloads, to see that they reach the code. */
const outcomes = {
  read: { records: 0, rejections: 0 },
  stored: { imports: 0, deliveries: 0, unreadable: 0 },
};

beforeAll(async () => {
  world = await testWorld();
  folder = await mkdtemp(join(tmpdir(), 'debrief-fuzz-'));
  makeFile = await createDamage();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The result, or null for a refusal that people read; anything else is a fault. */
async function settle<T>(run: () => T | Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'unexpected') return null;
    throw error;
  }
}

/** Fails if it takes too long: a hang. */
async function limitTime(run: () => Promise<void>): Promise<void> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  expect((user + system) / 1_000).toBeLessThan(mostComputeMs);
  expect(performance.now() - start).toBeLessThan(mostMs);
}

/** As the server opens it. Waiting for the disk would take most of the time. */
async function openBytes(name: string, bytes: Buffer): Promise<Upload> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  if (!isPacked(bytes) && bytes.length <= headBytes)
    return { name, path, isFolder: false, size: bytes.length, head: bytes };
  const upload = await openUpload(path, name);
  if (!isPacked(upload.head)) return upload;
  const unpacked = `${path}-unpacked`;
  rmSync(unpacked, { force: true });
  await unpackFile(upload, unpacked, mostUnpacked);
  return openUpload(unpacked, name);
}

async function readFileAsImport(name: string, bytes: Buffer): Promise<void> {
  await settle(async () => {
    const upload = await openBytes(name, bytes);
    const reader = await recogniseUpload(upload);
    if (!reader) return;
    const options = ReadOptions.parse({});
    await settle(() => reader.preview(upload, options));
    for await (const read of reader.read(upload, options)) checkRead(read);
  });
  if (name.endsWith('.csv')) await settle(async () => readDirectory(await openBytes(name, bytes)));
}

function checkRead(read: Read): void {
  if (read.type === 'rejected') outcomes.read.rejections += 1;
  if (read.type !== 'record') return;
  outcomes.read.records += 1;
  const { occurredAt, untilAt, text, payload } = read.record;
  expect(Number.isNaN(occurredAt.getTime())).toBe(false);
  if (untilAt) expect(untilAt.getTime()).toBeGreaterThanOrEqual(occurredAt.getTime());
  expect(typeof text).toBe('string');
  expect(payload.length).toBeGreaterThan(0);
}

async function storeFile(name: string, bytes: Buffer, ref: string): Promise<void> {
  const ctx = world.as(world.editor);
  const done = await settle(() => importFile(ctx, { ref }, { name, text: bytes }));
  if (!done) return;
  outcomes.stored.imports += 1;
  expect(done.read).toBe(done.imported + done.duplicates + done.rejected);
  expect(done.problem ?? '').not.toContain('Debrief failed');
}

/** What a sender sent is in the evidence with its payload, or kept with a reason. */
async function storeDelivery(
  bytes: Buffer,
  endpoint: { source: string; token: string },
): Promise<void> {
  const ctx = world.as({ type: 'anonymous' });
  const { source, token } = endpoint;
  const receiver = createReceiver(ctx);
  const at = await receiver.endpointAt(source, token);
  const sent = { headers: new Headers(), body: bytes.subarray(0, 1_000_000), token };
  const stored = await settle(() => receiver.receive(at, { ...sent, fetchText: noFetch }));
  if (!stored?.id) return;
  const system = world.as({ type: 'system', name: 'Debrief' });
  await settle(() => readDelivery(system, { deliveryId: stored.id ?? '' }));
  const { rows } = await sql<{ state: string; is_kept: boolean; is_complete: boolean }>`
    select d.state, d.body = ${sent.body} as is_kept, i.read > 0 and i.read = i.imported + i.duplicates + i.rejected as is_complete
    from inbound_delivery d left join import i on i.id = d.import_id where d.id = ${stored.id}`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (row?.state === 'imported') {
    outcomes.stored.deliveries += 1;
    expect(row.is_complete).toBe(true);
    return;
  }
  outcomes.stored.unreadable += 1;
  expect(row).toMatchObject({ state: 'unreadable', is_kept: true });
}

const noFetch = () => Promise.reject(new Error('Nothing is fetched here'));
const numbers = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const longest = 24 * 3_600_000;
const runs = fc.readConfigureGlobal().numRuns ?? 100;
/** The database takes ten times as long as the readers. */
const storedRuns = Math.ceil(runs / (runs > 1_000 ? 20 : 3));
const unsigned = ['generic', 'alertmanager', 'opsgenie', 'cloudevents', 'statuspage'];

test(
  'damaged files and payloads are read or refused in time, in memory that does not grow',
  async () => {
    const stream = { key: 'inbound', name: 'inbound' };
    let [count, begin] = [0, 0];
    await fc.assert(
      fc.asyncProperty(numbers, async (number) => {
        const { name, bytes, pick } = makeFile(number);
        const source = inboundSources[pick % inboundSources.length];
        await limitTime(async () => {
          await readFileAsImport(name, bytes);
          for (const read of (await settle(() => source?.parse(bytes, stream))) ?? [])
            checkRead(read);
        });
        count += 1;
        if (count === 100) begin = heldBytes();
      }),
      { endOnFailure: true },
    );
    report('read', { count, ...outcomes.read });
    expect(heldBytes() - begin).toBeLessThan(allowedRise);
  },
  longest,
);

test(
  'damaged files and payloads are stored with accounts that add up, and none is lost',
  async () => {
    const ctx = world.as(world.editor);
    const { ref } = await makeIncident(ctx);
    const endpoints = await Promise.all(
      unsigned.map(async (source) => {
        const made = await createInboundEndpoint(ctx, { incident: ref, name: source, source });
        return { source, token: made.path.split('/').at(-1) ?? '' };
      }),
    );
    await fc.assert(
      fc.asyncProperty(numbers, async (number) => {
        const { name, bytes, pick } = makeFile(number);
        const endpoint = endpoints[pick % endpoints.length];
        await limitTime(() =>
          pick % 2 === 0 || !endpoint
            ? storeFile(name, bytes, ref)
            : storeDelivery(bytes, endpoint),
        );
      }),
      { endOnFailure: true, numRuns: storedRuns },
    );
    report('stored', outcomes.stored);
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
  },
  longest,
);

/** Each outcome must occur: damage that no reader gets past shows nothing. */
function report(name: string, reached: Record<string, number>): void {
  process.stdout.write(`Fuzz, ${name}: ${JSON.stringify(reached)}\n`);
  for (const [outcome, count] of Object.entries(reached)) expect(count, outcome).toBeGreaterThan(0);
}

setFlagsFromString('--expose-gc');
const gc: unknown = runInNewContext('gc');

function heldBytes(): number {
  if (typeof gc !== 'function') throw new Error('There is no garbage collector to call.');
  for (let run = 0; run < 2; run += 1) Reflect.apply(gc, undefined, []);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
