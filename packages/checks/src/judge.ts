import type { Bounds, Check, Level } from './definition.ts';
import type { CheckVerdict } from './result.ts';

/** What was measured for a check. */
export interface Measurement {
  /** Rows that fail, the number of rows, or another number. */
  value: number | null;
  total: number | null;
  /** What the value says, such as `user_id is null in 6 of 100 rows (6 %)`. */
  says: string;
  unit: 'failures' | 'rows' | 'value';
}

export interface Judgement {
  verdict: CheckVerdict;
  text: string;
}

const words: Record<keyof Bounds, string> = {
  mustBe: 'exactly',
  mustNotBe: 'anything but',
  mustBeGreaterThan: 'more than',
  mustBeGreaterOrEqualTo: 'at least',
  mustBeLessThan: 'less than',
  mustBeLessOrEqualTo: 'at most',
  mustBeBetween: 'between',
  mustNotBeBetween: 'outside of',
};

/** Compares what was measured with both levels. What cannot be compared never passes. */
export function judge({ warn, halt, minRows }: Check, measurement: Measurement): Judgement {
  const { value, total, says, unit } = measurement;
  if (total !== null && total < minRows)
    return {
      verdict: 'skipped',
      text: `Skipped: ${numberText(total)} rows, and it needs ${numberText(minRows)}.`,
    };
  if (value === null) return { verdict: 'skipped', text: `Skipped: ${says}.` };
  if (!Number.isFinite(value)) return { verdict: 'error', text: `${says}: this isn't a number.` };
  const amounts = {
    rows: unit === 'value' ? null : value,
    percent:
      unit === 'failures' && total !== null ? (total === 0 ? 0 : (value / total) * 100) : null,
    value: unit === 'value' ? value : null,
  };
  const broken = halt && findBroken(halt, amounts);
  if (broken) return { verdict: 'halted', text: `${says}. ${broken}` };
  const warned = warn && findBroken(warn, amounts);
  if (warned) return { verdict: 'warned', text: `${says}. ${warned}` };
  return { verdict: 'passed', text: `${says}.` };
}

function findBroken(
  level: Level,
  amounts: Record<'rows' | 'percent' | 'value', number | null>,
): string | null {
  for (const key of ['rows', 'percent', 'value'] as const) {
    const bounds = level[key];
    const amount = amounts[key];
    if (!bounds) continue;
    const unit = key === 'percent' ? ' %' : key === 'rows' ? ' rows' : '';
    if (amount === null) return `This check has no ${key}, so its bound cannot be compared.`;
    for (const name of Object.keys(words) as (keyof Bounds)[]) {
      const bound = bounds[name];
      if (bound === undefined || isWithin(name, bound, amount)) continue;
      const text =
        typeof bound === 'number' ? numberText(bound) : bound.map(numberText).join(' and ');
      return `It must be ${words[name]} ${text}${unit}.`;
    }
  }
  return null;
}

function isWithin(name: keyof Bounds, bound: number | [number, number], value: number): boolean {
  const [low, high] = typeof bound === 'number' ? [bound, bound] : bound;
  switch (name) {
    case 'mustBe':
      return value === low;
    case 'mustNotBe':
      return value !== low;
    case 'mustBeGreaterThan':
      return value > low;
    case 'mustBeGreaterOrEqualTo':
      return value >= low;
    case 'mustBeLessThan':
      return value < low;
    case 'mustBeLessOrEqualTo':
      return value <= low;
    case 'mustBeBetween':
      return value >= low && value <= high;
    case 'mustNotBeBetween':
      return value < low || value > high;
    // No default
  }
}

export function numberText(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 15 });
}

/** `6 of 100 rows (6 %)`, with so many digits that a small share is not 0 %. */
export function shareText(part: number, total: number): string {
  const percent = total === 0 ? 0 : (part / total) * 100;
  const digits = percent === 0 || percent >= 10 ? 1 : percent >= 0.1 ? 2 : 6;
  const share = percent.toLocaleString('en', { maximumFractionDigits: digits });
  return `${numberText(part)} of ${numberText(total)} rows (${share} %)`;
}
