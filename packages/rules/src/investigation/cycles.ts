import type { FactorLink } from '@debrief/contract';

/**
 * The cycles in a graph of factors: each group of factors that all lead to one another (Tarjan's
 * strongly connected components with more than one node).
 */
export function findCycles(links: readonly Pick<FactorLink, 'from' | 'to'>[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) {
    next.set(from, [...(next.get(from) ?? []), to]);
    if (!next.has(to)) next.set(to, []);
  }
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    const own = number.size;
    number.set(node, own);
    low.set(node, own);
    stack.push(node);
    for (const other of next.get(node) ?? []) {
      if (!number.has(other)) visit(other);
      if (stack.includes(other))
        low.set(node, Math.min(low.get(node) ?? own, low.get(other) ?? own));
    }
    if (low.get(node) !== own) return;
    const ring = stack.splice(stack.indexOf(node));
    if (ring.length > 1) found.push(ring.toSorted());
  };
  for (const node of next.keys()) if (!number.has(node)) visit(node);
  return found;
}
