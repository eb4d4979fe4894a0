import type { AskState, Grade, Stance, StoryCitationState } from '@debrief/contract';

/** What a grade is reckoned from: what of a claim stands at this moment, for whoever reads it. */
export interface Standing {
  isRecollection: boolean;
  citations: readonly { stance: Stance; state: StoryCitationState; isArtefact: boolean }[];
  confirmations: readonly { state: AskState; isStale: boolean }[];
  /** A mentor reads it: what to do about it is its writer's. */
  isReadByOther?: boolean;
}

/** The grade of a sentence (method B6): E3 an artefact shows it, E2 a peer confirmed it, E1 it is a recollection and says so, E0 nothing stands behind it, or something
 * stands against it. What contradicts goes before what supports: a sentence that an artefact contradicts is not one that can be defended. */
export function gradeClaim(claim: Standing): { grade: Grade; reason: string } {
  const artefacts = claim.citations.filter((one) => one.state === 'visible' && one.isArtefact);
  const supporting = artefacts.filter((one) => one.stance === 'supports').length;
  const contradicting = artefacts.length - supporting;
  const answers = claim.confirmations.filter((one) => !one.isStale);
  const corrected = answers.filter((one) => one.state === 'corrected').length;
  const confirmed = answers.filter((one) => one.state === 'confirmed').length;
  if (contradicting > 0)
    return {
      grade: 'E0',
      reason:
        supporting > 0
          ? 'One document supports this sentence and another contradicts it. Reword it to agree with both.'
          : 'A document contradicts this sentence. Reword it, or explain the contradiction.',
    };
  if (supporting > 0)
    return {
      grade: 'E3',
      reason: `${supporting === 1 ? 'Supported by 1 document' : `Supported by ${supporting} documents`}.${corrected > 0 ? ' A peer remembers it differently.' : ''}`,
    };
  if (corrected > 0)
    return { grade: 'E0', reason: 'A peer remembers it differently, and no document settles it.' };
  if (confirmed > 0)
    return {
      grade: 'E2',
      reason: confirmed === 1 ? 'A peer confirmed it.' : `${confirmed} peers confirmed it.`,
    };
  if (claim.isRecollection)
    return {
      grade: 'E1',
      reason:
        `${claim.isReadByOther ? "From the author's memory." : 'From your memory.'} ${explainLoss(claim)}`.trim(),
    };
  const advice = claim.isReadByOther
    ? ''
    : ' Cite evidence, ask a peer, or mark it as from memory.';
  return { grade: 'E0', reason: explainLoss(claim) || `No evidence yet.${advice}` };
}

/** Why what was cited or answered no longer counts, or never did. */
function explainLoss(claim: Standing): string {
  if (claim.citations.some((one) => one.state === 'gone'))
    return 'The cited evidence was deleted or redacted.';
  if (claim.citations.some((one) => one.state === 'hidden'))
    return 'The cited evidence is no longer visible.';
  if (claim.citations.length > 0) return 'The cited item has no evidence of its own.';
  if (claim.confirmations.some((one) => one.state === 'confirmed' && one.isStale))
    return 'The sentence changed after a peer confirmed it.';
  return '';
}
