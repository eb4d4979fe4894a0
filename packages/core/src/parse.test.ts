import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { parse } from './parse.ts';

const split = vi.fn<(list: string) => string[]>((list) => list.split(','));
const Filter = z.object({ kinds: z.string().transform(split).optional() });

test('all issues are reported at once, each with its path', () => {
  const schema = z.object({ a: z.string(), b: z.object({ c: z.number() }) });
  expect(() => parse(schema, { b: {} })).toThrow(
    expect.objectContaining({
      code: 'invalid',
      message: expect.stringMatching(/^a: .+; b\.c: .+/) as unknown,
      issues: [
        expect.objectContaining({ at: 'a' }) as unknown,
        expect.objectContaining({ at: 'b.c' }) as unknown,
      ],
    }),
  );
});

test('does not parse a value twice with one schema', () => {
  split.mockClear();
  const parsed = parse(Filter, { kinds: 'a,b' });
  expect(parse(Filter, parsed)).toBe(parsed);
  expect(split).toHaveBeenCalledTimes(1);
});

test('nor with an extension of the schema that produced it', () => {
  const parsed = parse(Filter.extend({ incident: z.string() }), { kinds: 'a', incident: 'INC-1' });
  expect(parse(Filter, parsed)).toBe(parsed);
});

test('parses a copy, another schema and a stricter schema', () => {
  const parsed = parse(Filter, { kinds: 'a' });
  expect(() => parse(Filter, { ...parsed })).toThrow('kinds');
  expect(() => parse(z.object({ kinds: z.string() }), parsed)).toThrow('kinds');
  const loose = z.object({ from: z.number(), until: z.number() });
  const ordered = loose.refine(({ from, until }) => from < until, 'Start before the end');
  expect(() => parse(ordered, parse(loose, { from: 2, until: 1 }))).toThrow('Start before the end');
  const range = parse(loose.extend({ by: z.string() }), { from: 1, until: 2, by: 'Ana' });
  expect(() => parse(loose.strict(), range)).toThrow('by');
});
