import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { evaluate, defaultSettings, vectorIn } from '../evaluate.ts';
import { parseDuration } from '../duration.ts';
import { parseRuleFile, type RuleGroup } from '../rule-file.ts';
import { RuleRun } from '../run-rules.ts';
import { SeriesStore } from '../select.ts';
import { evaluateSlo, type ObjectiveReport } from './evaluate-slo.ts';
import { readSlo } from './read-slo.ts';

// SLOs of Sloth and the rules that it generates; NOTES.md there describes them.
const data = fileURLToPath(new URL('../../../../../shared/data/slo/sloth/', import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stderr.write(`The rules of Sloth are skipped: there is no ${data}.\n`);

const read = (path: string) => readFileSync(join(data, path), 'utf8');
const minute = 60_000;
const atMs = 4 * 24 * 60 * minute;

/** Four days of requests by the minute, with an hour of errors at the end. */
function createStore(errorsAtEnd: number): SeriesStore {
  const store = new SeriesStore();
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const add = (
    name: string,
    labels: Record<string, string>,
    next: (time: number, before: number) => number,
  ) => {
    const series = store.add({ __name__: name, ...labels });
    let value = 0;
    for (let time = 0; time <= atMs; time += minute) {
      value = next(time, value);
      store.append(series, time, value);
    }
  };
  const grow =
    (most: number, mostAtEnd = most) =>
    (time: number, before: number) =>
      before + Math.round(random() * (time > atMs - 60 * minute ? mostAtEnd : most));
  for (const job of ['myservice', 'myapp'])
    for (const [code, most, end] of [
      ['200', 900],
      ['429', 1],
      ['500', 1, errorsAtEnd],
    ] as const)
      add('http_request_duration_seconds_count', { job, code }, grow(most, end));
  for (const [code, most, end] of [
    ['200', 500],
    ['503', 1, errorsAtEnd],
  ] as const)
    add('apiserver_request_total', { code }, grow(most, end));
  for (const verb of ['GET', 'WATCH']) {
    add(
      'apiserver_request_duration_seconds_bucket',
      { verb, le: '0.4' },
      (_, before) => before + 95,
    );
    add('apiserver_request_duration_seconds_bucket', { verb, le: '5' }, (_, before) => before + 99);
    add('apiserver_request_duration_seconds_count', { verb }, (_, before) => before + 100);
  }
  for (const mac of ['a', 'b', 'c'])
    add('unifipoller_client_satisfaction_ratio', { mac }, () => 0.4 + 0.6 * random());
  return store;
}

interface SlothFile {
  service: string;
  slos: {
    name: string;
    objective: number;
    sli: {
      events?: { error_query: string; total_query: string };
      raw?: { error_ratio_query: string };
    };
  }[];
}

/** The SLOs of a file in the own format of Sloth as OpenSLO, each with the id that Sloth gives it. */
function convert(path: string): { id: string; text: string }[] {
  return (parseAllDocuments(read(path)) as { toJS(): unknown }[]).flatMap((document) => {
    const { service, slos } = document.toJS() as SlothFile;
    return slos.map(({ name, objective, sli }) => {
      const metric = (query = '') => ({ metricSource: { type: 'Prometheus', spec: { query } } });
      const ratioMetric = sli.raw
        ? { raw: metric(sli.raw.error_ratio_query), rawType: 'failure' }
        : { bad: metric(sli.events?.error_query), total: metric(sli.events?.total_query) };
      const spec = {
        service,
        indicator: { metadata: { name: 'sli' }, spec: { ratioMetric } },
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ targetPercent: objective }],
      };
      const slo = { apiVersion: 'openslo/v1', kind: 'SLO', metadata: { name }, spec };
      return { id: `${service}-${name}`, text: JSON.stringify(slo) };
    });
  });
}

/** The SLOs of an OpenSLO file of Sloth, with the two fields that the validator of OpenSLO asks for. */
function complete(path: string): { id: string; text: string; objective: number }[] {
  const text = read(path)
    .replaceAll(/^( +)target: .*$/gm, '$&\n$1value: 1')
    .replaceAll(/^( +)unit: Day$/gm, '$&\n$1isRolling: true');
  return readSlo(path, text).slos.flatMap(({ service, name, objectives }) =>
    objectives.map((_, objective) => ({ id: `${service}-${name}-${objective}`, text, objective })),
  );
}

function reportFor(
  store: SeriesStore,
  id: string,
  text: string,
  objective: number,
): ObjectiveReport {
  const { slos, problems } = readSlo('slo.yml', text);
  expect(problems).toEqual([]);
  const slo = slos.find(({ service, name }) => id.startsWith(`${service}-${name}`));
  const found = slo && evaluateSlo(slo, store, atMs)[objective];
  if (!found) throw new Error(id);
  return found;
}

/** The error ratio of each window but 30d, which Sloth takes from the means of 5m. */
function ratiosIn(
  groups: readonly RuleGroup[],
  store: SeriesStore,
  id: string,
): Map<number, number> {
  const ratios = new Map<number, number>();
  for (const { name, expr, labels } of groups.flatMap(({ rules }) => rules)) {
    const window = /^slo:sli_error:ratio_rate(.+)$/.exec(name)?.[1];
    if (window === undefined || window === '30d' || labels.sloth_id !== id) continue;
    const columns = vectorIn(evaluate(store, expr, { startMs: atMs, stepMs: 1, count: 1 }));
    expect(columns).toHaveLength(1);
    ratios.set(parseDuration(window), columns[0]?.values[0] ?? NaN);
  }
  return ratios;
}

const files = hasData
  ? [
      ...[
        'getting-started',
        'home-wifi',
        'kubernetes-apiserver',
        'multifile',
        'no-alerts',
        'raw-home-wifi',
      ].flatMap((name) => convert(`${name}.yml`).map((one) => ({ name, objective: 0, ...one }))),
      ...['openslo-getting-started', 'openslo-kubernetes-apiserver'].flatMap((name) =>
        complete(`${name}.yml`).map((one) => ({ name, ...one })),
      ),
    ]
  : [];

describe.skipIf(!hasData)('the rules that Sloth generates', () => {
  test('all files but the one for MetricsQL are compared', () => {
    expect(files).toHaveLength(13);
  });

  test.each([2, 120, 900])(
    'give our error ratios and alerts, with up to %d errors a minute',
    (errors) => {
      const store = createStore(errors);
      const severities = new Set<string>();
      for (const { name, id, text, objective } of files) {
        const groups = read(`_gen/${name}.yml`)
          .split(/^---$/m)
          .filter((document) => document.includes('groups:'))
          .flatMap((document) => parseRuleFile(name, document));
        const report = reportFor(store, id, text, objective);
        const ratios = ratiosIn(groups, store, id);
        expect(ratios.size, id).toBe(7);
        for (const { shortMs, longMs, short, long } of report.burns)
          for (const [windowMs, burn] of [
            [shortMs, short],
            [longMs, long],
          ] as const)
            expect((burn ?? NaN) * (1 - report.target), `${id} ${windowMs}`).toBeCloseTo(
              ratios.get(windowMs) ?? NaN,
              12,
            );
        const own = groups.filter(({ name: group }) => group.endsWith(`-${id}`));
        if (!own.some(({ rules }) => rules.some(({ kind }) => kind === 'alert'))) continue;
        const run = new RuleRun(createStore(errors), own, defaultSettings);
        run.run({ startMs: atMs, stepMs: minute, count: 1 });
        const firing = new Set(run.episodes.map(({ labels }) => labels.sloth_severity));
        const ours = new Set(
          report.burns.flatMap(({ severity, alerts }) => (alerts ? [severity] : [])),
        );
        expect(ours, id).toEqual(firing);
        for (const severity of ours) severities.add(severity);
      }
      expect(severities.has('page')).toBe(true);
    },
  );

  test('MetricsQL has no verdict', () => {
    const [slo] = convert('victoria-metrics.yml');
    const report = reportFor(createStore(2), slo?.id ?? '', slo?.text ?? '', 0);
    expect(report).toMatchObject({ reached: null, budget: null });
    expect(['unsupported', 'failed']).toContain(report.verdict);
  });
});
