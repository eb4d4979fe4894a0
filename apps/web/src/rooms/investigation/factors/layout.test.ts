import type { FactorLink } from '@debrief/contract';
import { computeLayout, loadDagre, svgFile, wrapText } from '@debrief/render/drawing';
import { expect, it } from 'vitest';
import { factor } from '../finding.fixture.ts';
import { listLinksAt, describeCycles, findNextFactor } from './graph-navigation.ts';

const link = (from: string, to: string): FactorLink => ({
  id: `${from}${to}`,
  from,
  to,
  kind: 'led-to',
});
const factors = ['a', 'b', 'c', 'alone'].map((id) => factor({ id }));
const links = [link('a', 'b'), link('b', 'c'), link('c', 'a')];

it('places causes above effects without overlaps, including cycles and isolated factors', async () => {
  const { boxes, paths } = computeLayout(await loadDagre(), factors, links.slice(0, 2));
  const top = (id: string) => boxes.find((box) => box.factor.id === id)?.y ?? Number.NaN;
  expect(top('a')).toBeLessThan(top('b'));
  expect(top('b')).toBeLessThan(top('c'));
  expect(paths.every((path) => path.d.startsWith('M'))).toBe(true);
  const ring = computeLayout(await loadDagre(), factors, links);
  expect(ring.paths).toHaveLength(3);
  const overlaps = ring.boxes.flatMap((one) =>
    ring.boxes.filter(
      (other) =>
        other !== one &&
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.height &&
        other.y < one.y + one.height,
    ),
  );
  expect(overlaps).toEqual([]);
});

it('moves along the links, and sideways if there is none', async () => {
  const drawing = computeLayout(await loadDagre(), factors, links.slice(0, 2));
  expect([
    findNextFactor(drawing, 'a', 'down'),
    findNextFactor(drawing, 'b', 'up'),
    findNextFactor(drawing, 'c', 'down'),
  ]).toEqual(['b', 'a', null]);
  expect(
    findNextFactor(drawing, 'alone', 'left') ?? findNextFactor(drawing, 'alone', 'right'),
  ).toBe('a');
});

it('describes cycles and links in words', () => {
  expect(describeCycles([['a', 'b']], (id) => id)).toEqual(['“a” → “b” → “a”']);
  expect(listLinksAt(links, 'b').map(({ other, isForth }) => [other, isForth])).toEqual([
    ['a', false],
    ['c', true],
  ]);
});

it('writes a file in which hostile text stays text', async () => {
  const hostile = factor({ id: 'h', statement: '<script>alert(1)</script> & "so"' });
  const file = svgFile(computeLayout(await loadDagre(), [hostile], []), 'INC-1 <b>', () => '#000');
  expect(file).toContain('&lt;script&gt;');
  expect(file).not.toMatch(/<script|<b>/);
});

it('wraps at words, splits words that are too long, and marks truncated text', () => {
  expect(wrapText('one two three', 7, 3)).toEqual(['one two', 'three']);
  expect(wrapText('abcdefghij', 4, 9)).toEqual(['abcd', 'efgh', 'ij']);
  expect(wrapText('aaaa bbbb cccc', 4, 2)).toEqual(['aaaa', 'bbb…']);
  // A Chinese character is two columns wide, a line can break between any two, and no line starts
  // with a full stop.
  expect(wrapText('错误的路由 x。规则', 6, 9)).toEqual(['错误的', '路由', 'x。规', '则']);
});
