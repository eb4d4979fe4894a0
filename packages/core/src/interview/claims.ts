import type { Citation, Finding, InterviewReason, TimelineEvent } from '@debrief/contract';

/** What someone's cited words did in the investigation. */
export interface Claim {
  kind: InterviewReason['kind'];
  text: string;
  evidenceIds: string[];
}

const short = (text: string) => (text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text);
const ids = (citations: readonly Citation[]) => citations.map(({ evidenceId }) => evidenceId);

/**
 * Key insight: the words that confirm a hypothesis, rule one out, propose the right one, or a
 * decision. People named in the words of a trigger might feel blamed.
 */
export function listClaims(
  findings: readonly Finding[],
  events: readonly TimelineEvent[],
): Claim[] {
  const noticed = events
    .filter(({ type }) => type === 'key-moment' || type === 'detection')
    .map(({ title, citations }) => ({
      kind: 'insight' as const,
      text: `Said what made a difference: ${short(title)}`,
      evidenceIds: ids(citations),
    }));
  return [...findings.flatMap(listOfFinding), ...noticed];
}

function listOfFinding(finding: Finding): Claim[] {
  const { statement, citations } = finding;
  if (finding.type === 'decision')
    return [
      {
        kind: 'insight',
        text: `Took part in a decision: ${short(statement)}`,
        evidenceIds: ids(citations),
      },
    ];
  if (finding.type === 'factor' && finding.kind === 'trigger')
    return [
      {
        kind: 'blame',
        text: `Is named in what is seen as a trigger: ${short(statement)}`,
        evidenceIds: ids(citations),
      },
    ];
  if (finding.type !== 'hypothesis') return [];
  const isRight = finding.status === 'confirmed' || finding.status === 'supported';
  return finding.steps.flatMap((step): Claim[] => {
    const text = stepText(step.kind, isRight);
    return text === null
      ? []
      : [
          {
            kind: 'insight',
            text: `${text}: ${short(statement)}`,
            evidenceIds: ids(
              step.kind === 'proposed' ? [...step.citations, ...citations] : step.citations,
            ),
          },
        ];
  });
}

function stepText(kind: string, isRight: boolean): string | null {
  if (kind === 'confirmed') return 'Confirmed a hypothesis';
  if (kind === 'ruled-out') return 'Ruled out a hypothesis';
  return kind === 'proposed' && isRight ? 'Asked about what it was' : null;
}

/** The evidence of each thing that could depend on one person: what confirmed, what repaired. */
export function listKnowledge(
  findings: readonly Finding[],
  events: readonly TimelineEvent[],
): { text: string; evidenceIds: string[] }[] {
  const confirming = findings.flatMap((finding) =>
    finding.type === 'hypothesis'
      ? finding.steps
          .filter(({ kind }) => kind === 'confirmed')
          .flatMap((one) => ids(one.citations))
      : [],
  );
  const repairing = events
    .filter(({ type }) => type === 'repair')
    .flatMap(({ citations }) => ids(citations));
  return [
    { text: 'Is the only one whose words confirm a hypothesis', evidenceIds: confirming },
    { text: 'Is the only one whose words describe the repair', evidenceIds: repairing },
  ];
}
