import type { Evidence } from '@debrief/contract';
import { offsetText, sameClock, timeText, zoneName } from '@debrief/rules/time';
import { use, useState } from 'react';
import { IncidentZone } from '../../../ui/time.tsx';
import { readerZone } from '../../../ui/reader-zone.ts';
import { rowTime } from './row-words.ts';

const precisionWords = {
  exact: 'exact',
  minute: 'to the minute',
  about: 'about',
  unknown: 'unknown; placed between its neighbors',
};

export function RowTime({ item }: { item: Evidence }) {
  const zone = use(IncidentZone);
  const [isAsked, setAsked] = useState(false);
  return (
    <time
      dateTime={item.occurredAt}
      title={isAsked ? describeTimes(item, zone) : undefined}
      onPointerEnter={() => setAsked(true)}
      className={item.precision === 'exact' ? '' : 'italic'}
    >
      {rowTime(item.occurredAt, item.precision)}
    </time>
  );
}

function describeTimes(item: Evidence, zone: string | null): string {
  const here = (at: string) =>
    `${timeText(at, readerZone, 'both', 'exact')} ${zoneName(at, readerZone)}`;
  return [
    `Occurred: ${here(item.occurredAt)} (${precisionWords[item.precision]})`,
    zone !== null && !sameClock(item.occurredAt, readerZone, zone)
      ? `In the incident's zone: ${timeText(item.occurredAt, zone, 'both', 'exact')} ${zoneName(item.occurredAt, zone)}`
      : '',
    item.untilAt === null ? '' : `Until: ${here(item.untilAt)}`,
    item.zoneOffset === null ? '' : `Written in: ${offsetText(item.zoneOffset)}`,
    `Recorded: ${here(item.recordedAt)}`,
    item.knownAt === null ? '' : `Known: ${here(item.knownAt)}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
