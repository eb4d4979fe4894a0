import type { ServiceLinkKind } from '@debrief/contract';
import { toDependency } from '../catalog/index.ts';

/**
 * A link between two components. `calls`: a symptom travels against it. `fronts`: the first is in
 * front of the second, such as a load balancer, and only passes on what the second does. `feeds`:
 * data flows from the first to the second, and a symptom travels with it.
 */
export interface ComponentLink {
  from: string;
  to: string;
  kind: ServiceLinkKind;
}

/** Which components each one depends on. Names are compared without case. */
export function listCallees(links: readonly ComponentLink[]): Map<string, Set<string>> {
  const callees = new Map<string, Set<string>>();
  for (const link of links) {
    const { from, to } = toDependency(link);
    const key = from.toLowerCase();
    if (key === to.toLowerCase()) continue;
    const known = callees.get(key) ?? new Set();
    callees.set(key, known.add(to.toLowerCase()));
  }
  return callees;
}

/** The components that these depend on, directly or through others, with the number of links between. */
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

/** The links from the services of a symptom to a component; null if none leads there. */
export function createPathFinder(
  links: readonly ComponentLink[],
  services: readonly string[],
): (name: string) => ComponentLink[] | null {
  const outgoing = Map.groupBy(links, (link) => toDependency(link).from.toLowerCase());
  const paths = new Map<string, ComponentLink[]>(services.map((name) => [name.toLowerCase(), []]));
  const queue = [...paths.keys()];
  for (const name of queue)
    for (const link of outgoing.get(name) ?? []) {
      const to = toDependency(link).to.toLowerCase();
      if (paths.has(to)) continue;
      paths.set(to, [...(paths.get(name) ?? []), link]);
      queue.push(to);
    }
  return (name) => paths.get(name.toLowerCase()) ?? null;
}

/** `checkout calls payments, payments calls db`. */
export const describePath = (path: readonly ComponentLink[]): string =>
  path.map(({ from, kind, to }) => `${from} ${kind} ${to}`).join(', ');
