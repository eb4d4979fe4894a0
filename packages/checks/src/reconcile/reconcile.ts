import type { Check, Reconciliation, Sample } from '../definition.ts';
import { judge } from '../judge.ts';
import { toSampleRow, type Outcome } from '../outcome.ts';
import type { CheckPart, CheckVerdict } from '../result.ts';
import { CheckError, type Source, type SourceRow } from '../source.ts';
import { diffKeys, mostKeys, type DifferentKey, type KeyDifference } from './key-diff.ts';
import { openStage, readClock, readSlices, type OpenStage, type Slice } from './stage-query.ts';

/** A stage with what it has in each partition. */
interface ReadStage extends OpenStage {
  slices: Map<string, Slice>;
}

/** What is wrong between two stages in a partition. */
interface Deviation {
  partition: string;
  /** In units of the measure; rows for keys. Null if it could not be counted. */
  amount: number | null;
  expected: number;
  kind: KeyDifference;
  keys: DifferentKey[];
}

const empty: Slice = { measure: 0, rows: 0, keys: 0, signature: '' };
const mostParts = 200;

const format = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 2 });

/** Sums of numbers with fractions differ in their last digits with the order of the rows. */
const roundingShare = 1e-9;

/** The largest deviation by counts: of the measure, of different keys, of rows that repeat a key. */
function compareSlices(
  before: Slice,
  after: Slice,
  { stage: { expectedLoss, ratio } }: ReadStage,
  areKeyed: boolean,
): Omit<Deviation, 'partition' | 'keys'> | null {
  const expected = before.measure * ratio;
  const ends = [expected, expected * (1 - expectedLoss)];
  const found: [KeyDifference, number][] = [
    ['missing', Math.min(...ends) - after.measure],
    ['extra', after.measure - Math.max(...ends)],
  ];
  if (areKeyed) {
    found.push(['missing', before.keys * Math.min(1, ratio) * (1 - expectedLoss) - after.keys]);
    if (ratio === 1)
      found.push(['duplicate', after.rows - after.keys - (before.rows - before.keys)]);
  }
  const rounding = roundingShare * Math.max(1, Math.abs(expected), Math.abs(after.measure));
  const [kind, amount] = found.reduce((most, one) => (one[1] > most[1] ? one : most));
  return amount > rounding ? { kind, amount, expected } : null;
}

/** Takes partitions in order until they have as many keys as can be compared. */
function limitPartitions(deviations: readonly Deviation[], before: ReadStage, after: ReadStage) {
  let keys = 0;
  return deviations
    .map(({ partition }) => partition)
    .filter((name) => {
      keys += Math.max(before.slices.get(name)?.keys ?? 0, after.slices.get(name)?.keys ?? 0);
      return keys <= mostKeys;
    });
}

/** Finds what is wrong between two stages in the partitions that are judged. */
async function compareStages(
  before: ReadStage,
  after: ReadStage,
  partitions: readonly string[],
  { keys, columns }: Reconciliation,
): Promise<Deviation[]> {
  const areKeyed = before.hasKeys && after.hasKeys;
  const mustEqual = areKeyed && after.stage.expectedLoss === 0 && after.stage.ratio === 1;
  const deviations = partitions.flatMap((partition): Deviation[] => {
    const had = before.slices.get(partition) ?? empty;
    const has = after.slices.get(partition) ?? empty;
    const found = compareSlices(had, has, after, areKeyed);
    if (found) return [{ partition, ...found, keys: [] }];
    const differ =
      mustEqual && had.signature !== '' && has.signature !== '' && had.signature !== has.signature;
    return differ
      ? [{ partition, amount: null, expected: had.rows, kind: 'changed', keys: [] }]
      : [];
  });
  if (!areKeyed) return deviations;
  const diffs = await diffKeys(
    before,
    after,
    limitPartitions(deviations, before, after),
    keys,
    mustEqual ? columns : [],
  );
  return deviations.flatMap((deviation) => {
    const different = diffs.get(deviation.partition);
    if (!different) return [deviation];
    if (deviation.amount !== null) return [{ ...deviation, keys: different }];
    // Texts of the same value differ between databases; then the signature differs and no key.
    const [first] = different;
    const amount = different.reduce((sum, { rows }) => sum + rows, 0);
    return first ? [{ ...deviation, kind: first.difference, amount, keys: different }] : [];
  });
}

/** Where rows that are missing in a partition appear as extra ones. */
function findMoved(deviations: readonly Deviation[]): Map<string, string> {
  return new Map(
    deviations.flatMap(({ partition, keys }) =>
      keys
        .filter(({ difference }) => difference === 'extra')
        .map(({ name }): [string, string] => [name, partition]),
    ),
  );
}

function describeKeys(keys: readonly DifferentKey[], moved: ReadonlyMap<string, string>): string {
  const kinds: [KeyDifference, string][] = [
    ['missing', 'missing'],
    ['extra', 'not in the stage before'],
    ['duplicate', 'repeated'],
    ['changed', 'with other values'],
  ];
  const counts = kinds.flatMap(([kind, words]) => {
    const count = keys.filter(({ difference }) => difference === kind).length;
    return count > 0 ? [`${format(count)} ${words}`] : [];
  });
  const targets = keys.flatMap(({ difference, name }) => {
    const target = difference === 'missing' ? moved.get(name) : undefined;
    return target === undefined ? [] : [target];
  });
  const [target] = targets;
  const move =
    target === undefined ? '' : `; ${format(targets.length)} of them moved, such as to ${target}`;
  return counts.length > 0 ? `. Keys: ${counts.join(', ')}${move}` : '';
}

const kindWords: Record<KeyDifference, string> = {
  missing: 'missing',
  extra: 'more than expected',
  duplicate: 'repeated',
  changed: 'different',
};

function describeDeviation(
  { partition, amount, expected, kind, keys }: Deviation,
  { stage, slices }: ReadStage,
  before: ReadStage,
  moved: ReadonlyMap<string, string>,
): string {
  if (amount === null)
    return `Rows differ from ${before.stage.name}, and there are more than ${format(mostKeys)} keys to compare.`;
  const unit = stage.measure === '' || kind === 'duplicate' ? 'rows' : `of ${stage.measure}`;
  const loss =
    stage.expectedLoss > 0 && kind === 'missing'
      ? ` beyond the expected loss of ${format(stage.expectedLoss * 100)} %`
      : '';
  const share = expected === 0 ? '' : ` (${format((amount / Math.abs(expected)) * 100)} %)`;
  const absent = slices.has(partition) ? '' : 'No rows. ';
  return `${absent}${format(amount)} ${unit} ${kindWords[kind]}${share}${loss}; ${before.stage.name} has ${format(expected)}${describeKeys(keys, moved)}`;
}

function takeSample(
  deviations: readonly { stage: string; deviation: Deviation }[],
  { rows, mask }: Sample,
): SourceRow[] {
  const sample: SourceRow[] = [];
  for (const { stage, deviation } of deviations)
    for (const { difference, key } of deviation.keys) {
      if (sample.length >= rows) return sample;
      const row: SourceRow = { stage, partition: deviation.partition, difference };
      for (const [name, value] of Object.entries(key))
        row[name] = mask.includes(name) ? '***' : value;
      sample.push(toSampleRow(row));
    }
  return sample;
}

function judgeDeviation(check: Check, { amount, expected }: Deviation, says: string) {
  if (amount === null) return { verdict: 'error' as const, text: says };
  // Where nothing was expected, all that is there is too much: 100 %.
  const total = expected === 0 ? amount : Math.abs(expected);
  const measurement = { value: amount, total, unit: 'failures' as const, says };
  return judge({ ...check, minRows: 0 }, measurement);
}

/**
 * Judges the stages of a pipeline against each other. A partition is judged once no row of it can
 * be on its way. Parts are what is wrong, from the first stage on.
 */
export async function reconcile(
  check: Check & Reconciliation,
  sources: readonly Source[],
  now: Date,
): Promise<Outcome> {
  const stages: ReadStage[] = [];
  const areFiles = sources.every(({ dialect }) => dialect === 'duckdb');
  for (const [index, stage] of check.stages.entries()) {
    const source = sources[index];
    if (!source) throw new CheckError('invalid', `${stage.name} has no source.`);
    const open = await openStage(stage, source, check, now);
    stages.push({ ...open, slices: await readSlices(open, check.keys, check.columns, areFiles) });
  }
  const [first] = stages;
  if (!first || stages.length < 2)
    throw new CheckError('invalid', 'A reconciliation needs two stages.');
  const all = [...new Set(stages.flatMap(({ slices }) => [...slices.keys()]))].toSorted();
  // Where rows have no time, a day is only judged when it ended before the watermark.
  const newest = new Date(now.getTime() - check.watermarkSeconds * 1_000);
  const openDay = readClock(newest, check.zone || 'UTC').slice(0, 10);
  const filtersRows = stages.every(({ hasTimes }) => hasTimes);
  const isOpen = (name: string) =>
    check.watermarkSeconds > 0 &&
    !filtersRows &&
    /^\d{4}-\d\d-\d\d/.test(name) &&
    name.slice(0, 10) >= openDay;
  const judged = all.filter((name) => !isOpen(name));
  const found: { stage: string; deviation: Deviation; part: CheckPart }[] = [];
  for (const [index, after] of stages.entries()) {
    const before = stages[index - 1];
    if (!before) continue;
    const deviations = await compareStages(before, after, judged, check);
    const moved = findMoved(deviations);
    for (const deviation of deviations) {
      const says = describeDeviation(deviation, after, before, moved);
      const { verdict, text } = judgeDeviation(check, deviation, says);
      const name = `${after.stage.name} ${deviation.partition}`;
      found.push({ stage: after.stage.name, deviation, part: { name, verdict, text } });
    }
  }
  return summarize(check, stages, judged, all.length - judged.length, found);
}

const severity: CheckVerdict[] = ['halted', 'error', 'warned', 'passed', 'skipped'];

function summarize(
  check: Check & Reconciliation,
  stages: readonly ReadStage[],
  judged: readonly string[],
  open: number,
  found: readonly { stage: string; deviation: Deviation; part: CheckPart }[],
): Outcome {
  // Of the stage with the most: an empty source is found, and not skipped.
  const counts = stages.map(({ slices }) =>
    judged.reduce((sum, name) => sum + (slices.get(name)?.rows ?? 0), 0),
  );
  const total = Math.max(...counts);
  const rest =
    open > 0
      ? ` ${format(open)} ${open === 1 ? 'partition is' : 'partitions are'} not judged yet: rows may be on their way.`
      : '';
  const base = { total };
  if (judged.length === 0 || total < check.minRows) {
    const reason =
      judged.length === 0
        ? 'There are no partitions to judge.'
        : `There are ${format(total)} rows, and ${format(check.minRows)} are needed.`;
    return { ...base, verdict: 'skipped', value: null, text: reason + rest, parts: [], sample: [] };
  }
  const worst = severity.find((one) => found.some(({ part }) => part.verdict === one)) ?? 'passed';
  const broken = found.filter(({ part }) => part.verdict !== 'passed');
  const [first] = broken;
  const hidden = broken.length - mostParts;
  const value = found.reduce((sum, { deviation }) => sum + (deviation.amount ?? 0), 0);
  const count = `${format(check.stages.length)} stages and ${format(judged.length)} partitions`;
  const text = first
    ? `${first.part.name}: ${first.part.text} ${format(broken.length)} of ${count} differ.`
    : `${count} agree${found.length > 0 ? ' within the tolerance' : ''}.`;
  return {
    ...base,
    verdict: worst,
    value,
    text: text + (hidden > 0 ? ` ${format(hidden)} more are not listed.` : '') + rest,
    parts: (first ? broken : found).slice(0, mostParts).map(({ part }) => part),
    sample: takeSample(found, check.sample),
  };
}
