import { createHash } from 'node:crypto';
import { ClaimKind, Verdict, type CheckedClaim, type ReportCheck } from '@debrief/contract';
import { createSarifLog, type SarifLog, type SarifResult, type SarifRule } from './sarif-log.ts';
import { nearestText, verdictWords } from './verdict-words.ts';

interface ClaimResult extends SarifResult {
  properties: {
    kind: ClaimKind;
    verdict: Verdict;
    reading: string | null;
    evidence: string | null;
  };
}

const levels = {
  differs: 'warning',
  later: 'warning',
  'not-found': 'warning',
  unclear: 'note',
} as const;
type Reported = keyof typeof levels;
const isReported = (verdict: Verdict): verdict is Reported => verdict in levels;
const reported = Verdict.options.filter(isReported);

const rules: SarifRule[] = ClaimKind.options.flatMap((kind) =>
  reported.map((verdict) => ({
    id: `${kind}-${verdict}`,
    shortDescription: { text: `A ${kind} in the report: ${verdictWords[verdict]}` },
    defaultConfiguration: { level: levels[verdict] },
  })),
);

/**
 * Every claim that is not found, as a result at its place in the file. HTML has no places: its text is compared without markup.
 */
export function checkAsSarif(
  check: ReportCheck,
  file: { uri: string; hasPlaces: boolean; failOn: ReadonlySet<Verdict> },
): SarifLog<ClaimResult> {
  const results = check.claims.flatMap((claim) =>
    isReported(claim.verdict) ? [toResult(claim, claim.verdict, file)] : [],
  );
  return createSarifLog(rules, results);
}

function toResult(
  claim: CheckedClaim,
  verdict: Reported,
  { uri, hasPlaces, failOn }: { uri: string; hasPlaces: boolean; failOn: ReadonlySet<Verdict> },
): ClaimResult {
  const ruleId = `${claim.kind}-${verdict}`;
  const nearest = claim.nearest === null ? '' : ` Nearest evidence: ${nearestText(claim)}`;
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level: failOn.has(verdict) ? 'error' : levels[verdict],
    message: { text: `“${claim.text}”: ${claim.message}.${nearest}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          ...(hasPlaces && {
            region: {
              startLine: claim.line,
              startColumn: claim.column,
              endLine: claim.endLine,
              endColumn: claim.endColumn,
              snippet: { text: claim.text },
            },
          }),
        },
      },
    ],
    partialFingerprints: { 'claim/v1': fingerprint(claim) },
    properties: {
      kind: claim.kind,
      verdict,
      reading: claim.reading,
      evidence: claim.nearest?.target === 'evidence' ? claim.nearest.id : null,
    },
  };
}

/** The same claim keeps it when lines above it change. */
function fingerprint({ kind, text, sentence }: CheckedClaim): string {
  return createHash('sha256').update(`${kind}\n${text}\n${sentence}`).digest('hex').slice(0, 32);
}
