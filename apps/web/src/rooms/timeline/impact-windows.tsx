import type { Investigation } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { durationText, timeText } from '@debrief/rules/time';
import type { TimeAxis } from '../../ui/time-axis.ts';
import { useShownZone } from '../../ui/time-zone.tsx';

/**
 * When someone was affected, from impact events and findings, and for how long in total. A single
 * event is shown in its lane only.
 */
export function ImpactWindows({
  impact: { windows, ms },
  axis,
}: {
  impact: Investigation['impact'];
  axis: TimeAxis;
}) {
  const zone = useShownZone();
  if (!windows.some(({ source }) => source === 'finding')) return null;
  const total =
    ms === null
      ? 'An end is not known, so there is no total'
      : `${durationText(ms)} in total, overlaps counted once`;
  return (
    <div className="grid grid-cols-[11rem_minmax(0,1fr)] items-center gap-x-3 px-3 text-2xs text-ink-soft">
      <p className="truncate px-1" title={total}>
        {ms === null ? countText(windows.length, 'impact window') : `Impact ${durationText(ms)}`}
      </p>
      <ul aria-label={`Impact windows. ${total}`} className="relative mr-2 h-4">
        {windows.map(({ from, until, id, title, status, ms: length }) => {
          const left = axis.toPosition(Date.parse(from));
          const right = until === null ? 1 : axis.toPosition(Date.parse(until));
          const end =
            until === null
              ? status === 'running'
                ? 'now, ongoing'
                : 'not known'
              : timeText(until, zone, 'both');
          const text = `${title}: ${timeText(from, zone, 'both')} to ${end}${length === null ? '' : `, ${durationText(length)}`}`;
          return (
            <li
              key={`${id} ${from}`}
              title={text}
              className="absolute top-1/2 h-1.5 min-w-1 -translate-y-1/2 rounded-sm opacity-60"
              style={{
                left: `${left * 100}%`,
                width: `${Math.max(0, right - left) * 100}%`,
                background:
                  until === null
                    ? 'linear-gradient(to right, var(--impact), transparent)'
                    : 'var(--impact)',
              }}
            >
              <span className="sr-only">{text}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
