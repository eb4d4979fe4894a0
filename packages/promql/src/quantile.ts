/** NaN is the smallest, as in Prometheus. */
export function compareValues(one: number, other: number): number {
  if (Number.isNaN(one)) return Number.isNaN(other) ? 0 : -1;
  if (Number.isNaN(other)) return 1;
  return one - other || 0;
}

/** Interpolates between the two nearest ranks. A share outside 0 to 1 gives an infinity. */
export function quantile(share: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(share)) return NaN;
  if (share < 0) return -Infinity;
  if (share > 1) return Infinity;
  const sorted = values.toSorted(compareValues);
  const rank = share * (sorted.length - 1);
  const below = Math.max(0, Math.floor(rank));
  const above = Math.min(sorted.length - 1, below + 1);
  const weight = rank - Math.floor(rank);
  return (sorted[below] ?? NaN) * (1 - weight) + (sorted[above] ?? NaN) * weight;
}

export interface Bucket {
  upper: number;
  count: number;
}

/** The quantile of a classic histogram, as Prometheus 2 calculates it (`bucketQuantile`). */
export function bucketQuantile(share: number, buckets: readonly Bucket[]): number {
  if (Number.isNaN(share)) return NaN;
  if (share < 0) return -Infinity;
  if (share > 1) return Infinity;
  const merged = mergeBuckets(buckets);
  const last = merged.at(-1);
  const highest = merged.at(-2);
  if (last?.upper !== Infinity || !highest || last.count === 0) return NaN;
  const rank = share * last.count;
  const index = merged.findIndex(({ count }) => count >= rank);
  const bucket = merged[index];
  if (!bucket || index === merged.length - 1) return highest.upper;
  const below = merged[index - 1];
  if (!below && bucket.upper <= 0) return bucket.upper;
  const start = below?.upper ?? 0;
  const before = below?.count ?? 0;
  return start + (bucket.upper - start) * ((rank - before) / (bucket.count - before));
}

/** Buckets with the same bound are added; a count is never lower than that of the bucket before. */
function mergeBuckets(buckets: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (const { upper, count } of buckets.toSorted((one, other) => one.upper - other.upper || 0)) {
    const last = merged.at(-1);
    if (last?.upper === upper) last.count += count;
    else merged.push({ upper, count });
  }
  let most = -Infinity;
  for (const bucket of merged) {
    if (bucket.count > most) most = bucket.count;
    else if (bucket.count < most) bucket.count = most;
  }
  return merged;
}
