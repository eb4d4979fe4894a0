import type { Factor, FactorLink } from '@debrief/contract';
import { linkWords } from './words.ts';
import { wrapText } from './wrap.ts';

type Dagre = Pick<typeof import('@dagrejs/dagre'), 'Graph' | 'layout'>;

export interface Point {
  x: number;
  y: number;
}
export type DrawnFactor = Pick<Factor, 'id' | 'kind' | 'statement'>;
export interface Box<F extends DrawnFactor = Factor> extends Point {
  factor: F;
  lines: string[];
  width: number;
  height: number;
}
export interface Path {
  link: FactorLink;
  d: string;
  label: Point;
}
export interface Drawing<F extends DrawnFactor = Factor> {
  boxes: Box<F>[];
  paths: Path[];
  width: number;
  height: number;
}

const boxWidth = 216;
export const lineHeight = 16;
export const boxHead = 26;
const margin = 24;

/** The layout code is loaded when a graph is drawn. */
export function loadDagre(): Promise<Dagre> {
  return import('@dagrejs/dagre');
}

/** Positions every factor and link: causes are above their effects. */
export function computeLayout<F extends DrawnFactor>(
  { Graph, layout }: Dagre,
  factors: readonly F[],
  links: readonly FactorLink[],
): Drawing<F> {
  const graph = new Graph<object, Placed, Routed>({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 28,
    edgesep: 16,
    ranksep: 30,
    marginx: margin,
    marginy: margin,
  });
  const lines = new Map(factors.map((factor) => [factor.id, wrapText(factor.statement, 29, 6)]));
  for (const { id } of factors)
    graph.setNode(id, {
      width: boxWidth,
      height: boxHead + (lines.get(id)?.length ?? 1) * lineHeight + 10,
      x: 0,
      y: 0,
    });
  const drawn = links.filter((link) => lines.has(link.from) && lines.has(link.to));
  for (const { id, from, to, kind } of drawn)
    graph.setEdge(
      from,
      to,
      {
        width: linkWords[kind].forth.length * 6 + 12,
        height: 16,
        labelpos: 'c',
        points: [],
        x: 0,
        y: 0,
      },
      id,
    );
  if (factors.length > 0) layout(graph);
  const boxes = factors.map((factor): Box<F> => {
    const { x, y, width, height } = graph.node(factor.id);
    return {
      factor,
      lines: lines.get(factor.id) ?? [],
      width,
      height,
      x: x - width / 2,
      y: y - height / 2,
    };
  });
  const paths = drawn.map((link): Path => {
    const { points, x, y } = graph.edge(link.from, link.to, link.id);
    return { link, d: curve(points), label: { x, y } };
  });
  return {
    boxes,
    paths,
    width: Math.max(0, ...boxes.map((box) => box.x + box.width)) + margin,
    height: Math.max(0, ...boxes.map((box) => box.y + box.height)) + margin,
  };
}

interface Placed extends Point {
  width: number;
  height: number;
}
interface Routed extends Placed {
  labelpos: 'c';
  points: Point[];
}

/** A curve through the points, rounded at each of them. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `M${at(first)} ${bends.join(' ')} L${at(last)}`;
}
