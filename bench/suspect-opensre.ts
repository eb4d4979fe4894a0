import {
  findChangeKind,
  listSymptomWords,
  rankChanges,
  rankShifts,
  type Change,
  type Series,
} from '@debrief/rules/suspects';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countFigure, type Figure } from './figures.ts';

const folder = join(import.meta.dirname, '../../shared/data/suspects/opensre/rds_postgres');
const healthy = ['000', '007', '013'];
/** What must not be first, by the notes of the data: metrics and words of events. */
const redHerrings: Record<string, RegExp> = {
  '006': /CPUUtilization/,
  '012': /maintenance|failover|promot/i,
};

interface Metric {
  metric_name: string;
  stat: string;
  dimensions: { Value: string }[];
  timestamps: string[];
  values: number[];
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Names, times and values only: the fields of the data that give the answer away are not read. */
function readMetrics(path: string): Metric[] {
  return readdirSync(path)
    .filter((name) => name.startsWith('aws_cloudwatch_metrics'))
    .flatMap((name) => {
      const body = readJson(join(path, name)) as Partial<Metric> & {
        metric_data_results?: Metric[];
      };
      return body.metric_data_results ?? ('values' in body ? [body as Metric] : []);
    });
}

function toSeries(
  { metric_name: metric, dimensions, timestamps, values }: Metric,
  index: number,
): Series {
  const points = values.map((value, at) => [Date.parse(timestamps[at] ?? ''), value] as const);
  return { id: `${index}`, component: dimensions[0]?.Value ?? '', metric, points };
}

interface Alert {
  title: string;
  commonAnnotations: { summary?: string; db_instance_identifier?: string };
}

function readEvents(path: string): Change[] {
  const { events } = readJson(join(path, 'aws_rds_events.json')) as {
    events: { date: string; message: string; source_identifier: string }[];
  };
  return events.map(({ date, message, source_identifier: source }, index) => ({
    id: `${index}`,
    at: Date.parse(date),
    until: null,
    kind: findChangeKind(message, []),
    text: message,
    services: [source],
  }));
}

/** The metric that the title of the alert names, by the words in both. */
function findSymptom(series: readonly Series[], title: string): Series | undefined {
  const words = listSymptomWords(title).map(({ stem }) => stem.slice(0, 5));
  const count = ({ metric }: Series) =>
    words.filter((word) => metric.toLowerCase().includes(word)).length;
  const [best] = series.toSorted((a, b) => count(b) - count(a));
  return best && count(best) > 0 ? best : undefined;
}

function rankScenario(path: string) {
  const alert = readJson(join(path, 'alert.json')) as Alert;
  const all = readMetrics(path).map(toSeries);
  const symptom = findSymptom(all, alert.title);
  const { strength, suspects } = rankShifts(all, symptom?.id ?? null);
  const at = Math.max(...all.flatMap(({ points }) => points.map(([time]) => time)));
  const text = `${alert.title} ${alert.commonAnnotations.summary ?? ''}`;
  const events = rankChanges(readEvents(path), { at, toleranceMs: 0, text, services: [] });
  return {
    symptom: symptom?.metric ?? 'none',
    strength,
    first: suspects.slice(0, 3).map(({ metric }) => metric),
    event: events.suspects[0]?.change.text ?? '',
  };
}

export async function* measureOpenSre(): AsyncIterable<Figure> {
  if (!existsSync(folder)) return;
  console.log(
    '\n| OpenSRE | symptom | strength | first three metrics | first event |\n|---|---|---|---|---|',
  );
  const wrong: string[] = [];
  for (const name of readdirSync(folder).filter((one) => /^0\d\d-/.test(one))) {
    const { symptom, strength, first, event } = rankScenario(join(folder, name));
    const label = strength === 'strong' ? 'strong' : `${strength}: no strong suspect`;
    console.log(
      `| ${name} | ${symptom} | ${label} | ${first.join(', ') || '-'} | ${event.slice(0, 60) || '-'} |`,
    );
    const number = name.slice(0, 3);
    if (healthy.includes(number) && strength === 'strong')
      wrong.push(`${name} has a strong suspect`);
    if (redHerrings[number]?.test(first[0] ?? '')) wrong.push(`${name} has its red herring first`);
  }
  console.log(wrong.length === 0 ? '' : `\nWrong: ${wrong.join('; ')}.\n`);
  yield countFigure(
    'OpenSRE: healthy scenarios without a strong suspect, no red herring first',
    wrong.length === 0 ? 'all' : wrong.join('; '),
    'all',
    wrong.length === 0,
  );
}
