import type { Precision } from '@debrief/contract';
import {
  clockOffsetText,
  offsetText,
  sameClock,
  timeText,
  type TimeShow,
  zoneName,
} from '@debrief/rules/time';
import { useIncidentZone, useShownZone } from './time-zone.tsx';

interface TimeProps {
  at: string;
  precision?: Precision;
  show?: TimeShow;
  /** The offset at its source, in minutes east of UTC. */
  zoneOffset?: number | null;
  /** When Debrief received it, and when the responders knew it, for the tooltip. */
  /** How the clock of its source was corrected. */
  clockOffsetMs?: number;
  recordedAt?: string | null;
  knownAt?: string | null;
  className?: string;
}

/** A time in the zone of the screen. The tooltip shows everything known about it. */
export function Time({
  at,
  precision = 'minute',
  show = 'both',
  zoneOffset = null,
  clockOffsetMs = 0,
  recordedAt = null,
  knownAt = null,
  className = '',
}: TimeProps) {
  const shown = useShownZone();
  const zone = useIncidentZone();
  return (
    <time
      dateTime={at}
      title={describeTimes({
        at,
        precision,
        shown,
        zone,
        zoneOffset,
        clockOffsetMs,
        recordedAt,
        knownAt,
      })}
      className={`tabular ${className}`}
    >
      {timeText(at, shown, show, precision)}
    </time>
  );
}

interface AllOf {
  at: string;
  precision: Precision;
  shown: string;
  zone: string | null;
  zoneOffset: number | null;
  clockOffsetMs: number;
  recordedAt: string | null;
  knownAt: string | null;
}

const precisionWords: Record<Precision, string> = {
  exact: 'exact',
  minute: 'to the minute',
  about: 'about',
  unknown: 'unknown; placed between its neighbors',
};

function describeTimes({
  at,
  precision,
  shown,
  zone,
  zoneOffset,
  clockOffsetMs,
  recordedAt,
  knownAt,
}: AllOf): string {
  const here = (time: string) =>
    `${timeText(time, shown, 'both', 'exact')} ${zoneName(time, shown)}`;
  const lines = [`Occurred: ${here(at)} (${precisionWords[precision]})`];
  if (zone !== null && !sameClock(at, shown, zone))
    lines.push(
      `In the incident's zone: ${timeText(at, zone, 'both', 'exact')} ${zoneName(at, zone)}`,
    );
  lines.push(`UTC: ${at}`);
  if (zoneOffset !== null) lines.push(`Written in: ${offsetText(zoneOffset)}`);
  if (clockOffsetMs !== 0) lines.push(clockOffsetText(clockOffsetMs));
  if (recordedAt !== null) lines.push(`Recorded: ${here(recordedAt)}`);
  if (knownAt !== null) lines.push(`Known: ${here(knownAt)}`);
  return lines.join('\n');
}
