import { countText } from '../numbers.ts';
import { changeKinds, type ChangeKind } from './change-kind.ts';
import { createPathFinder, describePath, type ComponentLink } from './component-graph.ts';
import { formatGap, formatFactor, formatList } from './suspect-text.ts';
import { findEffects, findRoutines, type Routine } from './routines.ts';
import {
  rateStrength,
  shareReaching,
  sortSuspects,
  type Strength,
  type Suspect,
  type SuspectFactor,
} from './suspect.ts';
import { createMatcher, listSymptomWords, type SymptomWord } from './symptom-words.ts';

/** A change as the ranking needs it. Times are in milliseconds since 1970. */
export interface Change {
  id: string;
  at: number;
  /** When it was finished, if that is known separately. */
  until: number | null;
  kind: ChangeKind;
  /** Its title, text and files: all that words are compared with. */
  text: string;
  services: readonly string[];
}

/** What was seen, when and where. */
export interface Symptom {
  at: number;
  /** How far the time can be wrong. */
  toleranceMs: number;
  text: string;
  services: readonly string[];
}

export interface ChangeSuspect extends Suspect {
  change: Change;
  words: string[];
}

export interface RankedChanges {
  strength: Strength;
  /** At how many other moments of the same record the best change scores as high. */
  ordinary: { moments: number; reached: number };
  /** Changes before the symptom, best first. */
  suspects: ChangeSuspect[];
  /** The same without the time, for changes that take effect slowly. */
  slow: ChangeSuspect[];
  /** Changes that started after the symptom: vetoed, newest last. */
  after: Change[];
  words: SymptomWord[];
}

export interface RankOptions {
  links?: readonly ComponentLink[];
  /** How suspicious each component is by its metrics, from 0 to 1. */
  components?: ReadonlyMap<string, number>;
  limit?: number;
  /** Older changes are only in the list because they share words: they do not show what is usual. */
  completeFrom?: number;
}

const perHop = 0.6;
const mostWordWeight = 4;
const moments = 100;
const recent = 400;
export const slowWindowMs = 30 * 86_400_000;
const ordinaryGapMs = 6 * 3_600_000;

/**
 * Changes by how much they deserve a first look: prior(kind) × time × words × place. Each factor is
 * in the result with its reason. A change that started after the symptom is vetoed; one that was
 * still rolling out is not.
 */
export function rankChanges(
  changes: readonly Change[],
  symptom: Symptom,
  { links = [], components = new Map(), limit = 50, completeFrom = -Infinity }: RankOptions = {},
): RankedChanges {
  const words = listSymptomWords(symptom.text);
  const ordered = changes.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const routines = findRoutines(ordered);
  const effects = findEffects(ordered, routines);
  const complete = ordered.filter(({ at }) => at >= completeFrom);
  const weigh = createWeigher(ordered, complete, symptom, { words, links, components, routines });
  const rated = ordered.map((change) => ({
    ...weigh(change),
    effects: effects.get(change.id) ?? [],
  }));
  const onset = symptom.at + symptom.toleranceMs;
  const before = rated.filter(({ change }) => change.at <= onset);
  const suspects = sortSuspects(before.map((one) => toSuspect(one, symptom))).slice(0, limit);
  const ordinary = scoreOrdinaryMoments(
    rated.filter(({ change }) => change.at >= completeFrom),
    symptom.at,
  );
  const best = suspects[0]?.score ?? 0;
  return {
    strength: suspects.length === 0 ? 'weak' : rateStrength(best, ordinary),
    ordinary: {
      moments: ordinary.length,
      reached: Math.round(shareReaching(best, ordinary) * ordinary.length),
    },
    suspects,
    slow: rankSlow(before, symptom, suspects).slice(0, limit),
    after: ordered.filter((change) => change.at > onset),
    words,
  };
}

interface Weighed {
  change: Change;
  /** Kind, words and place: what does not depend on the time. */
  factors: SuspectFactor[];
  base: number;
  words: string[];
}

interface Rated extends Weighed {
  /** When it took effect: the runs of its service after it, if that works by schedule. */
  effects: readonly number[];
}

interface Ground {
  words: readonly SymptomWord[];
  links: readonly ComponentLink[];
  components: ReadonlyMap<string, number>;
  routines: ReadonlyMap<string, Routine>;
}

function createWeigher(
  changes: readonly Change[],
  complete: readonly Change[],
  symptom: Symptom,
  ground: Ground,
) {
  const match = createMatcher(ground.words);
  const found = new Map(changes.map((change) => [change.id, match(change.text)]));
  const counts = ground.words.map(() => 0);
  for (const { id } of complete)
    for (const index of found.get(id) ?? []) counts[index] = (counts[index] ?? 0) + 1;
  const mostRare = Math.log(complete.length + 1);
  const weights = ground.words.map(({ isIdentifier }, index) => {
    const rarity =
      mostRare === 0 ? 0 : Math.log((complete.length + 1) / ((counts[index] ?? 0) + 1));
    return Math.max(0, rarity / Math.max(mostRare, 1)) * (isIdentifier ? 2 : 1);
  });
  const findPath = createPathFinder(ground.links, symptom.services);
  return (change: Change): Weighed => {
    const shared = (found.get(change.id) ?? [])
      .map((index) => ({ word: ground.words[index]?.word ?? '', weight: weights[index] ?? 0 }))
      .toSorted((a, b) => b.weight - a.weight);
    const factors = [
      rateKind(change),
      rateWords(shared),
      ratePlace(change, symptom, findPath),
      ...rateComponent(change, ground.components),
      ...rateRoutine(ground.routines.get(change.id)),
    ];
    const base = factors.reduce((product, { value }) => product * value, 1);
    return { change, factors, base, words: shared.map(({ word }) => word) };
  };
}

function rateKind({ kind }: Change): SuspectFactor {
  const { label, prior } = changeKinds[kind];
  const reason =
    kind === 'deploy'
      ? 'a deploy, the kind that starts most outages'
      : `${label.toLowerCase()}, which starts an outage ${formatFactor(prior)} as often as a deploy`;
  return { name: 'kind', value: prior, reason };
}

function rateWords(shared: readonly { word: string; weight: number }[]): SuspectFactor {
  const sum = shared.reduce((total, { weight }) => total + weight, 0);
  const reason =
    shared.length === 0
      ? 'no word in common with the symptom'
      : `in common with the symptom: ${formatList(shared.slice(0, 5).map(({ word }) => word))}`;
  return { name: 'words', value: 1 + Math.min(mostWordWeight, sum), reason };
}

function ratePlace(
  { services }: Change,
  symptom: Symptom,
  findPath: (name: string) => ComponentLink[] | null,
): SuspectFactor {
  const name = 'place';
  if (symptom.services.length === 0 || services.length === 0)
    return { name, value: perHop, reason: 'no service to compare' };
  const paths = services.flatMap((service) => {
    const path = findPath(service);
    return path ? [path] : [];
  });
  const [nearest] = paths.toSorted((a, b) => a.length - b.length);
  if (!nearest)
    return {
      name,
      value: perHop ** 2,
      reason: `${services.join(', ')} is not among the incident's services`,
    };
  return {
    name,
    value: perHop ** nearest.length,
    reason:
      nearest.length === 0
        ? `in ${services.join(', ')}, a service of the incident`
        : `${countText(nearest.length, 'link')} away: ${describePath(nearest)}`,
  };
}

function rateComponent(
  { services }: Change,
  components: ReadonlyMap<string, number>,
): SuspectFactor[] {
  const value = Math.max(
    0,
    ...services.map((service) => components.get(service.toLowerCase()) ?? 0),
  );
  if (value === 0) return [];
  return [
    {
      name: 'metrics',
      value: 1 + value,
      reason: `the metrics of ${services.join(', ')} moved with the symptom`,
    },
  ];
}

/** The rule of succession (Laplace): after n harmless runs, this one is the first bad one with 1/(n+2). */
function rateRoutine(routine: Routine | undefined): SuspectFactor[] {
  if (!routine || routine.earlier === 0) return [];
  const { earlier, everyMs } = routine;
  const reason = `runs every ${formatGap(everyMs)}: ${earlier} earlier ${earlier === 1 ? 'run' : 'runs'} in this record`;
  return [{ name: 'routine', value: 2 / (earlier + 2), reason }];
}

/** The last moment before `at` at which the change took effect. */
function findEffect({ change, effects }: Rated, at: number): number {
  const run = effects.findLast((time) => time <= at) ?? change.at;
  return Math.max(run, Math.min(change.until ?? change.at, at));
}

/** Half of it is left after the kind's time, a third after twice that. */
function decay(rated: Rated, at: number): number {
  return 1 / (1 + Math.max(0, at - findEffect(rated, at)) / changeKinds[rated.change.kind].halfMs);
}

function toSuspect(rated: Rated, symptom: Symptom): ChangeSuspect {
  const { change, factors, base, words } = rated;
  const value = decay(rated, symptom.at);
  const reason = describeTime(rated, symptom.at);
  return {
    id: change.id,
    change,
    words,
    score: base * value,
    factors: [{ name: 'time', value, reason }, ...factors],
  };
}

function describeTime(rated: Rated, at: number): string {
  const { change } = rated;
  const end = change.until ?? change.at;
  if (end > at) {
    const started = `started ${formatGap(at - change.at)} before the symptom`;
    return change.at > at ? 'at the time of the symptom' : `${started} and was still running`;
  }
  const effect = findEffect(rated, at);
  const before = `${formatGap(at - end)} before the symptom`;
  return effect > end ? `${before}, and its job last ran ${formatGap(at - effect)} before` : before;
}

/** By everything but the time. Those that share no word or service with the symptom say nothing here. */
function rankSlow(
  before: readonly Rated[],
  symptom: Symptom,
  suspects: readonly ChangeSuspect[],
): ChangeSuspect[] {
  const first = new Set(suspects.slice(0, 5).map(({ id }) => id));
  const fitting = before.filter(
    ({ change, words }) =>
      words.length > 0 && !first.has(change.id) && symptom.at - change.at <= slowWindowMs,
  );
  return sortSuspects(
    fitting.map((one) => {
      const reason = `${describeTime(one, symptom.at)}, not counted`;
      const factors = [{ name: 'time', value: 1, reason }, ...one.factors];
      return { id: one.change.id, change: one.change, words: one.words, score: one.base, factors };
    }),
  );
}

/**
 * The best score that the same symptom would have at other moments of the record, evenly spread, at
 * least six hours away from it. They show what a high score is in this record.
 */
function scoreOrdinaryMoments(rated: readonly Rated[], at: number): number[] {
  const first = rated[0]?.change.at;
  const last = rated.at(-1)?.change.at;
  if (first === undefined || last === undefined || last - first < 2 * 86_400_000) return [];
  const step = (last - first) / (moments + 1);
  const scores: number[] = [];
  let end = 0;
  for (let number = 1; number <= moments; number += 1) {
    const moment = first + step * number;
    while ((rated[end]?.change.at ?? Infinity) <= moment) end += 1;
    if (Math.abs(moment - at) < ordinaryGapMs) continue;
    let best = 0;
    for (const one of rated.slice(Math.max(0, end - recent), end))
      best = Math.max(best, one.base * decay(one, moment));
    scores.push(best);
  }
  return scores;
}
