import type { AskState, Grade, Stance, StoryCitationState } from '@debrief/contract';

/** What a grade is reckoned from: what of a claim stands at this moment, for whoever reads it. */
export interface Standing {
  isRecollection: boolean;
  citations: readonly { stance: Stance; state: StoryCitationState; isArtefact: boolean }[];
  confirmations: readonly { state: AskState; isStale: boolean }[];
  /** A mentor reads it: what to do about it is its writer's. */
  isReadByOther?: boolean;
}

/**
 * The grade of a sentence (method B6): E3 an artefact shows it, E2 a peer confirmed it, E1 it is a recollection and says so, E0 nothing stands behind it, or something
 * stands against it. What contradicts goes before what supports: a sentence that an artefact contradicts is not one that can be defended.
 */
export function gradeOf(claim: Standing): { grade: Grade; reason: string } {
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
          ? 'One artefact shows it and another contradicts it. Reword it until both agree with it.'
          : 'An artefact contradicts it. Reword it, or say why both can be so.',
    };
  if (supporting > 0)
    return {
      grade: 'E3',
      reason: `${supporting === 1 ? 'An artefact shows' : `${supporting} artefacts show`} it.${corrected > 0 ? ' A peer remembers it otherwise.' : ''}`,
    };
  if (corrected > 0)
    return { grade: 'E0', reason: 'A peer remembers it otherwise, and no artefact decides it.' };
  if (confirmed > 0)
    return {
      grade: 'E2',
      reason: confirmed === 1 ? 'A peer confirmed it.' : `${confirmed} peers confirmed it.`,
    };
  if (claim.isRecollection)
    return {
      grade: 'E1',
      reason:
        `${claim.isReadByOther ? 'Its writer recalls it.' : 'You recall it.'} ${lostOf(claim)}`.trim(),
    };
  const advice = claim.isReadByOther
    ? ''
    : ' Cite what shows it, ask a peer, or mark it as your recollection.';
  return { grade: 'E0', reason: lostOf(claim) || `Nothing stands behind it yet.${advice}` };
}

/** Why what was cited or answered no longer counts, or never did. */
function lostOf(claim: Standing): string {
  if (claim.citations.some((one) => one.state === 'gone'))
    return 'What it cited was deleted or redacted since.';
  if (claim.citations.some((one) => one.state === 'hidden'))
    return 'What it cited is no longer visible.';
  if (claim.citations.length > 0) return 'What it cites rests on no evidence itself.';
  if (claim.confirmations.some((one) => one.state === 'confirmed' && one.isStale))
    return 'The sentence was changed after a peer confirmed it.';
  return '';
}
