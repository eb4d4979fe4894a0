import type { CheckedClaim, Verdict } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import { oneLine } from '../text.ts';

export const verdictWords: Record<Verdict, string> = {
  differs: 'differs',
  later: 'later',
  'not-found': 'not in the record',
  unclear: 'unclear',
  found: 'found',
};

/** The closest evidence on one line: `2022-12-06T19:36:07Z #inc-search Jonah: I SEE THE MUG`. */
export function nearestText({ nearest }: CheckedClaim): string {
  if (nearest === null) return '-';
  const origin = [utcText(nearest.at, nearest.precision), nearest.stream, nearest.author ?? ''];
  return `${origin.filter((part) => part !== '').join(' ')}: ${oneLine(nearest.text)}`;
}
