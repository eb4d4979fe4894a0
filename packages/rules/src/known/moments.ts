import { countUntil } from './count-until.ts';
import { resolveMilestoneKnown } from './mask-milestones.ts';
import type { Finding, Milestone, TimelineEvent } from '@debrief/contract';

/** A moment at which something becomes visible: where `[` and `]` stop. */
export interface MarkedMoment {
  atMs: number;
  label: string;
}

interface Marked {
  events: readonly TimelineEvent[];
  findings: readonly Finding[];
  milestones: readonly Pick<Milestone, 'kind' | 'at' | 'eventId'>[];
}

/** When events, findings, their updates and milestones became known: in order, one for each time. */
export function listMoments({ events, findings, milestones }: Marked): MarkedMoment[] {
  const all = [
    ...milestones.map((milestone) => ({
      at: resolveMilestoneKnown(milestone, events),
      label: milestone.kind.replaceAll('-', ' '),
    })),
    ...events.map(({ knownSince, title }) => ({ at: knownSince.at, label: title })),
    ...findings.flatMap((finding) => [
      { at: finding.knownSince.at, label: finding.statement },
      ...(finding.type === 'hypothesis'
        ? finding.steps.slice(1).map(({ at, kind }) => ({
            at,
            label: `${kind.replaceAll('-', ' ')}: ${finding.statement}`,
          }))
        : []),
    ]),
  ];
  const byTime = new Map<number, string>();
  for (const { at, label } of all)
    if (!byTime.has(Date.parse(at))) byTime.set(Date.parse(at), label);
  return [...byTime].map(([atMs, label]) => ({ atMs, label })).toSorted((a, b) => a.atMs - b.atMs);
}

/** The next (1) or previous (-1) marked moment from a time; null if there is none. */
export function stepMoment(
  moments: readonly MarkedMoment[],
  t: number,
  by: 1 | -1,
): MarkedMoment | null {
  const times = moments.map((moment) => moment.atMs);
  const index = by === 1 ? countUntil(times, t) : countUntil(times, t - 1) - 1;
  return moments[index] ?? null;
}
