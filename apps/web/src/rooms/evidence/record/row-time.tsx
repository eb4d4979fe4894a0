import type { Evidence } from '@debrief/contract';
import { clockOffsetText, offsetText, sameClock, timeText, zoneName } from '@debrief/rules/time';
import { useState } from 'react';
import { useIncidentZone, useShownZone } from '../../../ui/time-zone.tsx';
import { rowTime } from './row-words.ts';

const precisionWords = {
  exact: 'exact',
  minute: 'to the minute',
  about: 'about',
  unknown: 'unknown; placed between its neighbors',
};

export function RowTime({ item }: { item: Evidence }) {
  const shown = useShownZone();
  const zone = useIncidentZone();
  const [isAsked, setAsked] = useState(false);
  return (
    <time
      dateTime={item.occurredAt}
      title={isAsked ? describeTimes(item, shown, zone) : undefined}
      onPointerEnter={() => setAsked(true)}
      className={item.precision === 'exact' ? '' : 'italic'}
    >
      {rowTime(item.occurredAt, item.precision, shown)}
    </time>
  );
}

function describeTimes(item: Evidence, shown: string, zone: string | null): string {
  const here = (at: string) => `${timeText(at, shown, 'both', 'exact')} ${zoneName(at, shown)}`;
  return [
    `Occurred: ${here(item.occurredAt)} (${precisionWords[item.precision]})`,
    zone !== null && !sameClock(item.occurredAt, shown, zone)
      ? `In the incident's zone: ${timeText(item.occurredAt, zone, 'both', 'exact')} ${zoneName(item.occurredAt, zone)}`
      : '',
    item.untilAt === null ? '' : `Until: ${here(item.untilAt)}`,
    item.zoneOffset === null ? '' : `Written in: ${offsetText(item.zoneOffset)}`,
    clockOffsetText(item.clockOffsetMs),
    `Recorded: ${here(item.recordedAt)}`,
    item.knownAt === null ? '' : `Known: ${here(item.knownAt)}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
