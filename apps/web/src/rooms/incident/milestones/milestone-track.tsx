import { milestoneTexts, type Duration, type Milestone } from '@debrief/contract';
import { clockText, dateText, durationText, shortDateText, timeText } from '@debrief/rules/time';
import { cx } from '../../../ui/cx.ts';
import type { TimeAxis } from '../../../ui/time-axis.ts';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { lengthText } from './words.ts';

export interface PlacedMilestone {
  milestone: Milestone;
  /** 0 to 1 on the axis. */
  at: number;
  /** Labels that would overlap are on separate lines. */
  line: number;
  isLate: boolean;
  /** `5 Dec`: the day, where it is another one than at the mark before. Null on a single day. */
  day: string | null;
}

const mostLines = 7;

/**
 * Labels are to the right of their mark, at the end of the axis to the left; `labelWidth` is a
 * fraction of the axis.
 */
export function placeMarks(
  milestones: readonly Milestone[],
  axis: TimeAxis,
  labelWidth: number,
  zone: string,
): PlacedMilestone[] {
  const hasDays = new Set(milestones.map(({ at }) => dateText(at, zone))).size > 1;
  let lastDay = '';
  const taken: { line: number; from: number; to: number }[] = [];
  return milestones
    .map((milestone) => ({ milestone, at: axis.toPosition(Date.parse(milestone.at)) }))
    .toSorted((a, b) => a.at - b.at)
    .map((mark) => {
      const date = dateText(mark.milestone.at, zone);
      const day = hasDays && date !== lastDay ? shortDateText(mark.milestone.at, zone) : null;
      lastDay = date;
      const width = day === null ? labelWidth : labelWidth * 1.3;
      const isLate = mark.at > 1 - width;
      const from = isLate ? mark.at - width : mark.at;
      const to = from + width;
      const isFree = (line: number) =>
        !taken.some((one) => one.line === line && one.from < to && from < one.to);
      const lines = Array.from({ length: mostLines }, (_, line) => line);
      const line = lines.find(isFree) ?? mostLines - 1;
      taken.push({ line, from, to });
      return { ...mark, line, isLate, day };
    });
}

export const labelLines = (marks: readonly PlacedMilestone[]): number =>
  Math.max(1, ...marks.map((mark) => mark.line + 1));

interface MarkProps extends PlacedMilestone {
  onOpen?: () => void;
}

export function MilestoneMark({ milestone, at, line, isLate, day, onOpen }: MarkProps) {
  const zone = useShownZone();
  const { label } = milestoneTexts[milestone.kind];
  const time = timeText(milestone.at, zone, 'both', milestone.precision);
  const mark = (
    <span aria-hidden="true" className="text-accent">
      ◆
    </span>
  );
  const precision = milestone.precision === 'exact' ? 'minute' : milestone.precision;
  const clock = `${day === null ? '' : `${day}, `}${clockText(milestone.at, zone, precision)}`;
  const words = (
    <>
      {!isLate && mark} <span className="font-medium text-ink">{label}</span> {clock}{' '}
      {isLate && mark}
    </>
  );
  const place = {
    className: cx(
      'tabular absolute min-h-4 rounded-sm text-2xs whitespace-nowrap',
      isLate && '-translate-x-full',
      onOpen && 'hover:bg-wash-strong',
    ),
    style: { left: `${at * 100}%`, top: `${line * 1.15}rem` },
    title: [`${label}: ${time}`, milestone.note].filter(Boolean).join('\n'),
  };
  return onOpen ? (
    <button type="button" {...place} onClick={onOpen}>
      {words}
    </button>
  ) : (
    <span {...place}>{words}</span>
  );
}

interface SpanProps {
  duration: Duration;
  milestones: readonly Milestone[];
  axis: TimeAxis;
}

/**
 * A duration as a bracket on the axis, with its length next to it; the tooltip has its start and
 * end.
 */
export function Span({ duration, milestones, axis }: SpanProps) {
  const zone = useShownZone();
  const from = milestones.find((one) => one.kind === duration.from);
  const to = milestones.find((one) => one.kind === duration.to);
  const text = lengthText(duration);
  if (!from || duration.status === 'invalid')
    return <li className="col-start-2 h-4 font-medium text-danger">{text}</li>;
  const left = axis.toPosition(Date.parse(from.at));
  const right = to ? axis.toPosition(Date.parse(to.at)) : 1;
  const told = [from, to].flatMap((one) =>
    one ? [`${milestoneTexts[one.kind].label} ${timeText(one.at, zone, 'both')}`] : ['now'],
  );
  const words =
    left > Math.max(0.3, 1 - right)
      ? 'right-full pr-1.5'
      : right < 0.7
        ? 'left-full pl-1.5'
        : 'left-1/2 -translate-x-1/2 bg-paper px-1';
  return (
    <li
      className="relative col-start-2 mr-2 h-4"
      title={`${told.join(' → ')}: ${durationText(duration.ms ?? 0, duration.precision)}`}
    >
      <span
        className="absolute top-1/2 h-1.5 min-w-1 -translate-y-1/2"
        style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
      >
        <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
        <span className="absolute inset-y-0 left-0 w-px bg-line-strong" />
        {duration.status !== 'running' && (
          <span className="absolute inset-y-0 right-0 w-px bg-line-strong" />
        )}
        <span className={cx('tabular absolute top-1/2 -translate-y-1/2 whitespace-nowrap', words)}>
          {text}
        </span>
      </span>
    </li>
  );
}
