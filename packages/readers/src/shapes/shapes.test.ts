import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, valueAt, type JsonObject } from '../row.ts';
import { samples, sampleText } from '../testing/samples/index.ts';
import { readAll, scratch } from '../testing/test-support.ts';
import { shapes } from './shapes.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

/** Every record in the samples that a shape knows, however deeply nested. */
const records = Object.values(samples)
  .flat()
  .filter(({ name }) => /\.jsonl?$/.test(name))
  .flatMap((sample) =>
    sampleText(sample)
      .trim()
      .split(sample.name.endsWith('l') ? '\n' : /$^/)
      .map((text): unknown => JSON.parse(text)),
  )
  .flatMap((value) => [...findRecords(value)]);

function* findRecords(value: unknown): Generator<JsonObject> {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value) && shapes.some((shape) => shape.matches(value))) yield value;
  for (const inner of Object.values<unknown>({ ...value })) yield* findRecords(inner);
}

test('every record has exactly one shape', () => {
  for (const value of records) {
    const found = shapes.filter((shape) => shape.matches(value)).map(({ name }) => name);
    expect(found, JSON.stringify(value)).toHaveLength(1);
  }
});

type Mutation = { at: number; kind: number; with: number };
const odd: unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  9e15,
  true,
  [],
  {},
  'soon',
  [[[]]],
  nest(200),
  'x'.repeat(5_000),
];

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** A copy with one property, at any depth, dropped, replaced, doubled or renamed. */
function mutate(record: JsonObject, { at, kind, with: pick }: Mutation): JsonObject {
  const copy = structuredClone(record);
  const holders: [object, string][] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries<unknown>({ ...value })) {
      holders.push([value, name]);
      collect(inner);
    }
  };
  collect(copy);
  const [holder, name] = holders[at % holders.length] ?? [copy, ''];
  if (kind === 0) Reflect.deleteProperty(holder, name);
  else if (kind === 1) Reflect.set(holder, name, odd[pick % odd.length]);
  else if (kind === 2) Reflect.set(holder, `${name}2`, Reflect.get(holder, name));
  else Reflect.set(holder, name, [Reflect.get(holder, name), Reflect.get(holder, name)]);
  return copy;
}

const good = { '@t': '2024-03-13T14:02:11Z', '@m': 'good' };

test('a damaged record is read or rejected, and never takes the time of the import', async () => {
  const mutation = fc.record({ at: fc.nat(400), kind: fc.nat(3), with: fc.nat(60) });
  const before = Date.now() - 60_000;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(records.length - 1), mutation), { minLength: 20, maxLength: 20 }),
      async (picks) => {
        const damaged = picks.map(([at, change]) => mutate(records[at] ?? good, change));
        const lines = [good, ...damaged, good].map((value) => JSON.stringify(value));
        const path = await files.write('damaged.jsonl', lines.join('\n'));
        const { reads } = await readAll(path);
        const places = new Set(
          reads.flatMap((read) =>
            read.type === 'record'
              ? [read.record.place.split(',')[0]]
              : read.type === 'rejected'
                ? [read.place.split(',')[0]]
                : [],
          ),
        );
        for (const [index, value] of damaged.entries())
          if (!isDescription(value))
            expect(places, JSON.stringify(value)).toContain(`line ${index + 2}`);
        for (const read of reads)
          if (read.type === 'record') {
            const time = read.record.occurredAt.getTime();
            expect(time < before || time > Date.now() + 86_400_000).toBe(true);
          }
      },
    ),
    { numRuns: 60 },
  );
});

/** Some lines only describe people, channels or the session, or repeat another line. */
function isDescription(value: JsonObject): boolean {
  const shape = shapes.find((one) => one.matches(value));
  if (shape === undefined) return false;
  const { lists = [] } = shape;
  const known = { people: new Map(), streams: new Map(), counts: new Map() };
  const found = shape.read(value, known, { type: 'row', place: '', value, marks: [], payload: '' });
  return (
    Array.isArray(found) && found.length === 0 && (lists.length === 0 || isEmpty(value, lists))
  );
}

/** None of the lists has an entry. */
function isEmpty(value: JsonObject, lists: readonly string[]): boolean {
  return lists.every((path) => {
    const list = valueAt(value, path);
    return typeof list !== 'object' || list === null || Object.keys(list).length === 0;
  });
}
