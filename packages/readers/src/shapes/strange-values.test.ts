import { DomainError } from '@debrief/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWebhook } from '../inbound/read-webhook.ts';
import { isObject } from '../row.ts';
import { samples, sampleText } from '../testing/samples/index.ts';
import { previewFile, readAll, scratch } from '../testing/test-support.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
});
afterAll(() => folder.remove());

/** JavaScript throws if it makes a text or a number of these. */
const strange = [{ toString: 1, valueOf: 1 }, [[{ toString: 1 }]]];

/** The value with each of its parts, at any depth, replaced by the other one. */
function* replaceParts(value: unknown, other: unknown): Generator {
  yield other;
  if (Array.isArray(value))
    for (const [at, inner] of value.entries())
      for (const changed of replaceParts(inner, other)) yield value.with(at, changed);
  else if (isObject(value))
    for (const [name, inner] of Object.entries(value))
      for (const changed of replaceParts(inner, other)) yield { ...value, [name]: changed };
}

test('any value can be a list or an object in any record of any tool', () => {
  const bodies = Object.values(samples)
    .flat()
    .filter(({ name }) => /\.jsonl?$/.test(name))
    .flatMap((sample) => {
      const text = sampleText(sample);
      return sample.name.endsWith('l') ? text.trim().split('\n') : [text];
    });
  let read = 0;
  for (const body of bodies)
    for (const other of strange)
      for (const changed of replaceParts(JSON.parse(body), other))
        try {
          readWebhook(Buffer.from(JSON.stringify(changed)), { key: 'x', name: 'x' });
          read += 1;
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
  expect(read).toBeGreaterThan(1_000);
});

test('any value can be a list or an object in any column of a table', async () => {
  const row = {
    at: 1_772_359_200,
    until: '2026-03-01T10:05:00Z',
    who: { name: 'Ada' },
    text: 'hi',
    key: 7,
    thread: 'x',
    tags: ['a', 'b'],
  };
  // Most of the rows decide what a column is.
  const tables = strange.flatMap((other) =>
    [...replaceParts(row, other)].flatMap((changed) => [
      [row, changed, row],
      [changed, changed, changed],
      [changed, row, changed],
    ]),
  );
  for (const [at, table] of tables.entries()) {
    const text = table.map((one) => JSON.stringify(one)).join('\n');
    const path = await folder.write(`${at}.jsonl`, text);
    for (const options of [{}, { map: 'at=at,text=text' }]) {
      const settled = await Promise.allSettled([
        previewFile(path, options),
        readAll(path, options),
      ]);
      const faults = settled.filter((one) => one.status === 'rejected' && !isRefusal(one.reason));
      expect(faults).toEqual([]);
    }
  }
});

const isRefusal = (error: unknown): boolean =>
  error instanceof DomainError || (error instanceof Error && error.message.startsWith('No reader'));
