import { readFile } from 'node:fs/promises';
import { PersonFinder } from '@debrief/prose/check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Checked, checkClaims, findReportClaims, listVocabulary } from './check-claims.ts';
import { RecordIndex } from './record-index.ts';
import { loadSample, type SampleRecord } from './testing/sample-record.ts';
import { mutations, seededRandom } from './testing/mutate.ts';
import { readFileReport } from './written-report.ts';

const isWrong = ({ verdict }: Checked) => verdict !== 'found' && verdict !== 'unclear';

let record: SampleRecord;
beforeAll(async () => {
  record = await loadSample();
});

const readText = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

interface PlacedClaim extends Checked {
  start: number;
  end: number;
}

async function prepare(text: string) {
  const report = await readFileReport({ name: 'report.md', content: text });
  const input = {
    blocks: report.blocks,
    people: new PersonFinder(record.people),
    tookPart: new Set(record.people.map(({ id }) => id)),
    times: {
      isDayFirst: report.isDayFirst,
      zone: report.zone ?? record.zone,
      incidentZone: record.zone,
      day: report.day,
      period: record.period,
    },
    zone: record.zone.iana,
    durations: record.durations,
  };
  return { report, input, claims: findReportClaims(input) };
}
type Prepared = Awaited<ReturnType<typeof prepare>>;

function indexFor(all: readonly Prepared[]): RecordIndex {
  const index = new RecordIndex(all.flatMap(({ claims }) => [...listVocabulary(claims)]));
  for (const item of record.items) index.add(item);
  return index;
}

async function check(
  { report, input, claims }: Prepared,
  index: RecordIndex,
): Promise<PlacedClaim[]> {
  return (await checkClaims(claims, index, input)).map((one) => ({
    ...one,
    ...report.placeOf(one.claim.block, one.claim.start, one.claim.end),
  }));
}

interface Change {
  start: number;
  end: number;
  from: string;
  to: string;
}

type Kind = keyof typeof mutations;
const kinds = Object.keys(mutations).filter((kind): kind is Kind => kind in mutations);

/** One wrong claim of each kind, each in a sentence of its own; what is wrong is not elsewhere in the report. */
function chooseChanges(
  text: string,
  clean: readonly PlacedClaim[],
  random: () => number,
): Change[] {
  const words = [...new Set(text.match(/[a-z]{4,}/g))];
  const names = record.people.flatMap(({ name }) => [name, name.split(' ')[0] ?? name]);
  const units = new Set<unknown>();
  return kinds.flatMap((kind): Change[] => {
    const free = clean.filter(
      ({ claim, verdict }) => claim.kind === kind && verdict === 'found' && !units.has(claim.unit),
    );
    for (let tries = 0; tries < 10 && free.length > 0; tries++) {
      const one = free[Math.floor(random() * free.length)];
      const from = one?.claim.text ?? '';
      const to = mutations[kind](from, random, kind === 'person' ? names : words);
      if (one === undefined || to === null || to === from) continue;
      if (kind !== 'person' && text.includes(to)) continue;
      // Other words can also be in the record.
      if (kind === 'quote' && record.items.some((item) => item.text.includes(to))) continue;
      units.add(one.claim.unit);
      return [{ start: one.start, end: one.end, from, to }];
    }
    return [];
  });
}

function applyChanges(text: string, changes: readonly Change[]) {
  let written = '';
  let at = 0;
  const places = changes
    .toSorted((one, other) => one.start - other.start)
    .map((change) => {
      written += text.slice(at, change.start);
      const start = written.length;
      written += change.to;
      at = change.end;
      return { ...change, start, end: written.length };
    });
  return { text: written + text.slice(at), places };
}

async function missedIn(text: string, seeds: number) {
  const right = await prepare(text);
  const clean = await check(right, indexFor([right]));
  const variants: (typeof right & Pick<ReturnType<typeof applyChanges>, 'places'>)[] = [];
  for (let seed = 0; seed < seeds; seed += 1) {
    const changed = applyChanges(text, chooseChanges(text, clean, seededRandom(seed + 1)));
    variants.push({ ...(await prepare(changed.text)), places: changed.places });
  }
  // One index for all: words that a report does not use change nothing in it.
  const index = indexFor(variants);
  const missed: string[] = [];
  for (const variant of variants) {
    const checked = await check(variant, index);
    for (const { start, end, from, to } of variant.places)
      if (!checked.some((one) => one.start < end && start < one.end && isWrong(one)))
        missed.push(`${from} → ${to}`);
  }
  const made = variants.reduce((sum, { places }) => sum + places.length, 0);
  return { falseAlarms: clean.filter(isWrong), made, missed };
}

describe('a report with wrong claims', () => {
  test('the sample’s: every one of each kind in 200 variants is named, and none in the right report', async () => {
    const { falseAlarms, made, missed } = await missedIn(record.report, 200);
    expect(falseAlarms).toEqual([]);
    expect(made).toBeGreaterThan(950);
    expect(missed).toEqual([]);
  }, 120_000);

  test('a report in another style: 99 % are named, and none in the right report', async () => {
    const { falseAlarms, made, missed } = await missedIn(
      await readText('./testing/second-report.md'),
      40,
    );
    expect(falseAlarms).toEqual([]);
    expect(made).toBeGreaterThan(300);
    expect(missed.length).toBeLessThanOrEqual(made * 0.01);
  }, 120_000);
});
