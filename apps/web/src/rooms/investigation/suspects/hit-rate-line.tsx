import type { SuspectHitRate } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';

const percent = (share: number) => `${Math.round(share * 100)}`;

/** How often the ranking was right, with its intervals. */
export function HitRateLine() {
  const { data } = useQuery(queries.suspectHitRate());
  if (!data) return null;
  const { changes, components, onlyDismissed, isLimited } = data;
  const sentences = [
    ...(changes.incidents + components.incidents === 0
      ? [
          'No suspect of a closed incident has been confirmed yet, so the hit rate of this ranking is unknown.',
        ]
      : []),
    ...describeHits(changes, 'change'),
    ...describeHits(components, 'component'),
    ...(onlyDismissed > 0
      ? [
          `In ${onlyDismissed} more, suspects were dismissed and none was confirmed: these are not counted.`,
        ]
      : []),
    ...(isLimited ? ['Older incidents are not counted.'] : []),
  ];
  return <p className="mt-8 text-xs text-pretty text-ink-soft">{sentences.join(' ')}</p>;
}

function describeHits(
  { incidents, top1, top3, interval1, interval3 }: SuspectHitRate['changes'],
  noun: string,
): string[] {
  if (incidents === 0) return [];
  const closed = `${incidents} closed ${incidents === 1 ? 'incident' : 'incidents'}`;
  return [
    `In ${closed} with a confirmed ${noun}, this ranking lists it first in ${top1} (95 % interval ${percent(interval1[0])} to ${percent(interval1[1])} %) and among the first three in ${top3} (${percent(interval3[0])} to ${percent(interval3[1])} %).`,
  ];
}
