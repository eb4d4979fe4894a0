import type { Precision } from '@debrief/contract';
import { offsetText, sameClock, timeText, type TimeShow, zoneName } from '@debrief/rules/time';
import { createContext, use } from 'react';
import { readerZone } from './reader-zone.ts';

/** The zone of the incident that is open; the incident's layout sets it. */
export const IncidentZone = createContext<string | null>(null);

interface TimeProps {
  at: string;
  precision?: Precision;
  show?: TimeShow;
  /** Minutes east of UTC that the time was written in at its source. */
  zoneOffset?: number | null;
  /** When Debrief got it, and when the responders knew it, for what hovering shows. */
  recordedAt?: string | null;
  knownAt?: string | null;
  /** Leaves out the incident's zone, where a column says it once. */
  isBare?: boolean;
  className?: string;
}

/** A time in the reader's zone, with the incident's zone beside it where the two clocks differ. Hovering shows all that is known of it. */
export function Time({
  at,
  precision = 'minute',
  show = 'both',
  zoneOffset = null,
  recordedAt = null,
  knownAt = null,
  isBare = false,
  className = '',
}: TimeProps) {
  const zone = use(IncidentZone);
  const differs = !isBare && show !== 'day' && zone !== null && !sameClock(at, readerZone, zone);
  return (
    <time
      dateTime={at}
      title={describeTimes({ at, precision, zone, zoneOffset, recordedAt, knownAt })}
      className={`tabular ${className}`}
    >
      {timeText(at, readerZone, show, precision)}
      {differs && (
        <span className="ml-1 whitespace-nowrap text-ink-faint">
          (
          {`${timeText(at, zone, 'clock', precision === 'exact' ? 'exact' : 'minute')} ${zoneName(at, zone)}`}
          )
        </span>
      )}
    </time>
  );
}

interface AllOf {
  at: string;
  precision: Precision;
  zone: string | null;
  zoneOffset: number | null;
  recordedAt: string | null;
  knownAt: string | null;
}

const precisionWords: Record<Precision, string> = {
  exact: 'exact',
  minute: 'to the minute',
  about: 'about',
  unknown: 'unknown; placed between its neighbors',
};

function describeTimes({ at, precision, zone, zoneOffset, recordedAt, knownAt }: AllOf): string {
  const here = (time: string) =>
    `${timeText(time, readerZone, 'both', 'exact')} ${zoneName(time, readerZone)}`;
  const lines = [`Occurred: ${here(at)} (${precisionWords[precision]})`];
  if (zone !== null && !sameClock(at, readerZone, zone))
    lines.push(
      `In the incident's zone: ${timeText(at, zone, 'both', 'exact')} ${zoneName(at, zone)}`,
    );
  lines.push(`UTC: ${at}`);
  if (zoneOffset !== null) lines.push(`Written in: ${offsetText(zoneOffset)}`);
  if (recordedAt !== null) lines.push(`Recorded: ${here(recordedAt)}`);
  if (knownAt !== null) lines.push(`Known: ${here(knownAt)}`);
  return lines.join('\n');
}
