import { LinkKind, type FactorLink } from '@debrief/contract';
import { computeLayout, loadDagre } from '@debrief/render/drawing';
import { factor } from '../apps/web/src/rooms/investigation/finding.fixture.ts';
import { median, ms, timed, type Figure } from './figures.ts';
import { seeded } from './random.ts';

const nodes = 200;
const allowedMs = 500;

/** A graph of factors as a long investigation leaves it: each factor bears on one or two that came before it. */
export async function* measure(): AsyncIterable<Figure> {
  const next = seeded(7);
  const factors = Array.from({ length: nodes }, (_, index) =>
    factor({
      id: `f${index}`,
      statement: `Factor ${index}: the check failed because the new index had another name`,
    }),
  );
  const links = factors.slice(1).flatMap((_, index): FactorLink[] => {
    const from = `f${index + 1}`;
    const ends = next() < 0.4 ? 2 : 1;
    return Array.from({ length: ends }, (_, end) => {
      const to = `f${Math.floor(next() * (index + 1))}`;
      return {
        id: `${from}-${to}-${end}`,
        from,
        to,
        kind: LinkKind.options[Math.floor(next() * 4)] ?? 'led-to',
      };
    });
  });
  const dagre = await loadDagre();
  const taken = median(await timed(10, async () => computeLayout(dagre, factors, links), 2));
  yield {
    what: `Lay out ${nodes} factors with ${links.length} links`,
    measured: ms(taken),
    yardstick: `under ${allowedMs} ms`,
    isMet: taken < allowedMs,
  };
}
