import type { SloResult } from '@debrief/contract';
import { numberText } from './numbers.ts';

/** Cut, not rounded: 99.9999 % is not 100 %. */
export function shareText(share: number | null): string {
  if (share === null) return 'no data';
  return `${Math.floor(Number((share * 100_000).toPrecision(12))) / 1_000}%`;
}

export const sloVerdictNames: Readonly<Record<SloResult['verdict'], string>> = {
  met: 'met',
  missed: 'missed',
  'no-data': 'no data',
  unsupported: 'not supported',
  failed: 'failed',
};

export function sloCountText({ n, unit }: Pick<SloResult, 'n' | 'unit'>): string {
  return n === null ? 'not known' : `${numberText(Math.round(n))} ${unit}`;
}
