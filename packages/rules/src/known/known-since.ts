import type { Citation, EvidenceKind, FindingType, Known } from '@debrief/contract';

/**
 * Evidence in which people, or tools that call people, said something. A document is written
 * afterwards, and a change, log or metric says nothing until someone looks at it.
 */
export const saidKinds = [
  'message',
  'utterance',
  'alert',
  'page',
  'ticket',
  'status-update',
  'note',
] as const satisfies readonly EvidenceKind[];

export function isSaid(kind: EvidenceKind): boolean {
  return saidKinds.some((said) => said === kind);
}

export type CitedTime = Pick<Citation, 'evidenceId' | 'kind' | 'knownAt'>;

/** The first item of the record that mentions something, after it happened. */
export interface Mention {
  evidenceId: string;
  at: string;
}

/** What has a time at which it became known: an event or a finding. */
export interface Claim {
  at: string;
  knownAt: string | null;
  citations: readonly CitedTime[];
}

/**
 * When a claim became known: as confirmed, else when people first said what it cites or the record
 * first mentions it, else at its own time. Never before its own time. A conclusion was known when
 * all that it cites had been said.
 */
export function resolveKnown(claim: Claim, mention: Mention | null, isConclusion = false): Known {
  const notBefore = (at: string) => (Date.parse(at) < Date.parse(claim.at) ? claim.at : at);
  if (claim.knownAt !== null)
    return { at: notBefore(claim.knownAt), basis: 'confirmed', evidenceId: null };
  const all = claim.citations
    .filter((citation) => isSaid(citation.kind))
    .toSorted((a, b) => Date.parse(a.knownAt) - Date.parse(b.knownAt));
  const said = isConclusion ? all.at(-1) : all[0];
  const first = said ? { at: said.knownAt, evidenceId: said.evidenceId } : mention;
  if (!first) return { at: claim.at, basis: 'own-time', evidenceId: null };
  return { at: notBefore(first.at), basis: 'first-mention', evidenceId: first.evidenceId };
}

/**
 * Responders make hypotheses, decisions and questions themselves. Factors, impact and conflicting
 * accounts are conclusions from several things in the record.
 */
const conclusions: readonly FindingType[] = ['factor', 'impact', 'contradiction'];

export function resolveFindingKnown(
  type: FindingType,
  claim: Claim,
  mention: Mention | null,
): Known {
  return conclusions.includes(type)
    ? resolveKnown(claim, mention, true)
    : resolveKnown({ ...claim, citations: [] }, null);
}

/** Whether only the record can say when it was first mentioned, because no one is cited. */
export function needsMention(claim: Claim): boolean {
  return (
    claim.knownAt === null &&
    claim.citations.length > 0 &&
    !claim.citations.some((citation) => isSaid(citation.kind))
  );
}

export function needsFindingMention(type: FindingType, claim: Claim): boolean {
  return conclusions.includes(type) && needsMention(claim);
}
