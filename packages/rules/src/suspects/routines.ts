/** The fields of a change that show whether it is one run of a schedule. */
export interface Run {
  id: string;
  at: number;
  text: string;
  services: readonly string[];
}

/** A run of a schedule: how many there were before it. */
export interface Routine {
  earlier: number;
  everyMs: number;
}

const enoughRuns = 5;
const regularShare = 0.8;
const tolerance = 0.1;

/**
 * The changes that repeat at regular times with the same words except for numbers, such as a nightly
 * job, by id. At least five of them, and four of five gaps within a tenth of the usual one. In time
 * order.
 */
export function findRoutines(runs: readonly Run[]): Map<string, Routine> {
  const found = new Map<string, Routine>();
  const byShape = Map.groupBy(runs, ({ text, services }) => `${services.join()} ${toShape(text)}`);
  for (const group of byShape.values()) {
    const everyMs = findInterval(group.map(({ at }) => at));
    if (everyMs !== null)
      for (const [earlier, { id }] of group.entries()) found.set(id, { earlier, everyMs });
  }
  return found;
}

const toShape = (text: string) =>
  text.slice(0, 300).split('\n', 1)[0]?.replaceAll(/\d+/g, '#') ?? '';

function findInterval(times: readonly number[]): number | null {
  if (times.length < enoughRuns) return null;
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  if (usual <= 0) return null;
  const regular = gaps.filter((gap) => Math.abs(gap - usual) <= usual * tolerance);
  return regular.length >= gaps.length * regularShare ? usual : null;
}

/**
 * When each other change takes effect in a service that works by schedule: at the runs between it
 * and the next change of the service. By id, in time order.
 */
export function findEffects(
  runs: readonly Run[],
  routines: ReadonlyMap<string, Routine>,
): Map<string, number[]> {
  const effects = new Map<string, number[]>();
  const current = new Map<string, number[]>();
  for (const { id, at, services } of runs) {
    if (routines.has(id)) for (const service of services) current.get(service)?.push(at);
    else {
      const times: number[] = [];
      effects.set(id, times);
      for (const service of services) current.set(service, times);
    }
  }
  return effects;
}
