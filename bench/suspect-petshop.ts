import { ReadOptions } from '@debrief/contract';
import { openUpload, recogniseUpload } from '@debrief/readers';
import {
  rankComponents,
  readSamples,
  type ComponentInput,
  type ComponentLink,
  type Sample,
  type Series,
} from '@debrief/rules/suspects';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countFigure, type Figure } from './figures.ts';
import { baselines, type Method } from './suspect-baselines.ts';

const folder = join(import.meta.dirname, '../../shared/data/suspects/petshop/high_traffic');
/** The dataset's license asks for this wherever figures from it are shown. */
const attribution =
  'PetShop dataset, Copyright Amazon.com, Inc. or its affiliates, CC BY 4.0, https://github.com/amazon-science/petshop-root-cause-analysis';

interface Case {
  input: ComponentInput;
  cause: string;
}

const readRows = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** As an import reads it: three header rows, and a record for each component and time. */
async function readSeries(path: string, shiftMs = 0): Promise<Series[]> {
  const upload = await openUpload(path, 'metrics.csv');
  const reader = await recogniseUpload(upload);
  if (!reader) throw new Error(`${path} is not read`);
  const samples: Sample[] = [];
  for await (const read of reader.read(upload, ReadOptions.parse({}))) {
    if (read.type !== 'record') continue;
    const { place, occurredAt, text, details } = read.record;
    const at = occurredAt.getTime() + shiftMs;
    samples.push({ id: place, at, text, fields: details.fields ?? {}, streamName: 'metrics' });
  }
  return readSamples(samples).series.flatMap((one) => {
    const metric = /^(.+) Average$/.exec(one.metric)?.[1];
    return metric === undefined ? [] : [{ ...one, id: `${one.component} ${metric}`, metric }];
  });
}

function readLinks(): ComponentLink[] {
  const [names = [], ...rows] = readRows(join(folder, 'graph.csv'));
  return rows.flatMap(([from = '', ...cells]) =>
    cells.flatMap((cell, index) =>
      Number(cell) === 1 ? [{ from, to: names[index + 1] ?? '', kind: 'calls' as const }] : [],
    ),
  );
}

const extent = (series: readonly Series[]) => {
  const times = series.flatMap(({ points }) => points.map(([at]) => at));
  return { from: Math.min(...times), until: Math.max(...times) + 1 };
};

/** The normal run is from another day: it is placed before the window of the case. */
const earlierMs = -400 * 86_400_000;

async function readCase(
  path: string,
  normal: readonly Series[],
  links: ComponentLink[],
): Promise<Case> {
  const { target, root_cause: cause } = JSON.parse(
    readFileSync(join(path, 'target.json'), 'utf8'),
  ) as { target: { node: string; metric: string }; root_cause: { node: string } };
  const now = await readSeries(join(path, 'metrics.csv'));
  const known = new Map(normal.map((one) => [one.id, one]));
  for (const one of now)
    known.set(one.id, { ...one, points: [...(known.get(one.id)?.points ?? []), ...one.points] });
  const symptom = { component: target.node, metric: target.metric };
  // The graph of the dataset is complete: what is not in it is no candidate, for any method.
  const inGraph = new Set(links.flatMap(({ from, to }) => [from, to]));
  const input = {
    series: [...known.values()].filter(({ component }) => inGraph.has(component)),
    links,
    symptom,
    baseline: extent(normal),
    window: extent(now),
  };
  return { input, cause: cause.node };
}

/** Top-1, top-3 and the average of top-1 to top-5. */
function grade(cases: readonly Case[], method: Method) {
  const places = cases.map(({ input, cause }) => method(input).indexOf(cause));
  const top = (k: number) => places.filter((at) => at >= 0 && at < k).length / cases.length;
  return {
    top1: top(1),
    top3: top(3),
    avg5: [1, 2, 3, 4, 5].reduce((sum, k) => sum + top(k), 0) / 5,
  };
}

const ours: Method = (input) => rankComponents(input).suspects.map(({ component }) => component);

/**
 * The one-click correction that an investigator would make: each load balancer is in front of the
 * service that its name starts with, which the graph of the dataset lacks.
 */
function addFronts(one: Case): Case {
  const names = [...new Set(one.input.series.map(({ component }) => component))];
  const fronts = names.flatMap((from) => {
    const short = /^servi-(\w+)\./i.exec(from)?.[1]?.toLowerCase();
    const to = names.filter(
      (name) =>
        short !== undefined &&
        name.toLowerCase().replace('pet', '').startsWith(short) &&
        name.includes('ECS'),
    );
    return to.map((service) => ({ from, to: service, kind: 'fronts' as const }));
  });
  return { ...one, input: { ...one.input, links: [...one.input.links, ...fronts] } };
}

export async function* measurePetShop(): AsyncIterable<Figure> {
  if (!existsSync(folder)) return;
  const normal = await readSeries(join(folder, 'noissue/metrics.csv'), earlierMs);
  const links = readLinks();
  const cases: Case[] = [];
  for (const set of ['train', 'test'])
    for (const name of readdirSync(join(folder, set)))
      cases.push(await readCase(join(folder, set, name), normal, links));
  const rows = [
    ['this ranking', grade(cases, ours)] as const,
    [
      'this ranking, with load balancers marked as fronts',
      grade(cases.map(addFronts), ours),
    ] as const,
    ...Object.entries(baselines).map(([name, method]) => [name, grade(cases, method)] as const),
  ];
  console.log(
    `\n| PetShop, high traffic, ${cases.length} cases | top-1 | top-3 | Avg@5 |\n|---|---|---|---|`,
  );
  for (const [name, { top1, top3, avg5 }] of rows)
    console.log(`| ${name} | ${top1.toFixed(2)} | ${top3.toFixed(2)} | ${avg5.toFixed(2)} |`);
  const strengths = cases.map(({ input }) => rankComponents(input).strength);
  const count = (name: string) => strengths.filter((one) => one === name).length;
  console.log(
    `\nStrength: ${count('strong')} strong, ${count('moderate')} moderate, ${count('weak')} weak. ${measureFalseAlarms(cases[0], normal)}\n\n${attribution}\n`,
  );
  const avg5 = rows[0]?.[1].avg5 ?? 0;
  yield countFigure('PetShop, high traffic: Avg@5', avg5.toFixed(3), 'at least 0.90', avg5 >= 0.9);
}

/** Windows cut from the second half of the normal run, compared with the first half. */
function measureFalseAlarms(one: Case | undefined, normal: readonly Series[]): string {
  if (!one) return '';
  const { from, until } = extent(normal);
  const middle = (from + until) / 2;
  const length = 25 * 60_000;
  const windows = Array.from(
    { length: 20 },
    (_, index) => middle + (index * (until - middle - length)) / 19,
  );
  const strong = ['latency', 'availability'].map((metric) => {
    const symptom = { component: one.input.symptom.component, metric };
    const found = windows.filter(
      (start) =>
        rankComponents({
          series: normal,
          links: one.input.links,
          symptom,
          baseline: { from, until: middle },
          window: { from: start, until: start + length },
        }).strength === 'strong',
    );
    return `${found.length} of ${windows.length} (${metric})`;
  });
  return `Normal windows with a strong suspect: ${strong.join(', ')}.`;
}
