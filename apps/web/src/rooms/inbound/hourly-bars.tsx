import { countText } from '@debrief/rules/numbers';

/** Deliveries in each of the last 24 hours, as small bars. */
export function HourlyBars({ perHour }: { perHour: readonly number[] }) {
  const total = perHour.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...perHour);
  return (
    <figure className="w-64 max-w-full">
      <div
        role="img"
        aria-label={`${countText(total, 'delivery', 'deliveries')} in the last 24 hours`}
        className="flex h-10 items-end gap-0.5"
      >
        {perHour.map((count, index) => (
          <span
            key={index}
            title={`${countText(count, 'delivery', 'deliveries')}, ${perHour.length - 1 - index} h ago`}
            className={`flex-1 rounded-t-xs ${count === 0 ? 'bg-line' : 'bg-accent'}`}
            style={{ height: count === 0 ? '2px' : `${Math.max(10, (100 * count) / most)}%` }}
          />
        ))}
      </div>
      <figcaption className="mt-1 flex justify-between text-xs text-ink-soft">
        <span>24 hours ago</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}
