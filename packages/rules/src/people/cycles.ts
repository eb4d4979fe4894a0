/** The cycles of a map from each thing to the next one, each once. It takes one step per thing. Pure. */
export function findCycles<T>(next: ReadonlyMap<T, T>): T[][] {
  const visited = new Map<T, T>();
  const cycles: T[][] = [];
  for (const start of next.keys()) {
    const path: T[] = [];
    let at: T | undefined = start;
    while (at !== undefined && !visited.has(at)) {
      visited.set(at, start);
      path.push(at);
      at = next.get(at);
    }
    if (at !== undefined && visited.get(at) === start) cycles.push(path.slice(path.indexOf(at)));
  }
  return cycles;
}
