/**
 * Rows to verify so that, if all of them are right, at most `errorRate` of all rows are wrong with
 * this confidence: n = ⌈ln(1 − c) / ln(1 − p)⌉, from 1 − (1 − p)ⁿ ≥ c. With c = 0.95 it is close to
 * the rule of three, n ≈ 3 / p (Hanley and Lippman-Hand, JAMA 249, 1983, pages 1743 to 1745).
 */
export const countSample = (confidence: number, errorRate: number): number =>
  Math.ceil(Math.log(1 - confidence) / Math.log(1 - errorRate));

/** The largest error rate that is left if all of `rows` are right: 1 − (1 − c)^(1/n). */
export const largestErrorRate = (confidence: number, rows: number): number =>
  1 - (1 - confidence) ** (1 / rows);

/**
 * Divides a sample over partitions by their rows, with the largest remainders. Proportional strata
 * are never worse than a simple random sample, so the confidence stays true.
 */
export function divideSample(
  size: number,
  partitions: readonly { partition: string; rows: number }[],
): { partition: string; rows: number }[] {
  const total = partitions.reduce((sum, { rows }) => sum + rows, 0);
  const share = Math.min(size, total) / Math.max(total, 1);
  const parts = partitions.map(({ partition, rows }) => ({
    partition,
    rows: Math.floor(rows * share),
    rest: (rows * share) % 1,
  }));
  const missing = Math.min(size, total) - parts.reduce((sum, { rows }) => sum + rows, 0);
  const more = new Set(parts.toSorted((a, b) => b.rest - a.rest).slice(0, missing));
  return parts
    .map((part) => ({ partition: part.partition, rows: part.rows + (more.has(part) ? 1 : 0) }))
    .filter(({ rows }) => rows > 0);
}
