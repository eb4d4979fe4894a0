import { makeIncident, messages, testWorld, type World, embeddedDatabase } from '@debrief/testkit';
import { readdir } from 'node:fs/promises';
import { createZip } from '@debrief/readers/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appOn, operatorToken, type TestApp } from '../testing/app.ts';

let world: World;
let app: TestApp;
let ref: string;
const token = operatorToken;
beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock, { flags: { maxUploadMb: 1 } });
  ref = (await makeIncident(world.as(world.editor))).ref;
});
afterEach(() => app[Symbol.asyncDispose]());

const post = (path: string, bytes: Uint8Array<ArrayBuffer>) =>
  app.send('POST', path, { token, body: new Blob([bytes]) });
const readJson = async (response: Response) => (await response.json()) as unknown;
const packed = Uint8Array.from(gzipSync(messages(['one', 'two'])));

test('a gzip file is previewed and imported as its content, and deleted', async () => {
  const preview = await post(`/api/imports/preview?name=a.jsonl.gz&size=${packed.length}`, packed);
  expect(await readJson(preview)).toMatchObject({
    format: 'jsonl',
    questions: [],
    sample: [{ text: 'one' }, { text: 'two' }],
  });
  const begun = await post(`/api/imports?incident=${ref}&name=a.jsonl.gz`, packed);
  expect(await readJson(begun)).toMatchObject({ name: 'a.jsonl.gz', format: 'jsonl' });
  const imports = async () =>
    (await app.send('GET', `/api/imports?incident=${ref}`, { token })).text();
  while ((await imports()).includes('"running"')) await pause(10);
  expect(JSON.parse(await imports())).toMatchObject({ items: [{ state: 'done', imported: 2 }] });
  await app.deps.jobs.stop();
  expect(await readdir(`${app.deps.config.data}/uploads`)).toEqual([]);
});

test('each file of an archive is imported, and what was unpacked is deleted', async () => {
  const inner = createZip([{ name: 'b.jsonl', content: messages(['three']) }]);
  const content = createZip([
    { name: 'a.jsonl', content: messages(['one', 'two']) },
    { name: 'inner.zip', content: inner },
    { name: 'c.rar', content: 'Rar!\x1a\x07\x01' },
  ]);
  const sent = Uint8Array.from(zstdCompressSync(content));
  const preview = await post('/api/imports/preview?name=all.zip.zst', sent);
  expect(await readJson(preview)).toMatchObject({
    format: 'archive',
    questions: [],
    sample: [{ place: 'a.jsonl, line 1' }, { place: 'a.jsonl, line 2' }, {}, {}],
  });
  await post(`/api/imports?incident=${ref}&name=all.zip.zst`, sent);
  const imports = async () =>
    (await app.send('GET', `/api/imports?incident=${ref}`, { token })).text();
  while ((await imports()).includes('"running"')) await pause(10);
  expect(JSON.parse(await imports())).toMatchObject({
    items: [{ state: 'done', format: 'archive', read: 4, imported: 3, rejected: 1 }],
  });
  await app.deps.jobs.stop();
  expect(await readdir(`${app.deps.config.data}/uploads`)).toEqual([]);
});

test('a gzip file can be previewed from its start, but is not imported without its end', async () => {
  const texts = Array.from({ length: 4000 }, (_, line) => `${line} ${line ** 3 % 7919}`);
  const start = Uint8Array.from(gzipSync(messages(texts))).slice(0, 20_000);
  const preview = await post('/api/imports/preview?name=a.jsonl.gz&size=900000', start);
  expect(await readJson(preview)).toMatchObject({ format: 'jsonl', questions: [] });
  const refused = await post(`/api/imports?incident=${ref}&name=a.jsonl.gz`, start);
  expect(refused.status).toBe(422);
  expect(await readJson(refused)).toMatchObject({
    code: 'bad-file',
    detail: 'a.jsonl.gz ends before its content does. Download or copy it again.',
  });
  const bomb = Uint8Array.from(gzipSync(Buffer.alloc(5_000_000)));
  const tooLarge = await post(`/api/imports?incident=${ref}&name=b.gz`, bomb);
  expect(await readJson(tooLarge)).toMatchObject({ code: 'too-large' });
  expect(await readdir(`${app.deps.config.data}/uploads`)).toEqual([]);
});
