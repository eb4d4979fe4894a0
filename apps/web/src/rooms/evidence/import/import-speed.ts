export interface Sample {
  /** On any monotonic clock. */
  atMs: number;
  read: number;
  bytesRead: number;
}

/** Records per second and time left, from the latest samples; null until two of them differ. */
export function calculatePace(
  samples: readonly Sample[],
  bytes: number,
): { perSecond: number | null; leftMs: number | null } {
  const first = samples.at(0);
  const last = samples.at(-1);
  const passedMs = first && last ? last.atMs - first.atMs : 0;
  if (!first || !last || passedMs <= 0) return { perSecond: null, leftMs: null };
  const bytesPerMs = (last.bytesRead - first.bytesRead) / passedMs;
  return {
    perSecond: ((last.read - first.read) / passedMs) * 1000,
    leftMs: bytesPerMs > 0 && bytes > last.bytesRead ? (bytes - last.bytesRead) / bytesPerMs : null,
  };
}
