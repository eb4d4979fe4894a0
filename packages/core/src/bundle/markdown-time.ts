import type { Precision } from '@debrief/contract';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** How times are written in one zone. */
export interface ZoneTimes {
  /** `Monday, 13 April 1970` */
  day(at: string): string;
  /** `14:05:10`, `14:05`, `about 14:05`, `time not known, placed at 14:05` */
  time(at: string, precision: Precision): string;
  /** `13 April 1970, about 14:05 (UTC-05:00)` */
  full(at: string, precision: Precision): string;
  /** `14:05–14:20`, with the day of the end where it is another one. */
  span(at: string, until: string | null, precision: Precision): string;
}

export function timesIn(zone: string): ZoneTimes {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  const partsOf = (at: string) =>
    Object.fromEntries(format.formatToParts(Date.parse(at)).map((part) => [part.type, part.value]));
  const date = (at: string) => {
    const parts = partsOf(at);
    return `${Number(parts['day'])} ${months[Number(parts['month']) - 1]} ${parts['year']}`;
  };
  const clock = (at: string, precision: Precision) => {
    const parts = partsOf(at);
    const minute = `${parts['hour']}:${parts['minute']}`;
    return precision === 'exact' ? `${minute}:${parts['second']}` : minute;
  };
  const time = (at: string, precision: Precision) => {
    const before: Record<Precision, string> = {
      exact: '',
      minute: '',
      about: 'about ',
      unknown: 'time not known, placed at ',
    };
    return `${before[precision]}${clock(at, precision)}`;
  };
  return {
    day: (at) => {
      const parts = partsOf(at);
      const weekday = new Date(
        Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day'])),
      ).getUTCDay();
      return `${weekdays[weekday]}, ${date(at)}`;
    },
    time,
    full: (at, precision) =>
      `${date(at)}, ${time(at, precision)} (${offsetOf(partsOf(at)['timeZoneName'])})`,
    span: (at, until, precision) => {
      if (until === null) return time(at, precision);
      return date(at) === date(until)
        ? `${time(at, precision)}–${clock(until, precision)}`
        : `${time(at, precision)} – ${date(until)}, ${clock(until, precision)}`;
    },
  };
}

/** `GMT-05:00` as people of a log write it: `UTC-05:00`. */
function offsetOf(name: string | undefined): string {
  return (name ?? 'GMT').replace('GMT', 'UTC').replace(/^UTC[+-]00:00$/, 'UTC');
}
