import type { Precision } from '@debrief/contract';

const dayMs = 86_400_000;

/** From this many of a unit on, the next smaller unit is omitted. */
const units: readonly [name: string, ms: number, alone: number][] = [
  ['y', 365.25 * dayMs, 3],
  ['d', dayMs, 10],
  ['h', 3_600_000, Infinity],
  ['min', 60_000, Infinity],
  ['s', 1000, Infinity],
];

/** `31 min in`, or `2 h before the start`. */
export function elapsedText(ms: number): string {
  return ms < 0 ? `${durationText(-ms)} before the start` : `${durationText(ms)} in`;
}

/** How long something took, in its largest unit and the one below it: `6 min 58 s`, `2 h 6 min`, `3 d 4 h`, `48 y`.
 * Truncated, never rounded up, so that no duration reads longer than it was. Seconds are shown
 * only when both ends are known exactly; `about` when one is known only roughly. */
export function durationText(ms: number, precision: Precision = 'exact'): string {
  const about = precision === 'about' || precision === 'unknown' ? 'about ' : '';
  const size = Math.abs(ms);
  if (precision !== 'exact' && size < 60_000) return 'under 1 min';
  const index = units.findIndex(([, unitMs]) => size >= unitMs);
  const unit = units[index];
  if (!unit) return size < 1 ? '0 s' : `${Math.trunc(size)} ms`;
  const [name, unitMs, alone] = unit;
  const count = Math.floor(size / unitMs);
  const [nextName, nextMs] = units[index + 1] ?? ['s', Infinity];
  const rest = Math.floor((size - count * unitMs) / nextMs);
  const isLeftOut = rest === 0 || count >= alone || (nextName === 's' && precision !== 'exact');
  return `${about}${count} ${name}${isLeftOut ? '' : ` ${rest} ${nextName}`}`;
}

/** Every unit, so that `readDuration` gets the same milliseconds back: `1 h 20 min`, `1 d 0.25 s`. */
export function exactDurationText(ms: number): string {
  let rest = Math.abs(ms);
  const parts: string[] = [];
  for (const [name, unitMs] of units.slice(1, -1)) {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest / 1000} s`);
  return parts.join(' ');
}

/** `+1 min 30 s`, `−0.5 s`, `0 s`: by how much something is ahead or behind. */
export function signedDurationText(ms: number): string {
  const sign = ms === 0 ? '' : ms < 0 ? '−' : '+';
  return `${sign}${exactDurationText(ms)}`;
}

const written =
  /^(?:(\d+)\s*d[a-z]*)?\s*(?:(\d+(?:[.,]\d+)?)\s*h[a-z]*)?\s*(?:(\d+)\s*(?:m[a-z]*|$))?\s*(?:(\d+(?:[.,]\d+)?)\s*s[a-z]*)?$/i;

/** Milliseconds of `1 h 20 min`, `2h`, `45m`, `1.5 h` or plain minutes; null if it is not a duration. */
export function readDuration(text: string): number | null {
  const given = text.trim();
  const match = given === '' || given.length > 100 ? null : written.exec(given);
  if (!match) return null;
  const [days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number((part ?? '0').replace(',', '.')));
  return Math.round(
    (days ?? 0) * dayMs +
      (hours ?? 0) * 3_600_000 +
      (minutes ?? 0) * 60_000 +
      (seconds ?? 0) * 1000,
  );
}
