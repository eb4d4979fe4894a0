import { gzipSync } from 'node:zlib';

/** Numbers from 0 to below 1, the same for a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Dice {
  below(limit: number): number;
  pick<T>(values: readonly T[]): T | undefined;
}

export function rollDice(random: () => number): Dice {
  const below = (limit: number) => Math.floor(random() * limit);
  return { below, pick: (values) => values[below(values.length)] };
}

/** What breaks parsers, as text. */
const tokens = [
  '\0',
  '\uFEFF',
  '"',
  "'",
  '\n',
  '\r',
  '\n\n\n',
  ',',
  '\t',
  '{',
  '}',
  '[[[[[[[[',
  ']',
  '<',
  '</',
  '&#x0;',
  '\\u0000',
  '\\ud800',
  '1e999',
  '-1',
  '9007199254740993',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0000-00-00',
  '2026-02-30T25:61:61+99:99',
  'null',
  'NaN',
  '--',
  '-->',
  '-----',
  '%s%n',
  '../../etc/passwd',
  '\u202e',
  '\u2588',
  '\ud83d\ude00',
  '\ud83d',
  'From ',
  'BEGIN:VEVENT\n',
  '\u0085',
  '\u2028',
];

const values: readonly (() => unknown)[] = [
  () => null,
  () => [],
  () => ({}),
  () => '',
  () => -1,
  () => 1e300,
  () => 0,
  () => true,
  () => '\0',
  () => '\ud800',
  () => 'x'.repeat(20_000),
  () => '2026-02-30T25:61:61Z',
  () => 253_402_300_800_000,
  () => [[[[{ a: [null] }]]]],
  () => [[{ toString: 1 }]],
  () => ({ toString: 1, __proto__: null, constructor: 'x' }),
  () => Array.from({ length: 300 }, (_, index) => index),
];

type Mutation = (bytes: Buffer, dice: Dice, other: Buffer) => Buffer;

const splice = (bytes: Buffer, from: number, until: number, put: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(until)]);

const mutations: readonly Mutation[] = [
  (bytes, dice) => splice(bytes, dice.below(bytes.length), bytes.length, Buffer.alloc(0)),
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    return splice(bytes, at, at + 1, Buffer.from([dice.below(256)]));
  },
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    return splice(bytes, at, at + dice.below(200), Buffer.alloc(0));
  },
  (bytes, dice) => {
    const [at, from] = [dice.below(bytes.length), dice.below(bytes.length)];
    return splice(bytes, at, at, bytes.subarray(from, from + dice.below(2_000)));
  },
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    return splice(bytes, at, at + dice.below(10), Buffer.from(dice.pick(tokens) ?? ''));
  },
  (bytes, dice, other) => {
    const at = dice.below(other.length);
    const from = dice.below(bytes.length);
    return splice(bytes, from, from, other.subarray(at, at + dice.below(3_000)));
  },
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    const part = bytes.subarray(at, at + 1 + dice.below(6));
    return splice(
      bytes,
      at,
      at,
      Buffer.concat(Array.from({ length: dice.below(2_000) }, () => part)),
    );
  },
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n')),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) => gzipSync(bytes, { level: 1 }),
  mutateJson,
  mutateJson,
  mutateJson,
  mutateLines,
];

/** Replaces, removes or repeats values of a JSON document, at any depth. */
function mutateJson(bytes: Buffer, dice: Dice): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return mutateLines(bytes, dice);
  }
  return Buffer.from(JSON.stringify(mutateValue(value, dice)));
}

function mutateValue(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.below(5) === 0)
    return dice.pick(values)?.();
  const entries = Object.entries(value);
  const at = dice.below(entries.length);
  const changed = entries.flatMap(([name, inner], index): [string, unknown][] => {
    if (index !== at) return [[name, inner]];
    if (dice.below(8) === 0) return [];
    return [[dice.below(10) === 0 ? `${name}_` : name, mutateValue(inner, dice)]];
  });
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

function mutateLines(bytes: Buffer, dice: Dice): Buffer {
  const lines = bytes.toString('utf8').split('\n');
  const at = dice.below(lines.length);
  const kind = dice.below(4);
  if (kind === 0) lines.splice(at, 1);
  else if (kind === 1) lines.splice(at, 0, lines[dice.below(lines.length)] ?? '');
  else if (kind === 2) lines.splice(at, 1, (lines[at] ?? '').split('').toReversed().join(''));
  else lines.sort((a, b) => (a < b ? 1 : -1));
  return Buffer.from(lines.join('\n'));
}

/** One to three damages to these bytes; `other` lends parts. */
export function mutate(bytes: Buffer, random: () => number, other: Buffer): Buffer {
  const dice = rollDice(random);
  let mutated = bytes;
  for (let left = 1 + dice.below(3); left > 0 && mutated.length > 0; left -= 1)
    mutated = dice.pick(mutations)?.(mutated, dice, other) ?? mutated;
  return mutated.subarray(0, 2_000_000);
}
