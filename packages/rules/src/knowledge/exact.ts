/**
 * The chance of at least `hits` successes in independent trials, each with its own chance: exact, by
 * adding one trial at a time (the Poisson binomial distribution; with equal chances the binomial).
 */
export function tailChance(chances: readonly number[], hits: number): number {
  if (hits <= 0) return 1;
  if (hits > chances.length) return 0;
  // The chance of each number of successes so far; the last is for `hits` and more.
  const counts = [1, ...Array.from({ length: hits }, () => 0)];
  for (const chance of chances)
    for (let count = hits; count >= 0; count -= 1) {
      const stays = count === hits ? 1 : 1 - chance;
      counts[count] = (counts[count] ?? 0) * stays + (counts[count - 1] ?? 0) * chance;
    }
  return Math.min(1, counts[hits] ?? 0);
}

/**
 * The exact 95 % interval of a share (Clopper and Pearson 1934): the shares for which this many hits,
 * and this few, each have a chance of 2.5 % or more. From 0 to 1 without trials.
 */
export function exactInterval(hits: number, trials: number): [number, number] {
  const tail = (share: number, least: number) =>
    tailChance(
      Array.from({ length: trials }, () => share),
      least,
    );
  return [
    hits === 0 ? 0 : findShare((share) => tail(share, hits) >= 0.025),
    hits === trials ? 1 : findShare((share) => 1 - tail(share, hits + 1) <= 0.025),
  ];
}

/** The smallest share for which a condition is true that stays true for larger ones. */
function findShare(isTrue: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Which of these results to report, so that of those reported at most this share is expected to be
 * wrong (Benjamini and Hochberg 1995).
 */
export function limitFalseDiscoveries(
  chances: readonly number[],
  share: number,
): (chance: number) => boolean {
  const limit = chances
    .toSorted((a, b) => a - b)
    .findLast((chance, index) => chance <= ((index + 1) / chances.length) * share);
  return (chance) => limit !== undefined && chance <= limit;
}
