import type { Phase, PhaseName } from '@debrief/contract';
import { durationText, timeText } from '@debrief/rules/time';
import type { TimeAxis } from '../../../ui/time-axis.ts';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { phaseWords } from './words.ts';

const colors: Record<PhaseName, string> = {
  undetected: 'var(--impact)',
  response: 'var(--diagnosis)',
  recovery: 'var(--repair)',
};

/** The phases between the milestones as one band on the axis; unknown ones are not drawn. */
export function Phases({ phases, axis }: { phases: readonly Phase[]; axis: TimeAxis }) {
  const zone = useShownZone();
  const known = phases.flatMap((phase) =>
    phase.from !== null && phase.ms !== null ? [{ ...phase, from: phase.from }] : [],
  );
  if (known.length === 0) return null;
  return (
    <ol className="relative col-start-2 mt-0.5 mr-2 h-4" aria-label="Phases">
      {known.map(({ name, from, until, ms, precision, status }) => {
        const left = axis.toPosition(Date.parse(from));
        const right = until === null ? 1 : axis.toPosition(Date.parse(until));
        const length = `${durationText(ms ?? 0, precision)}${status === 'running' ? ' so far' : ''}`;
        return (
          <li
            key={name}
            title={`${phaseWords[name]}, ${length}: ${timeText(from, zone, 'both')} to ${until === null ? 'now' : timeText(until, zone, 'both')}`}
            className="absolute inset-y-0 flex flex-wrap overflow-hidden border-l-2 text-2xs leading-4 whitespace-nowrap"
            style={{
              left: `${left * 100}%`,
              width: `${Math.max(0, right - left) * 100}%`,
              borderColor: colors[name],
              background: `color-mix(in srgb, ${colors[name]} 14%, transparent)`,
            }}
          >
            {/* A name that doesn't fit next to this wraps out of sight: no part of it is shown. */}
            <span aria-hidden="true" className="h-4 w-px" />
            <span aria-hidden="true" className="px-1">
              {phaseWords[name]}
            </span>
            <span className="sr-only">{`${phaseWords[name]}: ${length}`}</span>
          </li>
        );
      })}
    </ol>
  );
}
