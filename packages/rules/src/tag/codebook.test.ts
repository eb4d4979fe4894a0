import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findReplacements, foldTagName, refuseMerge, tidyTagName } from './index.ts';

const tag = (id: string, mergedInto: string | null = null) => ({ id, name: id, mergedInto });

describe('names of tags', () => {
  test.each([
    ['Red herring', 'red  HERRING'],
    ['Ｒｅｄ herring', 'Red herring'],
    ['Straße', 'STRASSE'],
    ['café', 'cafe\u0301'],
    ['red\u00A0herring', 'red herring'],
    ['zero\u200Bwidth', 'zerowidth'],
    ['ΛΌΓΟΣ', 'λόγος'],
  ])('%s and %s are the same', (one, other) => expect(foldTagName(one)).toBe(foldTagName(other)));

  test.each([
    ['año', 'ano'],
    ['detection', 'detector'],
    ['5xx', '4xx'],
  ])('%s and %s are different', (one, other) =>
    expect(foldTagName(one)).not.toBe(foldTagName(other)),
  );

  test('folding again changes nothing, and tidying keeps the folded name', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldTagName(foldTagName(name))).toBe(foldTagName(name));
        expect(foldTagName(tidyTagName(name))).toBe(foldTagName(name));
      }),
    ));
});

describe('merges', () => {
  test('a chain ends at the last tag, and undoing one merge changes only what came through it', () => {
    const ends = (...tags: ReturnType<typeof tag>[]) =>
      Object.fromEntries([...findReplacements(tags)].map(([id, { id: end }]) => [id, end]));
    expect(ends(tag('a', 'b'), tag('b', 'c'), tag('c'), tag('d', 'b'))).toEqual({
      a: 'c',
      b: 'c',
      c: 'c',
      d: 'c',
    });
    expect(ends(tag('a', 'b'), tag('b'), tag('c'), tag('d', 'b'))).toEqual({
      a: 'b',
      b: 'b',
      c: 'c',
      d: 'b',
    });
  });

  test('a circle, which no merge makes, still ends', () =>
    expect(findReplacements([tag('a', 'b'), tag('b', 'a')]).size).toBe(2));

  test('accepted merges, in any order, never form a circle', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 30 }), (pairs) => {
        const tags = 'abcdef'.split('').map((id) => tag(id));
        for (const [from, to] of pairs) {
          const [one, other] = [tags[from], tags[to]];
          if (one && other && refuseMerge(one, other) === null) one.mergedInto = other.id;
        }
        for (const end of findReplacements(tags).values()) expect(end.mergedInto).toBeNull();
      }),
    ));
});
