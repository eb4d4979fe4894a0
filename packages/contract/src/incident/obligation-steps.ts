import type { MilestoneKind } from './milestone.ts';
import type { Obligation } from './obligation.ts';

interface Step {
  /** The report that is due. */
  milestone: MilestoneKind;
  /** What its time is counted from. */
  after: MilestoneKind;
  within: { hours: number } | { days: number } | { months: number };
}

/**
 * The reports of each obligation, and when they are due:
 *
 * - GDPR (EU) 2016/679, Article 33(1).
 * - NIS2 (EU) 2022/2555, Article 23(4).
 * - Cyber Resilience Act (EU) 2024/2847, Article 14(2) for actively exploited vulnerabilities and 14(4)
 *   for severe incidents.
 */
export const obligationSteps: Record<Obligation, { name: string; steps: readonly Step[] }> = {
  gdpr: {
    name: 'GDPR, personal data breach',
    steps: [{ milestone: 'gdpr-notification', after: 'aware', within: { hours: 72 } }],
  },
  nis2: {
    name: 'NIS2, significant incident',
    steps: [
      { milestone: 'nis2-early-warning', after: 'aware', within: { hours: 24 } },
      { milestone: 'nis2-notification', after: 'aware', within: { hours: 72 } },
      { milestone: 'nis2-final-report', after: 'nis2-notification', within: { months: 1 } },
    ],
  },
  'cra-incident': {
    name: 'Cyber Resilience Act, severe incident',
    steps: [
      { milestone: 'cra-early-warning', after: 'aware', within: { hours: 24 } },
      { milestone: 'cra-notification', after: 'aware', within: { hours: 72 } },
      { milestone: 'cra-final-report', after: 'cra-notification', within: { months: 1 } },
    ],
  },
  'cra-vulnerability': {
    name: 'Cyber Resilience Act, exploited vulnerability',
    steps: [
      { milestone: 'cra-early-warning', after: 'aware', within: { hours: 24 } },
      { milestone: 'cra-notification', after: 'aware', within: { hours: 72 } },
      { milestone: 'cra-final-report', after: 'mitigated', within: { days: 14 } },
    ],
  },
};
