import type { CheckOutcome, CheckRun, CheckVerdict } from '@debrief/contract';
import { countText } from '../numbers.ts';

/** From the worst to the best: what halts counts more than what could not run. */
const worstFirst: readonly CheckVerdict[] = ['halted', 'error', 'skipped', 'warned', 'passed'];

/** The verdict of several checks: the worst one. Nothing that was checked is an error. */
export function worstVerdict(outcomes: readonly { verdict: CheckVerdict }[]): CheckVerdict {
  return worstFirst.find((one) => outcomes.some(({ verdict }) => verdict === one)) ?? 'error';
}

/** What failed first. */
export function sortOutcomes<Outcome extends { verdict: CheckVerdict }>(
  outcomes: readonly Outcome[],
): Outcome[] {
  return outcomes.toSorted(
    (one, other) => worstFirst.indexOf(one.verdict) - worstFirst.indexOf(other.verdict),
  );
}

/** Whether a pipeline can continue. */
export function opensGate(verdict: CheckVerdict): boolean {
  return verdict === 'passed' || verdict === 'warned';
}

/** One run as a sentence, with the outcome that decided it. */
export function describeCheckRun({
  verdict,
  outcomes,
}: Pick<CheckRun, 'verdict' | 'outcomes'>): string {
  const count = outcomes.filter((one) => one.verdict === verdict).length;
  const [first] = sortOutcomes(outcomes);
  if (!first) return 'nothing was checked.';
  if (verdict === 'passed') return `${countText(count, 'check')} passed.`;
  return `${countText(count, 'check')} ${verbs[verdict]}. ${first.check}: ${first.text}`;
}

const verbs: Record<CheckVerdict, string> = {
  passed: 'passed',
  warned: 'warned',
  halted: 'halted',
  skipped: 'skipped',
  error: "couldn't run",
};

export function outcomeText({ check, verdict, text }: CheckOutcome): string {
  return `${verdict} ${check}: ${text}`;
}
