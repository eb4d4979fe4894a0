import type { FrozenLive } from '@debrief/contract';
import { expect, test } from 'vitest';
import { renderDrawings } from './drawings.ts';

const id = (at: number) => `01a22500-0000-7000-8000-${String(at).padStart(12, '0')}`;

/** A version whose graph has each factor lead to the next ones. */
async function draw(factors: number, links: number, versionId: string): Promise<string[]> {
  const graph: FrozenLive = {
    kind: 'factors',
    factors: Array.from({ length: factors }, (_, at) => ({
      id: id(at),
      statement: `Factor ${at}`,
      at: '2026-03-02T08:00:00.000Z',
      precision: 'exact',
      kind: 'trigger',
      sense: '',
      belief: '',
      reality: '',
      cites: [],
    })),
    links: Array.from({ length: links }, (_, at) => ({
      id: id(10_000 + at),
      from: id(at % factors),
      to: id((at + 1 + Math.floor(at / factors)) % factors),
      kind: 'led-to',
    })),
  };
  const article = { version: { id: versionId }, live: new Map([['graph', graph]]) };
  return [...(await renderDrawings(article, 'page')).values()];
}
const countDrawings = async (factors: number, links: number, versionId: string) =>
  (await draw(factors, links, versionId)).length;

test('draws text of at least 12 px, in the font of the page, at its full size', async () => {
  const [svg = ''] = await draw(12, 14, 'legible');
  const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((found) => Number(found[1]));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  expect(svg).toContain("font-family=\"'Inter Variable', Inter,");
  const [, box, width] = /viewBox="0 0 (\d+) \d+" width="(\d+)"/.exec(svg) ?? [];
  expect(width).toBe(box);
});

// A published graph of 400 factors and 4,000 links, imported with a bundle, kept the server busy for
// half a minute when the first person opened its page.
test('draws graphs only up to a size that is laid out quickly', async () => {
  expect(await countDrawings(20, 30, 'small')).toBe(1);
  expect(await countDrawings(151, 1, 'many factors')).toBe(0);
  expect(await countDrawings(100, 301, 'many links')).toBe(0);
  expect(await countDrawings(400, 4_000, 'both')).toBe(0);
});
