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

/** A series with the record that each of its points comes from. */
export interface SampledSeries extends Series {
  evidence: readonly string[];
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
  const add = (sample: Sample, { component, metric, part, value }: Measured) => {
    const id = `${component}\n${metric}\n${part}`;
    if (value === null) {
      unreadable.set(id, (unreadable.get(id) ?? 0) + 1);
      return;
    }
    let series = found.get(id);
    if (!series) {
      if (found.size >= mostSeries) {
        if (cut.size < mostCounted) cut.add(id);
        return;
      }
      series = { component, metric, points: [] };
      found.set(id, series);
    }
    series.points.push({ at: sample.at, value, evidenceId: sample.id });
  };
  const readColumns = createColumnReader();
  for (const sample of samples) {
    if (isOneValue(sample)) readOne(sample, (one) => add(sample, one));
    else readColumns(sample, (one) => add(sample, one));
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
  const [first] = parts;
  const all = parts.flatMap(({ points }) => keepLast(points));
  const ordered = parts.length > 1 ? all.toSorted((a, b) => a.at - b.at) : all;
  const points: Point[] = [];
  const evidence: string[] = [];
  for (let index = 0; index < ordered.length;) {
    const { at = 0, evidenceId = '' } = ordered[index] ?? {};
    let [sum, count] = [0, 0];
    for (; ordered[index]?.at === at; index += 1) {
      sum += ordered[index]?.value ?? 0;
      count += 1;
    }
    points.push([at, sum / count]);
    evidence.push(evidenceId);
  }
  return { id, component: first?.component ?? '', metric: first?.metric ?? '', points, evidence };
}

/** In time order; of two at the same time the later record. */
function keepLast(points: readonly Sampled[]): readonly Sampled[] {
  const isOrdered = points.every(
    ({ at }, index) => index === 0 || at > (points[index - 1]?.at ?? at),
  );
  if (isOrdered) return points;
  return [...new Map(points.map((point) => [point.at, point])).values()].toSorted(
    (a, b) => a.at - b.at,
  );
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
  at: number;
  value: number;
  evidenceId: string;
}

interface Found {
  component: string;
  metric: string;
  points: Sampled[];
}

interface Measured {
  component: string;
  metric: string;
  /** Which instance of the component. */
  part: string;
  /** Null if it is written in a way that is not read. */
  value: number | null;
}

type Add = (measured: Measured) => void;

const isOneValue = ({ text, fields }: Sample): boolean =>
  fields['value'] !== undefined ||
  metricLabels.some((name) => fields[name] !== undefined) ||
  (text !== '' && readNumber(text) !== 'unreadable');

function readOne({ text, fields, streamName }: Sample, add: Add): void {
  const value = readNumber(fields['value'] ?? /(\S+)$/.exec(text)?.[1] ?? '');
  if (value !== 'gap')
    add({ ...nameSeries(fields, streamName), value: value === 'unreadable' ? null : value });
}

/** Rows of a table: the first column with the name of a component says which one a row is of. */
function createColumnReader(): (sample: Sample, add: Add) => void {
  const known = new Map<string, { rank: number; component: string | null; metric: string }>();
  const readName = (column: string) => {
    const found = known.get(column) ?? {
      rank: componentLabels.indexOf(column.toLowerCase()),
      ...splitColumn(column),
    };
    known.set(column, found);
    return found;
  };
  return ({ fields, streamName }, add) => {
    const labels: { rank: number; column: string; written: string }[] = [];
    const values: { column: string; value: number | null }[] = [];
    for (const column in fields) {
      const written = fields[column] ?? '';
      const value = readNumber(written);
      const { rank } = readName(column);
      if (value === 'unreadable' && rank !== -1) labels.push({ rank, column, written });
      else if (value !== 'gap')
        values.push({ column, value: value === 'unreadable' ? null : value });
    }
    labels.sort((a, b) => a.rank - b.rank);
    const [label, ...others] = labels;
    const part = others.map(({ written }) => written).join(',');
    for (const { column, value } of values) {
      const { component, metric } = readName(column);
      if (label) add({ component: label.written, metric: column, part, value });
      else add({ component: component ?? streamName, metric, part, value });
    }
  };
}

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
function splitColumn(column: string): { component: string | null; metric: string } {
  const levels = column.split(' / ');
  if (levels.length > 1) return { component: levels[0] ?? '', metric: levels.slice(1).join(' ') };
  const [, component = '', metric = ''] =
    /^(.+?)(?:\s*[/|:]\s*|\.|\s+)([^./|:\s]+)$/.exec(column) ?? [];
  return component === '' ? { component: null, metric: column } : { component, metric };
}
