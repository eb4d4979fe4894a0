import { countText } from '../numbers.ts';
import { durationText } from '../time/index.ts';
import type { Strength } from './suspect.ts';

const list = new Intl.ListFormat('en');

export const formatList = (words: readonly string[]): string => list.format(words);

/** `0.84×`, `17×`. */
export function formatFactor(value: number): string {
  return `${Number(value.toPrecision(2))}×`;
}

/** A gap in words, to the minute: `12 min`, `1 d 9 h`. */
export const formatGap = (ms: number): string => durationText(Math.max(0, ms), 'minute');

/** What a comparison of metrics leaves out, in a sentence; empty if nothing. */
export function leftOutText({
  every,
  leftOut: { series, values },
}: {
  every: number;
  leftOut: { series: number; values: number };
}): string {
  const parts = [
    ...(every > 1 ? [`all but one in ${every} measurements, evenly over time`] : []),
    ...(series > 0 ? [countText(series, 'series', 'series')] : []),
    ...(values > 0
      ? [`${countText(values, 'value')} that ${values === 1 ? 'is' : 'are'} not a plain number`]
      : []),
  ];
  return parts.length === 0 ? '' : `Left out: ${formatList(parts)}.`;
}

/** What the strength of the first suspect means, in a sentence. */
export function strengthText({
  strength,
  ordinary: { moments, reached },
}: {
  strength: Strength;
  ordinary: { moments: number; reached: number };
}): string {
  if (strength === 'unknown') return 'The record is too short to tell what is usual.';
  const compared = `${reached} of ${moments} other moments of this record have a suspect with as high a score`;
  return strength === 'strong'
    ? `One suspect is unusual: ${compared}.`
    : `No strong suspect: ${compared}.`;
}
