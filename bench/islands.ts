import { listKnowledge } from '@debrief/core/knowledge';
import { judgeTechnologies, type Resolution } from '@debrief/rules/knowledge';
import { fillOrganization, generateOrganization } from '@debrief/testkit/organization';
import { sql } from 'kysely';
import { startPostgres } from '../tools/postgres.ts';
import {
  countFigure,
  inTurns,
  measureWork,
  median,
  ratioFigure,
  workFigure,
  type Figure,
} from './figures.ts';
import { createRandom } from './random.ts';
import { emptyStore } from './stores.ts';

const incidents = 10_000;
const mostMs = 1_000;

/** Technology that depends on one person: how fast it is found, and how often it is wrong. */
export async function* measure(): AsyncGenerator<Figure> {
  yield* measureErrors();
  const postgres = await startPostgres();
  try {
    for (const [where, url] of [
      ['embedded', null],
      ['on a server', postgres.url],
    ] as const)
      yield* measureTime(where, url);
  } finally {
    await postgres.stop();
  }
}

async function* measureTime(where: string, url: string | null): AsyncGenerator<Figure> {
  await using opened = await emptyStore(url);
  const { ctx } = opened;
  const until = ctx.clock.now().getTime();
  const organization = generateOrganization({
    seed: 44,
    until,
    incidents,
    technologies: 200,
    islands: 10,
  });
  await fillOrganization(ctx, organization);
  await sql`vacuum analyze`.execute(ctx.db);
  const turns = await inTurns(
    8,
    () => listKnowledge(ctx, {}),
    () =>
      sql`select citation.incident_id, citation.claim_id, evidence.identity_id, evidence.occurred_at from citation join evidence on evidence.id = citation.evidence_id`.execute(
        ctx.db,
      ),
  );
  const what = `what ${incidents.toLocaleString('en')} incidents say about 200 technologies, ${where}`;
  yield ratioFigure(what, turns, 'only reading who wrote the cited evidence', 12);
  const cpu: number[] = [];
  for (let round = 0; round < 5; round += 1)
    cpu.push((await measureWork(() => listKnowledge(ctx, {}))).cpu);
  yield workFigure(
    `its time, ${where}`,
    { elapsed: median(turns.ours), cpu: median(cpu) },
    { yardstick: '', ratio: null, most: mostMs },
  );
  const { items } = await listKnowledge(ctx, {});
  const names = new Set(
    organization.islands.map(({ technology }) => organization.technologies[technology]?.name),
  );
  const found = items.filter(({ state }) => state === 'one');
  const right = found.filter(({ name }) => names.has(name)).length;
  yield countFigure(
    `islands found of ${names.size}, ${where}`,
    `${right} right, ${found.length - right} wrong`,
    'all, and 1 wrong at most',
    right === names.size && found.length - right <= 1,
  );
}

const rounds = 20_000;
const among = 20;
const sizes = [5, 8, 12, 20] as const;

interface Scenario {
  what: string;
  /** A person, for a random number from 0 to 1. */
  who: (random: number) => string;
  hasSchedule: boolean;
  most: number;
}

const share = (people: number) => (random: number) => String(Math.floor(random * people));
const scenarios: Scenario[] = [
  { what: '8 people share it', who: share(8), hasSchedule: true, most: 0.05 },
  { what: '4 people share it', who: share(4), hasSchedule: true, most: 0.05 },
  { what: '3 people share it', who: share(3), hasSchedule: true, most: 0.1 },
  { what: '2 people share it', who: share(2), hasSchedule: true, most: 0.1 },
  { what: '2 people share it', who: share(2), hasSchedule: false, most: 0.05 },
];
const expert: Omit<Scenario, 'most'> = {
  what: 'one person resolves 95 %',
  who: (random) => (random < 0.95 ? 'expert' : String(Math.floor(random * 1e6) % 4)),
  hasSchedule: true,
};

/**
 * How often a technology is said to depend on one person, by number of incidents. All incidents are
 * outside of the shifts of the person, which is the worst case.
 */
function* measureErrors(): Generator<Figure> {
  for (const { most, ...scenario } of scenarios) {
    const rates = sizes.map((size) => measureRate(scenario, size, 1));
    yield countFigure(
      `said to depend on one person by mistake: ${describe(scenario)}`,
      toText(rates),
      `at most ${most * 100} %`,
      rates.every((rate) => rate <= most),
    );
  }
  const [, four] = scenarios;
  if (!four) return;
  const rates = sizes.map((size) => measureRate(four, size, among));
  yield countFigure(
    `the same among ${among} technologies: ${describe(four)}`,
    toText(rates),
    'at most 5 %',
    rates.every((rate) => rate <= 0.05),
  );
  for (const [technologies, hasSchedule] of [
    [1, true],
    [among, true],
    [among, false],
  ] as const) {
    const found = sizes.map((size) => measureRate({ ...expert, hasSchedule }, size, technologies));
    yield countFigure(
      `found: ${describe({ ...expert, hasSchedule })}, ${technologies === 1 ? 'alone' : `among ${among} technologies`}`,
      toText(found),
      `at least 90 % from n = ${hasSchedule ? 8 : 20}`,
      found.every((rate, at) => (sizes[at] ?? 0) < (hasSchedule ? 8 : 20) || rate >= 0.9),
    );
  }
}

const describe = ({ what, hasSchedule }: Pick<Scenario, 'what' | 'hasSchedule'>) =>
  `${what}, ${hasSchedule ? 'with' : 'without'} schedules`;

const toText = (rates: readonly number[]) =>
  rates
    .map((rate, at) => `${(rate * 100).toFixed(rate < 0.01 ? 2 : 1)} % (n = ${sizes[at] ?? 0})`)
    .join(', ');

/** The share of rounds in which the technology is found, among others that eight people share. */
function measureRate(
  { who, hasSchedule }: Pick<Scenario, 'who' | 'hasSchedule'>,
  size: number,
  technologies: number,
): number {
  const random = createRandom(44);
  const draw = (from: Scenario['who']): Resolution[] => {
    const people = Array.from({ length: size }, () => from(random()));
    const onCall = new Map(hasSchedule ? people.map((person) => [person, false]) : []);
    return people.map((person) => ({ confirmed: [person], fixed: [person], onCall }));
  };
  const others = share(8);
  const count = technologies === 1 ? rounds : rounds / 10;
  let found = 0;
  for (let round = 0; round < count; round += 1) {
    const judged = judgeTechnologies(
      new Map([
        ['this', draw(who)],
        ...Array.from({ length: technologies - 1 }, (_, at): [string, Resolution[]] => [
          `other ${at}`,
          draw(others),
        ]),
      ]),
    );
    if (judged.get('this')?.state === 'one') found += 1;
  }
  return found / count;
}
