import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';

const percent = (share: number) => `${Math.round(share * 100)}`;

/** How often the ranking was right, with its interval. */
export function HitRateLine() {
  const { data } = useQuery(queries.suspectHitRate());
  if (!data) return null;
  const { incidents, top1, top3, interval1, interval3 } = data;
  return (
    <p className="mt-6 text-xs text-pretty text-ink-soft">
      {incidents === 0
        ? 'No suspect of a closed incident has been confirmed yet, so the hit rate of this ranking is unknown.'
        : `In ${incidents} closed ${incidents === 1 ? 'incident' : 'incidents'} with a confirmed suspect, this ranking lists it first in ${top1} (95 % interval ${percent(interval1[0])} to ${percent(interval1[1])} %) and among the first three in ${top3} (${percent(interval3[0])} to ${percent(interval3[1])} %).`}
    </p>
  );
}
