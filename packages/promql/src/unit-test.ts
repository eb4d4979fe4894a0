import { durationText, parseDuration } from './duration.ts';
import { QueryError } from './errors.ts';
import { defaultSettings, evaluate } from './evaluate.ts';
import { labelKey, labelsText, type Labels } from './labels.ts';
import { numberText, parseNumber } from './literals.ts';
import { parseQuery } from './parse-query.ts';
import { fieldsIn, listIn, readYaml, textIn, textsIn, type Yaml } from './read-yaml.ts';
import { parseRuleFile, type RuleGroup } from './rule-file.ts';
import { RuleRun } from './run-rules.ts';
import { SeriesStore } from './select.ts';
import { loadSeries, parseSeriesLabels } from './series-notation.ts';
import type { Expr } from './syntax.ts';

/** One expectation of a unit test. */
export interface TestCase {
  test: string;
  /** An alert at a time, or a query. */
  what: string;
  verdict: 'passed' | 'failed' | 'unsupported';
  why: string;
}

/** What a file of unit tests gives. `unsupported`: nothing failed, and not all could be judged. */
export interface TestReport {
  verdict: 'passed' | 'failed' | 'unsupported';
  /** Why the file could not be run. */
  problem: string | null;
  cases: TestCase[];
}

/** The files that a pattern of `rule_files` names, relative to the test file. */
export type ReadRuleFiles = (pattern: string) => readonly { name: string; text: string }[];

interface ExpectedAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

interface AlertCase {
  atMs: number;
  name: string;
  expected: ExpectedAlert[];
}

interface QueryCase {
  atMs: number;
  query: string;
  expected: { labels: Labels; value: number }[];
}

interface Test {
  name: string;
  intervalMs: number;
  series: { series: string; values: string }[];
  externalLabels: Record<string, string>;
  alerts: AlertCase[];
  queries: QueryCase[];
}

/** More would take minutes. */
const mostSteps = 1_000_000;

/** The patterns of rule files that a test file names; none if it cannot be read. */
export function listRuleFiles(text: string): string[] {
  try {
    return parseTestFile(text).patterns;
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}

/** Runs unit tests in promtool's format, with the verdicts of promtool 2.42. */
export function runUnitTests(text: string, readRuleFiles: ReadRuleFiles): TestReport {
  try {
    const file = parseTestFile(text);
    const groups = orderGroups(
      file.patterns.flatMap((pattern) =>
        readRuleFiles(pattern).flatMap(({ name, text }) => parseRuleFile(name, text)),
      ),
      file.order,
    );
    return toReport(file.tests.flatMap((test) => runTest(test, groups, file.intervalMs)));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const verdict = error.kind === 'unsupported' ? 'unsupported' : 'failed';
    return { verdict, problem: error.message, cases: [] };
  }
}

function toReport(cases: TestCase[]): TestReport {
  const has = (verdict: TestCase['verdict']) => cases.some((one) => one.verdict === verdict);
  const verdict = has('failed') ? 'failed' : has('unsupported') ? 'unsupported' : 'passed';
  return { verdict, problem: null, cases };
}

function orderGroups(groups: readonly RuleGroup[], order: readonly string[]): RuleGroup[] {
  const getPlace = ({ name }: RuleGroup) => Math.max(0, order.indexOf(name));
  return groups.toSorted((one, other) => getPlace(one) - getPlace(other));
}

const fileFields = new Set(['rule_files', 'evaluation_interval', 'group_eval_order', 'tests']);
const testFields = new Set([
  'name',
  'interval',
  'input_series',
  'alert_rule_test',
  'promql_expr_test',
  'external_labels',
  'external_url',
]);
const seriesFields = new Set(['series', 'values']);
const alertFields = new Set(['eval_time', 'alertname', 'exp_alerts']);
const expectedFields = new Set(['exp_labels', 'exp_annotations']);
const queryFields = new Set(['expr', 'eval_time', 'exp_samples']);
const sampleFields = new Set(['labels', 'value', 'histogram']);

function parseTestFile(text: string) {
  const fields = fieldsIn(readYaml(text), 'the test file', fileFields);
  return {
    patterns: listIn(fields.rule_files, 'rule_files').map((one) => textIn(one, 'rule_files')),
    intervalMs: readDuration(fields.evaluation_interval) || 60_000,
    order: listIn(fields.group_eval_order, 'group_eval_order').map((one) =>
      textIn(one, 'group_eval_order'),
    ),
    tests: listIn(fields.tests, 'tests').map(parseTest),
  };
}

function readDuration(value: Yaml | undefined): number {
  const text = textIn(value, 'a duration');
  return text === '' ? 0 : parseDuration(text);
}

function parseTest(written: Yaml, index: number): Test {
  const where = `test ${index + 1}`;
  const fields = fieldsIn(written, where, testFields);
  return {
    name: textIn(fields.name, where) || where,
    intervalMs: readDuration(fields.interval) || 60_000,
    series: listIn(fields.input_series, where).map((one) => {
      const { series, values } = fieldsIn(one, where, seriesFields);
      return { series: textIn(series, where), values: textIn(values, where) };
    }),
    externalLabels: textsIn(fields.external_labels, where),
    alerts: listIn(fields.alert_rule_test, where).map((one) => parseAlertCase(one, where)),
    queries: listIn(fields.promql_expr_test, where).map((one) => parseQueryCase(one, where)),
  };
}

function parseAlertCase(written: Yaml, where: string): AlertCase {
  const fields = fieldsIn(written, where, alertFields);
  const name = textIn(fields.alertname, where);
  if (name === '')
    throw new QueryError('syntax', `${where}: an alert_rule_test misses the attribute alertname`);
  return {
    name,
    atMs: readDuration(fields.eval_time),
    expected: listIn(fields.exp_alerts, where).map((one) => {
      const { exp_labels: labels, exp_annotations: annotations } = fieldsIn(
        one,
        where,
        expectedFields,
      );
      return {
        labels: { ...textsIn(labels, where), alertname: name },
        annotations: textsIn(annotations, where),
      };
    }),
  };
}

function parseQueryCase(written: Yaml, where: string): QueryCase {
  const fields = fieldsIn(written, where, queryFields);
  return {
    query: textIn(fields.expr, where),
    atMs: readDuration(fields.eval_time),
    expected: listIn(fields.exp_samples, where).map((one) => {
      const { labels, value, histogram } = fieldsIn(one, where, sampleFields);
      if (histogram !== undefined) throw new QueryError('unsupported', 'native histograms');
      const text = textIn(labels, where);
      return {
        labels: text === '' ? {} : parseSeriesLabels(text),
        value: parseNumber(textIn(value, where).replace(/^([-+]?)\./, '$1') || '0'),
      };
    }),
  };
}

function runTest(test: Test, groups: readonly RuleGroup[], intervalMs: number): TestCase[] {
  const toCase =
    (what: string) =>
    (verdict: TestCase['verdict'], why = ''): TestCase => ({ test: test.name, what, verdict, why });
  try {
    const store = new SeriesStore();
    loadSeries(store, test.intervalMs, test.series);
    const lastMs = Math.max(0, ...[...test.alerts, ...test.queries].map(({ atMs }) => atMs));
    const count = Math.floor(lastMs / intervalMs) + 1;
    if (count > mostSteps) throw new QueryError('unsupported', `${count} evaluations in one test`);
    const settings = {
      ...defaultSettings,
      subqueryStepMs: intervalMs,
      untilMs: (count - 1) * intervalMs,
    };
    const queries = test.queries.flatMap(({ query }) => tryParse(query) ?? []);
    const run = new RuleRun(store, groups, settings, test.externalLabels, queries);
    run.run({ startMs: 0, stepMs: intervalMs, count });
    return [
      ...test.alerts.map((one) =>
        judge(toCase(`${one.name} at ${durationText(one.atMs)}`), () =>
          compareAlerts(run, one, Math.floor(one.atMs / intervalMs) * intervalMs),
        ),
      ),
      ...test.queries.map((one) =>
        judge(toCase(`${one.query} at ${durationText(one.atMs)}`), () => {
          const steps = { startMs: one.atMs, stepMs: 0, count: 1 };
          const result = evaluate(store, parseQuery(one.query), steps, settings);
          if (result.type === 'string')
            throw new QueryError('evaluation', 'the result is neither a vector nor a scalar');
          const found =
            result.type === 'scalar'
              ? [{ labels: {}, value: result.values[0] ?? NaN }]
              : result.columns.map(({ labels, values }) => ({ labels, value: values[0] ?? NaN }));
          return compareTexts(found.map(sampleText), one.expected.map(sampleText), 'samples');
        }),
      ),
    ];
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [
      toCase('the rules')(error.kind === 'unsupported' ? 'unsupported' : 'failed', error.message),
    ];
  }
}

function tryParse(query: string): Expr | null {
  try {
    return parseQuery(query);
  } catch {
    return null;
  }
}

function judge(
  toCase: (verdict: TestCase['verdict'], why?: string) => TestCase,
  compare: () => string,
): TestCase {
  try {
    const why = compare();
    return toCase(why === '' ? 'passed' : 'failed', why);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return toCase(error.kind === 'unsupported' ? 'unsupported' : 'failed', error.message);
  }
}

function compareAlerts(run: RuleRun, { name, expected }: AlertCase, timeMs: number): string {
  const found = run
    .firingAt(timeMs)
    .filter(({ rule }) => rule.name === name)
    .map((episode) => alertText(episode.labels, run.annotationsAt(episode, timeMs)));
  return compareTexts(
    found,
    expected.map(({ labels, annotations }) => alertText(labels, annotations)),
    'firing alerts',
  );
}

function alertText(labels: Labels, annotations: Labels): string {
  return `${labelsText(labels)} ${labelsText(annotations)}`;
}

/** promtool compares numbers exactly, and NaN with nothing. */
function sampleText({ labels, value }: { labels: Labels; value: number }): string {
  return `${labelKey(labels) === '' ? '{}' : labelsText(labels)} ${numberText(value + 0)}`;
}

function compareTexts(found: string[], expected: string[], what: string): string {
  const [one, other] = [found.toSorted(), expected.toSorted()];
  const isEqual =
    one.length === other.length &&
    one.every((text, index) => text === other[index] && !text.endsWith(' NaN'));
  if (isEqual) return '';
  const list = (texts: string[]) => (texts.length === 0 ? 'none' : texts.join('; '));
  return `expected ${what}: ${list(other)}. Found: ${list(one)}`;
}
