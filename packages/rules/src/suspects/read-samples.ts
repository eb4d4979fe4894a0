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

export interface ReadSamples {
  series: SampledSeries[];
  leftOut: {
    /** Series after the first 2,000. */
    series: number;
    /** Values of series that are not plain numbers, such as `12 ms`; NaN and empty cells are gaps. */
    values: number;
  };
}

const componentLabels =
  'component service microservice app application job container workload deployment pod instance host node name'.split(
    ' ',
  );
const metricLabels = ['__name__', 'metric', 'query', 'target'];
const notLabels = new Set(['value', 'time from', ...metricLabels]);
const mostSeries = 2_000;
const mostCounted = 100_000;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const gap = /^(?:|-|nan|null|none|n\/a|na|[+-]?inf(?:inity)?)$/i;

/**
 * The series of imported measurements. A gap stays a gap: NaN, infinite and empty values are no
 * points. Of two values at the same time the later record counts. The instances of a component are
 * averaged. More than 2,000 series are cut.
 */
export function readSamples(samples: readonly Sample[]): ReadSamples {
  const found = new Map<string, Found>();
  const cut = new Set<string>();
  const unreadable = new Map<string, number>();
  for (const sample of samples)
    for (const { component, metric, part, value } of readSample(sample)) {
      const id = `${toSeriesId({ component, metric })}\n${part}`;
      if (value === null) {
        unreadable.set(id, (unreadable.get(id) ?? 0) + 1);
        continue;
      }
      const series = found.get(id) ?? { component, metric, points: new Map<number, Sampled>() };
      if (!found.has(id) && found.size >= mostSeries) {
        if (cut.size < mostCounted) cut.add(id);
        continue;
      }
      found.set(id, series);
      series.points.set(sample.at, { value, evidenceId: sample.id });
    }
  const values = Array.from(unreadable, ([id, count]) => (found.has(id) ? count : 0));
  return {
    series: Array.from(Map.groupBy(found.values(), toSeriesId), ([id, parts]) =>
      joinParts(id, parts),
    ),
    leftOut: { series: cut.size, values: values.reduce((sum, count) => sum + count, 0) },
  };
}

/** One series of a component: the mean of its instances at each time. */
function joinParts(id: string, parts: readonly Found[]): SampledSeries {
  const at = new Map<number, { sum: number; count: number; evidenceId: string }>();
  for (const { points } of parts)
    for (const [time, { value, evidenceId }] of points) {
      const known = at.get(time) ?? { sum: 0, count: 0, evidenceId };
      at.set(time, { sum: known.sum + value, count: known.count + 1, evidenceId });
    }
  const ordered = [...at].toSorted(([a], [b]) => a - b);
  return {
    id,
    component: parts[0]?.component ?? '',
    metric: parts[0]?.metric ?? '',
    points: ordered.map(([time, { sum, count }]): Point => [time, sum / count]),
    evidence: new Map(ordered.map(([time, { evidenceId }]) => [time, evidenceId])),
  };
}

/** What a verdict names a series by. */
export const toSeriesId = ({ component, metric }: { component: string; metric: string }): string =>
  `${component}\n${metric}`;

/** Whether a sentence has the names of the component and the metric of a series, as words. */
export function namesSeries(
  sentence: string,
  { component, metric }: { component: string; metric: string },
): boolean {
  return [component, metric].every((name) => {
    const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(String.raw`(?<![\p{L}\p{N}_.-])${escaped}(?![\p{L}\p{N}_-])`, 'iu').test(
      sentence,
    );
  });
}

interface Sampled {
  value: number;
  evidenceId: string;
}

interface Found {
  component: string;
  metric: string;
  points: Map<number, Sampled>;
}

interface Measured {
  component: string;
  metric: string;
  /** Which instance of the component. */
  part: string;
  /** Null if it is written in a way that is not read. */
  value: number | null;
}

function readSample({ text, fields, streamName }: Sample): Measured[] {
  const isSeries =
    fields['value'] !== undefined ||
    metricLabels.some((name) => fields[name] !== undefined) ||
    (text !== '' && readNumber(text) !== 'unreadable');
  if (!isSeries) return readColumns(fields, streamName);
  const value = readNumber(fields['value'] ?? /(\S+)$/.exec(text)?.[1] ?? '');
  return value === 'gap' ? [] : [toMeasured(nameSeries(fields, streamName), value)];
}

/** A row of a table: the first column with the name of a component says which one it is of. */
function readColumns(fields: Sample['fields'], streamName: string): Measured[] {
  const values = Object.entries(fields).map(
    ([column, written]) => [column, readNumber(written), written] as const,
  );
  const labels = values.filter(
    ([column, value]) => value === 'unreadable' && componentLabels.includes(column.toLowerCase()),
  );
  const [label, ...others] = labels.toSorted(([a], [b]) => rankLabel(a) - rankLabel(b));
  const part = others.map(([column, , written]) => `${column}=${written}`).join(',');
  return values.flatMap(([column, value]) => {
    if (value === 'gap' || labels.some(([name]) => name === column)) return [];
    const named = label ? { component: label[2], metric: column } : splitColumn(column, streamName);
    return [toMeasured({ ...named, part }, value)];
  });
}

const rankLabel = (name: string) => componentLabels.indexOf(name.toLowerCase());

const toMeasured = (
  named: { component: string; metric: string; part: string },
  value: number | 'unreadable',
): Measured => ({ ...named, value: value === 'unreadable' ? null : value });

function readNumber(text: string): number | 'gap' | 'unreadable' {
  const written = text.trim();
  if (!number.test(written)) return gap.test(written) ? 'gap' : 'unreadable';
  const value = Number(written);
  return Number.isFinite(value) ? value : 'gap';
}

/**
 * By the first label that names a component. Further ones name its instances, and other labels
 * distinguish metrics.
 */
function nameSeries(fields: Sample['fields'], streamName: string) {
  const labels = componentLabels.flatMap((name) => fields[name] ?? []);
  const component = labels[0] ?? streamName;
  const name = metricLabels.find((one) => fields[one] !== undefined);
  const metric = (name === undefined ? undefined : fields[name]) ?? 'value';
  const others = Object.entries(fields)
    .filter(
      ([name, value]) =>
        !notLabels.has(name) && value !== component && !componentLabels.includes(name),
    )
    .map(([name, value]) => `${name}=${value}`);
  return {
    component,
    metric: others.length === 0 ? metric : `${metric}{${others.join(',')}}`,
    part: labels.slice(1).join(','),
  };
}

/** `orders.latency_p99`, `orders / latency / p99` and `orders latency` are of orders. */
function splitColumn(column: string, streamName: string) {
  const levels = column.split(' / ');
  if (levels.length > 1) return { component: levels[0] ?? '', metric: levels.slice(1).join(' ') };
  const [, component = '', metric = ''] =
    /^(.+?)(?:\s*[/|:]\s*|\.|\s+)([^./|:\s]+)$/.exec(column) ?? [];
  return component === '' ? { component: streamName, metric: column } : { component, metric };
}
