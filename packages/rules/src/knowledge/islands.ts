import type { KnowledgeState } from '@debrief/contract';
import { limitFalseDiscoveries, tailChance } from './exact.ts';

/** Who resolved one incident of a technology. People are any keys, each once. */
export interface Resolution {
  /** Who confirmed the mechanism. */
  confirmed: readonly string[];
  /** Who fixed it. */
  fixed: readonly string[];
  /** Whether someone was on call during it. A person who is missing: no schedule says. */
  onCall: ReadonlyMap<string, boolean>;
}

export const islandRules = {
  fewestIncidents: 5,
  /** The involvement that a set of people covers. */
  share: 0.8,
  /** How many people share a technology that doesn't depend on one of them. */
  group: { known: 4, unknown: 2 },
  /** The chance, in a group that shares a technology, up to which it is said to depend on one person. */
  chance: 0.05,
  /** Of the technologies that are said to depend on one person, expected to be wrong at most. */
  falseDiscoveries: 0.1,
} as const;

export interface Judgment {
  state: KnowledgeState;
  /** The size of the smallest set of people that was involved in 80 %; null for `few`. */
  people: number | null;
  /** The person that the technology depends on, for `one`. Only they may learn it. */
  person: string | null;
}

/** What incidents say about one person and a technology. */
export interface Involvement {
  involved: number;
  /** Incidents in which they were the only one to confirm the mechanism or to fix it. */
  alone: number;
  /** Of those outside of their shifts. */
  aloneOffCall: number;
  /** All incidents outside of their shifts. */
  offCall: number;
}

const isAlone = ({ confirmed, fixed }: Resolution, person: string) =>
  [confirmed, fixed].some((people) => people.length === 1 && people[0] === person);

const listPeople = ({ confirmed, fixed }: Resolution) => new Set([...confirmed, ...fixed]);

/** Pure. */
export function measureInvolvement(
  resolutions: readonly Resolution[],
  person: string,
): Involvement {
  const offCall = resolutions.filter(({ onCall }) => onCall.get(person) !== true);
  const alone = (list: readonly Resolution[]) => list.filter((one) => isAlone(one, person)).length;
  return {
    involved: resolutions.filter((one) => listPeople(one).has(person)).length,
    alone: alone(resolutions),
    aloneOffCall: alone(offCall),
    offCall: offCall.length,
  };
}

/**
 * The chance that someone is the only one in this many incidents or more outside of their shifts, if
 * a group shares the technology equally: four people (a quarter each, which is also the limit of the
 * Google SRE book for time on call), or two if no schedule says whether they were on call. Incidents
 * during their shifts are expected, so they say nothing: who is on shift more is in more incidents by
 * mere arithmetic (https://github.com/Elevation9184/Incident-Pattern-Simulator, about nurses). The
 * chance is exact, and multiplied by the number of people who could be the one.
 */
export function chanceByExposure(resolutions: readonly Resolution[], person: string): number {
  const offCall = resolutions.filter(({ onCall }) => onCall.get(person) !== true);
  const { known, unknown } = islandRules.group;
  const sizes = offCall.map(({ onCall }) => (onCall.has(person) ? known : unknown));
  const { aloneOffCall } = measureInvolvement(offCall, person);
  const chances = sizes.map((size) => 1 / size);
  return Math.min(1, Math.max(1, ...sizes) * tailChance(chances, aloneOffCall));
}

/**
 * Which technologies depend on one person. Someone must have been involved in 80 % of the incidents,
 * have been the only one in half of those outside of their shifts, and more often than exposure
 * explains. Technologies with fewer than five incidents aren't judged. Pure.
 */
export function judgeTechnologies(
  technologies: ReadonlyMap<string, readonly Resolution[]>,
): Map<string, Judgment> {
  const tested = [...technologies].flatMap(([name, resolutions]) =>
    resolutions.length < islandRules.fewestIncidents
      ? []
      : [{ name, ...findLikeliest(resolutions) }],
  );
  const isFound = limitFalseDiscoveries(
    tested.map(({ chance }) => chance),
    islandRules.falseDiscoveries,
  );
  const judged = new Map<string, Judgment>(
    [...technologies.keys()].map((name) => [name, { state: 'few', people: null, person: null }]),
  );
  for (const { name, people, person, chance } of tested) {
    const isOne = person !== null && chance <= islandRules.chance && isFound(chance);
    const state = people > 1 ? 'several' : isOne ? 'one' : 'unclear';
    judged.set(name, { state, people, person: isOne ? person : null });
  }
  return judged;
}

function findLikeliest(resolutions: readonly Resolution[]) {
  const people = countPeopleNeeded(resolutions, islandRules.share);
  const candidates = [...new Set(resolutions.flatMap((one) => [...listPeople(one)]))]
    .filter((person) => {
      const { involved, aloneOffCall, offCall } = measureInvolvement(resolutions, person);
      return (
        involved >= islandRules.share * resolutions.length &&
        offCall > 0 &&
        aloneOffCall * 2 >= offCall
      );
    })
    .map((person) => ({ person, chance: chanceByExposure(resolutions, person) }))
    .toSorted((a, b) => a.chance - b.chance);
  return { people, person: null, chance: 1, ...candidates[0] };
}

/**
 * Whether too few incidents are outside of the shifts of the people involved: then no one can be
 * found, however many there are. Someone who is always on call is the usual reason.
 */
export function isOnShiftOnly(resolutions: readonly Resolution[]): boolean {
  const outside = resolutions.filter((one) =>
    [...listPeople(one)].some((person) => one.onCall.get(person) !== true),
  );
  return outside.length < islandRules.fewestIncidents;
}

/**
 * How many people it takes to have been involved in this share of the incidents: the one with the
 * most first, then the one who adds the most. One is exact, and more is at most this many.
 */
export function countPeopleNeeded(resolutions: readonly Resolution[], share: number): number {
  let left = resolutions.map(listPeople);
  const allowed = resolutions.length - Math.ceil(share * resolutions.length - 1e-9);
  for (let count = 0; ; count += 1) {
    if (left.length <= allowed) return count;
    const adds = new Map<string, number>();
    for (const people of left)
      for (const person of people) adds.set(person, (adds.get(person) ?? 0) + 1);
    const [next] = [...adds].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (!next) return count;
    left = left.filter((people) => !people.has(next[0]));
  }
}
