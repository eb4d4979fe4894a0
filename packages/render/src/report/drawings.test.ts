import type { FrozenLive } from '@debrief/contract';
import { expect, test } from 'vitest';
import { renderDrawings } from './drawings.ts';

const id = (at: number) => `01a22500-0000-7000-8000-${String(at).padStart(12, '0')}`;

/** A version whose graph has each factor lead to the next ones. */
async function countDrawings(factors: number, links: number, versionId: string): Promise<number> {
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
  return (await renderDrawings(article, 'page')).size;
}

// A published graph of 400 factors and 4,000 links, imported with a bundle, kept the server busy for
// half a minute when the first person opened its page.
test('draws graphs only up to a size that is laid out quickly', async () => {
  expect(await countDrawings(20, 30, 'small')).toBe(1);
  expect(await countDrawings(151, 1, 'many factors')).toBe(0);
  expect(await countDrawings(100, 301, 'many links')).toBe(0);
  expect(await countDrawings(400, 4_000, 'both')).toBe(0);
});
