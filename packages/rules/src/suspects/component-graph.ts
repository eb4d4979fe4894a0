/**
 * A link between two components. `calls`: a symptom travels against it. `fronts`: the first is in
 * front of the second, such as a load balancer, and only passes on what the second does.
 */
export interface ComponentLink {
  from: string;
  to: string;
  kind: 'calls' | 'fronts';
}

/** Which components each one calls or fronts. Names are compared without case. */
export function listCallees(links: readonly ComponentLink[]): Map<string, Set<string>> {
  const callees = new Map<string, Set<string>>();
  for (const { from, to } of links) {
    const key = from.toLowerCase();
    if (key === to.toLowerCase()) continue;
    const known = callees.get(key) ?? new Set();
    callees.set(key, known.add(to.toLowerCase()));
  }
  return callees;
}

/** The components that these call, directly or through others, with the number of calls between. */
export function walkCallees(
  callees: ReadonlyMap<string, ReadonlySet<string>>,
  starts: readonly string[],
): Map<string, number> {
  const hops = new Map(starts.map((name) => [name.toLowerCase(), 0]));
  const queue = [...hops.keys()];
  for (const name of queue)
    for (const callee of callees.get(name) ?? [])
      if (!hops.has(callee)) {
        hops.set(callee, (hops.get(name) ?? 0) + 1);
        queue.push(callee);
      }
  return hops;
}

/** How many calls lie between the services of a symptom and a component; null if none is known. */
export function measureDistance(
  links: readonly ComponentLink[],
  services: readonly string[],
): (name: string) => number | null {
  const hops = walkCallees(listCallees(links), services);
  return (name) => hops.get(name.toLowerCase()) ?? null;
}
