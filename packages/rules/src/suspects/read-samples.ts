import type { Series } from './rank-components.ts';
import type { Point } from './series-statistics.ts';

/** A record of measurements, as imported: one value with its labels, or a row of columns. */
export interface Sample {
  id: string;
  at: number;
  text: string;
  fields: Readonly<Record<string, string>>;
  streamName: string;
}

/** A series whose points are also named by the record that they come from. */
export interface SampledSeries extends Series {
  evidence: ReadonlyMap<number, string>;
}

const componentLabels =
  'component service microservice app application job container workload deployment pod instance host node name'.split(
    ' ',
  );
const notLabels = new Set(['value', 'query', '__name__', 'time from', 'metric']);
const mostSeries = 2_000;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * The series of imported measurements. A gap stays a gap: NaN, infinite and empty values are no
 * points. Of two values at the same time the later record counts. More than 2,000 series are cut.
 */
export function readSamples(samples: readonly Sample[]): SampledSeries[] {
  const found = new Map<
    string,
    { component: string; metric: string; points: Map<number, Found> }
  >();
  for (const sample of samples)
    for (const { component, metric, value } of readSample(sample)) {
      const id = `${component}\n${metric}`;
      const series = found.get(id) ?? { component, metric, points: new Map<number, Found>() };
      if (!found.has(id) && found.size >= mostSeries) continue;
      found.set(id, series);
      series.points.set(sample.at, { value, evidenceId: sample.id });
    }
  return Array.from(found, ([id, { component, metric, points }]) => {
    const ordered = [...points].toSorted(([a], [b]) => a - b);
    return {
      id,
      component,
      metric,
      points: ordered.map(([at, { value }]): Point => [at, value]),
      evidence: new Map(ordered.map(([at, { evidenceId }]) => [at, evidenceId])),
    };
  });
}

interface Found {
  value: number;
  evidenceId: string;
}

interface Measured {
  component: string;
  metric: string;
  value: number;
}

function readSample({ text, fields, streamName }: Sample): Measured[] {
  const single = readNumber(fields['value'] ?? '') ?? readNumber(/(\S+)$/.exec(text)?.[1] ?? '');
  const isSeries = fields['value'] !== undefined || fields['__name__'] !== undefined;
  if (isSeries)
    return single === null ? [] : [{ ...nameSeries(fields, streamName), value: single }];
  return Object.entries(fields).flatMap(([column, written]) => {
    const value = readNumber(written);
    return value === null ? [] : [{ ...splitColumn(column, streamName), value }];
  });
}

function readNumber(text: string): number | null {
  if (!number.test(text.trim())) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** By the first label that names a component; other labels distinguish metrics of one component. */
function nameSeries(fields: Sample['fields'], streamName: string) {
  const label = componentLabels.find((name) => fields[name] !== undefined);
  const component = (label === undefined ? undefined : fields[label]) ?? streamName;
  const metric = fields['__name__'] ?? fields['metric'] ?? fields['query'] ?? 'value';
  const others = Object.entries(fields)
    .filter(
      ([name, value]) =>
        !notLabels.has(name) && value !== component && !componentLabels.includes(name),
    )
    .map(([name, value]) => `${name}=${value}`);
  return { component, metric: others.length === 0 ? metric : `${metric}{${others.join(',')}}` };
}

/** `orders.latency_p99`, `orders / latency` and `orders latency` are the latency of orders. */
function splitColumn(column: string, streamName: string) {
  const [, component = '', metric = ''] =
    /^(.+?)(?:\s*[/|:]\s*|\.|\s+)([^./|:\s]+)$/.exec(column) ?? [];
  return component === '' ? { component: streamName, metric: column } : { component, metric };
}
