import type { ComponentInput, Series } from '@debrief/rules/suspects';
import { listCallees, walkCallees } from '@debrief/rules/suspects';

/** A published method, as a list of components, best first. */
export type Method = (input: ComponentInput) => string[];

interface Node {
  name: string;
  key: string;
  normal: number[];
  now: number[];
}

const inside = ({ points }: Series, { from, until }: { from: number; until: number }): number[] =>
  points.flatMap(([at, value]) => (at >= from && at < until ? [value] : []));

function readNodes({ series, symptom, baseline, window, links }: ComponentInput, all = false) {
  const callees = listCallees(links);
  const upstream = walkCallees(callees, [symptom.component]);
  const nodes = series
    .filter(({ metric }) => metric === symptom.metric)
    .map((one): Node => ({
      name: one.component,
      key: one.component.toLowerCase(),
      normal: inside(one, baseline),
      now: inside(one, window),
    }))
    .filter(
      ({ key, normal, now }) => normal.length > 0 && now.length > 0 && (all || upstream.has(key)),
    );
  return { nodes, callees };
}

const sortNumbers = (values: readonly number[]) => values.toSorted((a, b) => a - b);
function quantile(values: readonly number[], share: number): number {
  const list = sortNumbers(values);
  const place = (list.length - 1) * share;
  const low = list[Math.floor(place)] ?? 0;
  return low + ((list[Math.ceil(place)] ?? low) - low) * (place % 1);
}
const median = (values: readonly number[]) => quantile(values, 0.5);
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function order(nodes: readonly Node[], score: (node: Node) => number): string[] {
  return nodes
    .map((node) => ({ name: node.name, score: score(node) }))
    .toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** The largest deviation from the mean in standard deviations, of what the symptom calls. */
const nSigma: Method = (input) =>
  order(readNodes(input).nodes, ({ normal, now }) => {
    const center = mean(normal);
    const deviation = Math.sqrt(mean(normal.map((value) => (value - center) ** 2)));
    return Math.max(...now.map((value) => (value - center) / (deviation || 1)));
  });

function robustScore({ normal, now }: Node, sign: (value: number) => number): number {
  const range = quantile(normal, 0.75) - quantile(normal, 0.25) || 1;
  return Math.max(...now.map((value) => sign((value - median(normal)) / range)));
}

/** BARO's RobustScorer (FSE 2024): signed, without a graph; and of absolute values, with one. */
const baro: Method = (input) =>
  order(readNodes(input, true).nodes, (node) => robustScore(node, (value) => value));
const baroWithGraph: Method = (input) =>
  order(readNodes(input).nodes, (node) => robustScore(node, Math.abs));

const anomalousFrom = 5;
const most = 1e6;
function anomaly({ normal, now }: Node): number {
  const spread = median(normal.map((value) => Math.abs(value - median(normal)))) / 0.6745;
  const far = Math.max(...now.map((value) => Math.abs(value - median(normal))));
  return spread === 0 ? (far > 0 ? most : 0) : Math.min(most, far / spread);
}

/** PetShop's traversal: anomalous, no anomalous callee, an anomalous path; the sum on that path. */
const traversal: Method = (input) => {
  const { nodes, callees } = readNodes(input);
  const scores = new Map(nodes.map((node) => [node.key, anomaly(node)]));
  const isAnomalous = (key: string) => (scores.get(key) ?? 0) > anomalousFrom;
  const best = new Map([[input.symptom.component.toLowerCase(), 0]]);
  const queue = [...best.keys()];
  for (const key of queue)
    for (const callee of callees.get(key) ?? []) {
      const sum = (best.get(key) ?? 0) + (scores.get(callee) ?? 0);
      if (!isAnomalous(callee) || sum <= (best.get(callee) ?? -1) || queue.length > 10_000)
        continue;
      best.set(callee, sum);
      queue.push(callee);
    }
  const isFound = ({ key }: Node) =>
    best.has(key) && isAnomalous(key) && ![...(callees.get(key) ?? [])].some(isAnomalous);
  return order(nodes.filter(isFound), ({ key }) => best.get(key) ?? 0);
};

/** Anomalous components by correlation with the symptom, then the others. */
const correlation: Method = (input) => {
  const { nodes } = readNodes(input);
  const target = nodes.find(({ key }) => key === input.symptom.component.toLowerCase());
  return order(
    nodes.filter((node) => node !== target),
    (node) => {
      const size = Math.min(node.now.length, target?.now.length ?? 0);
      const [a, b] = [node.now.slice(0, size), (target?.now ?? []).slice(0, size)];
      const [x, y] = [mean(a), mean(b)];
      const both = a.reduce((sum, value, index) => sum + (value - x) * ((b[index] ?? y) - y), 0);
      const length = (list: number[], center: number) =>
        Math.sqrt(list.reduce((sum, value) => sum + (value - center) ** 2, 0));
      const r = both / (length(a, x) * length(b, y) || Infinity);
      return Math.abs(r) + (anomaly(node) > anomalousFrom ? 10 : 0);
    },
  );
};

export const baselines: Record<string, Method> = {
  traversal,
  'correlation of anomalous components': correlation,
  'N-sigma': nSigma,
  'BARO, absolute, with the graph': baroWithGraph,
  'BARO, signed, no graph': baro,
};
