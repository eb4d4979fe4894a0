import type { Finding, ImpactWindow, TimelineEvent } from '@debrief/contract';

/**
 * The windows of impact in time order, and the time that at least one of them covers: impact events
 * with an end, and the ranges of impact findings. A range without an end is running while the
 * incident is; afterwards its end is missing, and the total is unknown.
 */
export function measureImpact(
  events: readonly Pick<TimelineEvent, 'id' | 'type' | 'title' | 'at' | 'until'>[],
  findings: readonly Finding[],
  { isOngoing, now }: { isOngoing: boolean; now: Date },
): { windows: ImpactWindow[]; ms: number | null } {
  const given = [
    ...events.flatMap(({ id, type, title, at: from, until }) =>
      type === 'impact' && until !== null
        ? [{ source: 'event' as const, id, title, from, until }]
        : [],
    ),
    ...findings.flatMap((finding) =>
      finding.type === 'impact'
        ? finding.windows.map((range) => ({
            source: 'finding' as const,
            id: finding.id,
            title: finding.statement,
            ...range,
          }))
        : [],
    ),
  ];
  const windows = given
    .map((one): ImpactWindow => {
      const status = one.until !== null ? 'value' : isOngoing ? 'running' : 'missing';
      const end = one.until ?? (isOngoing ? now.toISOString() : null);
      return {
        ...one,
        status,
        ms: end === null ? null : Math.max(0, Date.parse(end) - Date.parse(one.from)),
      };
    })
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.id.localeCompare(b.id));
  if (windows.length === 0 || windows.some(({ ms }) => ms === null)) return { windows, ms: null };
  let total = 0;
  let covered = Number.NEGATIVE_INFINITY;
  for (const { from, ms } of windows) {
    const start = Date.parse(from);
    const end = start + (ms ?? 0);
    total += Math.max(0, end - Math.max(start, covered));
    covered = Math.max(covered, end);
  }
  return { windows, ms: total };
}
