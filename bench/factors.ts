import { LinkKind, type FactorLink } from '@debrief/contract';
import { computeLayout, loadDagre } from '@debrief/render/drawing';
import { factor } from '../apps/web/src/rooms/investigation/finding.fixture.ts';
import { inTurns, ratioFigure, type Figure } from './figures.ts';
import { createRandom } from './random.ts';

const nodes = 200;

/**
 * A graph of factors like that of a long investigation: each factor influences one or two earlier
 * ones.
 */
export async function* measure(): AsyncIterable<Figure> {
  const next = createRandom(7);
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
  yield ratioFigure(
    `Lay out ${nodes} factors with ${links.length} links`,
    await inTurns(
      10,
      async () => computeLayout(dagre, factors, links),
      async () => layOutBare(dagre, factors, links),
    ),
    'only dagre, on boxes of one size',
    1.5,
  );
}

function layOutBare(
  { Graph, layout }: Awaited<ReturnType<typeof loadDagre>>,
  factors: readonly { id: string }[],
  links: readonly FactorLink[],
): void {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB' });
  for (const { id } of factors) graph.setNode(id, { width: 216, height: 80 });
  for (const { id, from, to } of links) graph.setEdge(from, to, { width: 60, height: 16 }, id);
  layout(graph);
}
