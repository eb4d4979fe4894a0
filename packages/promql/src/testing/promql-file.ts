import { evaluate, defaultSettings } from '../evaluate.ts';
import { QueryError } from '../errors.ts';
import { labelKey, type Labels } from '../labels.ts';
import { parseNumber } from '../literals.ts';
import { parseDuration } from '../duration.ts';
import { parseQuery } from '../parse-query.ts';
import { SeriesStore } from '../select.ts';
import { loadSeries, parseSeriesLabels } from '../series-notation.ts';

/** What one `eval` of a test file of Prometheus gave. */
export interface Verdict {
  line: number;
  query: string;
  verdict: 'agrees' | 'differs' | 'unsupported';
  why: string;
}

interface Sample {
  labels: Labels;
  value: number;
}

const evalLine = /^eval(_fail|_ordered)?\s+instant\s+(?:at\s+(\S+))?\s+(.+)$/;

/** Runs a test file of Prometheus' own engine: blocks of `load`, `clear` and `eval`. */
export function runTestFile(text: string): Verdict[] {
  let store = new SeriesStore();
  const verdicts: Verdict[] = [];
  const lines = text.split('\n').map((line) => line.trim());
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '' || line.startsWith('#')) continue;
    const block: string[] = [];
    while (isInBlock(lines[index + 1])) {
      index += 1;
      if (!lines[index]?.startsWith('#')) block.push(lines[index] ?? '');
    }
    if (line === 'clear') store = new SeriesStore();
    else if (line.startsWith('load'))
      loadSeries(store, parseDuration(line.slice(5).trim()), block.map(splitSeries));
    else verdicts.push(judge(store, line, block, index + 1 - block.length));
  }
  return verdicts;
}

function isInBlock(line: string | undefined): boolean {
  return line !== undefined && line !== '' && !/^(load|clear|eval)/.test(line);
}

function splitSeries(line: string): { series: string; values: string } {
  const cut = line.lastIndexOf('}') + 1 || line.search(/\s/);
  return { series: line.slice(0, cut), values: line.slice(cut) };
}

function judge(store: SeriesStore, line: string, block: readonly string[], at: number): Verdict {
  const [, kind = '', when = '0', query = ''] = evalLine.exec(line) ?? [];
  const verdict = (verdict: Verdict['verdict'], why = ''): Verdict => ({
    line: at,
    query,
    verdict,
    why,
  });
  try {
    const result = evaluate(
      store,
      parseQuery(query),
      { startMs: parseDuration(when), stepMs: 0, count: 1 },
      defaultSettings,
    );
    const found: Sample[] =
      result.type === 'vector'
        ? result.columns.map(({ labels, values }) => ({ labels, value: values[0] ?? NaN }))
        : [{ labels: {}, value: result.type === 'scalar' ? (result.values[0] ?? NaN) : NaN }];
    if (kind === '_fail') return verdict('differs', 'should fail');
    const wanted = block.map(parseSample);
    const why = compare(found, wanted, kind === '_ordered');
    return verdict(why === '' ? 'agrees' : 'differs', why);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    if (error.kind === 'unsupported') return verdict('unsupported', error.message);
    return verdict(kind === '_fail' ? 'agrees' : 'differs', error.message);
  }
}

function parseSample(line: string): Sample {
  const cut = line.lastIndexOf('}') + 1 || Math.max(0, line.search(/\s/));
  return {
    labels: cut === 0 ? {} : parseSeriesLabels(line.slice(0, cut)),
    value: parseNumber(line.slice(cut)),
  };
}

function compare(found: Sample[], wanted: Sample[], isOrdered: boolean): string {
  const text = (samples: Sample[]) =>
    samples.map(({ labels, value }) => `${JSON.stringify(labels)} ${value}`).join(', ');
  const inOrder = (samples: Sample[]) =>
    isOrdered
      ? samples
      : samples.toSorted((one, other) => (labelKey(one.labels) < labelKey(other.labels) ? -1 : 1));
  const [one, other] = [inOrder(found), inOrder(wanted)];
  const isEqual =
    one.length === other.length &&
    one.every(({ labels, value }, index) => {
      const expected = other[index];
      return (
        expected !== undefined &&
        labelKey(labels) === labelKey(expected.labels) &&
        isNear(value, expected.value)
      );
    });
  return isEqual ? '' : `got ${text(one)}; expected ${text(other)}`;
}

/** Within 1e-6, relative, as Prometheus compares. */
function isNear(one: number, other: number): boolean {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) && Number.isNaN(other);
  return one === other || Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
}
