import type { Finding, InvestigationChange } from '@debrief/contract';

/** Text typed for five whys, and (once saved) the path that it became. */
export interface FiveWhysDraft {
  outcome: string;
  /** An existing factor, instead of an outcome. */
  outcomeId: string;
  whys: string[];
  /** From the outcome back; empty until it is saved. */
  path: string[];
  /** The current step of the path. */
  at: number;
}
export const blankFiveWhys: FiveWhysDraft = {
  outcome: '',
  outcomeId: '',
  whys: [''],
  path: [],
  at: 0,
};

/** The new factors in the order they were typed: the response has them in time order. */
export function pathIn(
  change: Pick<InvestigationChange, 'findings'>,
  statements: readonly string[],
  outcomeId: string,
): string[] {
  const left: Finding[] = change.findings.filter((finding) => finding.id !== outcomeId);
  const ids = statements.flatMap((statement) => {
    const at = left.findIndex((finding) => finding.statement === statement);
    return at < 0 ? [] : left.splice(at, 1).map((finding) => finding.id);
  });
  return outcomeId === '' ? ids : [outcomeId, ...ids];
}
