import type { AskState, Grade, Stance, StoryCitationState } from '@debrief/contract';

/** The input for grading: the current evidence of a claim, for this reader. */
export interface Standing {
  isRecollection: boolean;
  citations: readonly {
    stance: Stance;
    state: StoryCitationState;
    isDocumented: boolean;
    /** How many other participants confirmed the cited item in calibration. */
    confirmedBy?: number;
  }[];
  confirmations: readonly { state: AskState; isStale: boolean }[];
  /** A mentor reads it: only its writer gets advice on what to do. */
  isReadByOther?: boolean;
}

/**
 * The grade of a sentence (method B6): documented means a document shows it, confirmed that a peer
 * confirmed it, from memory that it is a marked recollection, no evidence that nothing supports it
 * or something contradicts it. A contradiction outweighs support: a sentence that a document
 * contradicts cannot be defended.
 */
export function gradeClaim(claim: Standing): { grade: Grade; reason: string } {
  const documents = claim.citations.filter((one) => one.state === 'visible' && one.isDocumented);
  const supporting = documents.filter((one) => one.stance === 'supports').length;
  const contradicting = documents.length - supporting;
  const answers = claim.confirmations.filter((one) => !one.isStale);
  const corrected = answers.filter((one) => one.state === 'corrected').length;
  const confirmed = answers.filter((one) => one.state === 'confirmed').length;
  if (contradicting > 0)
    return {
      grade: 'no-evidence',
      reason:
        supporting > 0
          ? 'One document supports this sentence and another contradicts it. Reword it to agree with both.'
          : 'A document contradicts this sentence. Reword it, or explain the contradiction.',
    };
  if (supporting > 0)
    return {
      grade: 'documented',
      reason: `${supporting === 1 ? 'Supported by 1 document' : `Supported by ${supporting} documents`}.${corrected > 0 ? ' A peer remembers it differently.' : ''}`,
    };
  if (corrected > 0)
    return {
      grade: 'no-evidence',
      reason: 'A peer remembers it differently, and no document settles it.',
    };
  if (confirmed > 0)
    return {
      grade: 'confirmed',
      reason: confirmed === 1 ? 'A peer confirmed it.' : `${confirmed} peers confirmed it.`,
    };
  const calibrated = claim.citations.filter(
    (one) => one.state === 'visible' && one.stance === 'supports' && (one.confirmedBy ?? 0) > 0,
  );
  const most = Math.max(...calibrated.map((one) => one.confirmedBy ?? 0));
  if (calibrated.length > 0)
    return {
      grade: 'confirmed',
      reason:
        most === 1
          ? 'A participant confirmed it in calibration.'
          : `${most} participants confirmed it in calibration.`,
    };
  if (claim.isRecollection)
    return {
      grade: 'from-memory',
      reason:
        `${claim.isReadByOther ? "From the author's memory." : 'From your memory.'} ${explainLoss(claim)}`.trim(),
    };
  const advice = claim.isReadByOther
    ? ''
    : ' Cite evidence, ask a peer, or mark it as from memory.';
  return { grade: 'no-evidence', reason: explainLoss(claim) || `No evidence yet.${advice}` };
}

/** Why a citation or an answer no longer counts, or never did. */
function explainLoss(claim: Standing): string {
  if (claim.citations.some((one) => one.state === 'gone'))
    return 'The cited evidence was deleted, redacted or removed.';
  if (claim.citations.some((one) => one.state === 'hidden'))
    return 'The cited evidence is no longer visible.';
  if (claim.citations.length > 0) return 'The cited item has no evidence itself.';
  if (claim.confirmations.some((one) => one.state === 'confirmed' && one.isStale))
    return 'The sentence changed after a peer confirmed it.';
  return '';
}
