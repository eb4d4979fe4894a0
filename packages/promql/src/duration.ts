import { QueryError } from './errors.ts';

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

const written = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const units = ['y', 'w', 'd', 'h', 'm', 's', 'ms'];

/**
 * A duration as Prometheus writes it, such as `1h30m`, in milliseconds. `0` needs no unit. Errors:
 * `syntax`.
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0;
  const match = text === '' ? null : written.exec(text);
  if (!match) throw new QueryError('syntax', `not a valid duration: "${text}"`);
  return units.reduce(
    (sum, unit, index) => sum + Number(match[index + 1] ?? 0) * (unitMs[unit] ?? 0),
    0,
  );
}

/** The shortest text of a duration: `90m` is `1h30m`. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const one = unitMs[unit] ?? 1;
    const count = Math.floor(rest / one);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * one;
  }
  return text === '' ? '0s' : text;
}
