/** An invented organization with a year of incidents, the same for the same seed. */
export interface Organization {
  people: Member[];
  /** The name of each technology, and its team. */
  technologies: { name: string; team: number }[];
  shifts: { member: number; team: number; from: number; until: number }[];
  incidents: OrganizationIncident[];
  /** Technologies that depend on one person, with that person. */
  islands: { technology: number; member: number }[];
  /**
   * Someone who is on call twice as often as the others of their team. The first technology fails
   * nearly always during their shifts, so they resolve nearly all of its incidents, as anyone would.
   */
  busy: number;
}

export interface Member {
  name: string;
  email: string;
  team: number;
}

export interface OrganizationIncident {
  technology: number;
  at: number;
  /** Who confirmed the mechanism and who fixed it. */
  confirmed: number[];
  fixed: number[];
}

export interface OrganizationSize {
  seed: number;
  /** The end of the year. */
  until: number;
  incidents?: number;
  technologies?: number;
  islands?: number;
}

const teams = 5;
const membersOfTeam = 8;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
const days = 360;
const minuteMs = 60_000;

/** 40 people in five teams with a weekly rotation, and 300 incidents. */
export function generateOrganization({
  seed,
  until,
  incidents: count = 300,
  technologies: technologyCount = 24,
  islands: islandCount = 3,
}: OrganizationSize): Organization {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const people = Array.from({ length: teams * membersOfTeam }, (_, at): Member => ({
    name: `Person ${toLetters(at)}`,
    email: `person.${toLetters(at).toLowerCase()}@example.org`,
    team: at % teams,
  }));
  const membersIn = (team: number) => people.flatMap((one, at) => (one.team === team ? [at] : []));
  const technologies = Array.from({ length: technologyCount }, (_, at) => ({
    name: `technology-${at}`,
    team: at % teams,
  }));
  const from = until - days * dayMs;
  // The busy person takes a second week of each rotation.
  const busy = membersIn(0)[3] ?? 0;
  const shifts = Array.from({ length: teams }, (_, team) => {
    const rotation = [...membersIn(team), ...(team === 0 ? [busy] : [])];
    return Array.from({ length: Math.ceil((days * dayMs) / weekMs) }, (__, week) => ({
      member: rotation[week % rotation.length] ?? 0,
      team,
      from: from + week * weekMs,
      until: Math.min(until, from + (week + 1) * weekMs),
    }));
  }).flat();
  const islands = Array.from({ length: islandCount }, (_, at) => {
    // In other teams than the busy person's.
    const technology = 1 + at * 6 - ((1 + at * 6) % teams === 0 ? 1 : 0);
    return { technology, member: pick(random, membersIn(technology % teams)) };
  });
  const incidents = Array.from({ length: count }, (): OrganizationIncident => {
    const technology = below(technologyCount);
    const team = technologies[technology]?.team ?? 0;
    const isTrap = technology === 0 && random() < 0.95;
    const within = isTrap
      ? pick(
          random,
          shifts.filter((one) => one.member === busy),
        )
      : { from, until: until - 60 * minuteMs };
    const length = within.until - within.from;
    const at = Math.floor((within.from + random() * length) / minuteMs) * minuteMs;
    const onCall =
      shifts.find((one) => one.team === team && one.from <= at && at < one.until)?.member ?? 0;
    const expert = islands.find((one) => one.technology === technology)?.member;
    const resolver = () => {
      if (expert !== undefined && random() < 0.95) return [expert];
      if (isTrap) return [onCall];
      const [first, second] = [
        random() < 0.75 ? onCall : pick(random, membersIn(team)),
        pick(random, membersIn(team)),
      ];
      return random() < 0.6 ? [first] : [...new Set([first, second])];
    };
    const confirmed = random() < 0.25 ? [] : resolver();
    return { technology, at, confirmed, fixed: random() < 0.1 ? [] : resolver() };
  });
  return { people, technologies, shifts, incidents, islands, busy };
}

const toLetters = (at: number) =>
  `${String.fromCodePoint(65 + Math.floor(at / 26))}${String.fromCodePoint(97 + (at % 26))}`;

/** Pseudo-random numbers that are the same in every run (mulberry32, public domain). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}
