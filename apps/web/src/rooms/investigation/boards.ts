import {
  type Finding,
  type FindingType,
  type HypothesisStatus,
  hypothesisStatuses,
} from '@debrief/contract';

export interface Lane {
  key: string;
  type: FindingType;
  status: HypothesisStatus | null;
  findings: Finding[];
}

const statuses = hypothesisStatuses;

/**
 * The lanes of the board in display order, which is also the order of `j`. Open questions come
 * first.
 */
export function buildLanes(findings: readonly Finding[]): Lane[] {
  const hypotheses = statuses.map((status) => ({
    key: `hypothesis-${status}`,
    type: 'hypothesis' as const,
    status,
    findings: findings.filter(
      (finding) => finding.type === 'hypothesis' && finding.status === status,
    ),
  }));
  const isAnswered = (finding: Finding) => finding.type === 'question' && finding.isAnswered;
  const ofType = (type: FindingType): Lane => ({
    key: type,
    type,
    status: null,
    findings: findings
      .filter((finding) => finding.type === type)
      .toSorted((a, b) => Number(isAnswered(a)) - Number(isAnswered(b))),
  });
  return [
    ...hypotheses,
    ...(['question', 'decision', 'observation', 'contradiction', 'impact'] as const).map(ofType),
  ];
}
