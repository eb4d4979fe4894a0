import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCycles } from './cycles.ts';

const node = fc.integer({ min: 0, max: 8 }).map((number) => `f${number}`);
const graph = fc.array(
  fc.record({ from: node, to: node }).filter((link) => link.from !== link.to),
  { maxLength: 24 },
);

function reaches(links: { from: string; to: string }[], start: string): Set<string> {
  const seen = new Set<string>();
  const left = [start];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    for (const { from, to } of links) {
      if (from !== at || seen.has(to)) continue;
      seen.add(to);
      left.push(to);
    }
  }
  return seen;
}

test('two factors are in one cycle exactly if each leads to the other', () => {
  fc.assert(
    fc.property(graph, (links) => {
      const rings = findCycles(links);
      const nodes = [...new Set(links.flatMap((link) => [link.from, link.to]))];
      for (const one of nodes) {
        for (const other of nodes) {
          if (one === other) continue;
          const isRing = reaches(links, one).has(other) && reaches(links, other).has(one);
          expect(rings.some((ring) => ring.includes(one) && ring.includes(other))).toBe(isRing);
        }
      }
      expect(new Set(rings.flat()).size).toBe(rings.flat().length);
    }),
  );
});
