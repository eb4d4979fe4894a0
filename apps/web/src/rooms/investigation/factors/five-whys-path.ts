import type { Finding, InvestigationChange } from '@debrief/contract';

/** What was typed of five whys, and (once it is saved) the path that it became. */
export interface FiveWhysDraft {
  outcome: string;
  /** Instead of an outcome: a factor that is there already. */
  outcomeId: string;
  whys: string[];
  /** From the outcome back; empty until it is saved. */
  path: string[];
  /** Which step of the path is looked at. */
  at: number;
}
export const blankFiveWhys: FiveWhysDraft = {
  outcome: '',
  outcomeId: '',
  whys: [''],
  path: [],
  at: 0,
};

/** The new factors in the order in which they were typed: the answer holds them in order of time. */
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
