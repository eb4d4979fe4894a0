import type { ActorRef, Citation, Finding, FindingType, Precision } from '@debrief/contract';
import { emptyContents } from '@debrief/rules/investigation';

export interface Blank {
  id: string;
  incidentId: string;
  actor: ActorRef;
  nowIso: string;
  at: string;
  precision: Precision;
  statement: string;
  citations: Citation[];
}

/** A finding before it is saved: shown on the screen, and the start of a new one. */
export function blankFinding(
  type: FindingType,
  { id, incidentId, actor, nowIso, at, precision, statement, citations }: Blank,
): Finding {
  const common = {
    id,
    incidentId,
    statement,
    at,
    precision,
    knownAt: null,
    knownSince: { at, basis: 'own-time' as const, evidenceId: null },
    citations,
    createdAt: nowIso,
    createdBy: actor,
    updatedAt: nowIso,
    updatedBy: actor,
    version: 0,
    can: { change: true },
  };
  switch (type) {
    case 'hypothesis': {
      const proposed = {
        id: `${id}-proposed`,
        kind: 'proposed' as const,
        by: actor.name,
        note: '',
      };
      return {
        type,
        ...common,
        ...emptyContents.hypothesis,
        citations: [],
        status: 'open',
        steps: [{ ...proposed, at, precision, citations }],
        tookMs: null,
        isRedHerring: false,
      };
    }
    case 'decision':
      return {
        type,
        ...common,
        ...emptyContents.decision,
        elapsedMs: null,
        isBeforeEvidence: false,
      };
    case 'question':
      return { type, ...common, ...emptyContents.question, isAnswered: false };
    case 'factor':
      return { type, ...common, ...emptyContents.factor };
    case 'impact':
      return { type, ...common, ...emptyContents.impact };
    case 'observation':
      return { type, ...common, ...emptyContents.observation };
    case 'contradiction': {
      const account = { eventId: null, whose: '', says: '' };
      return {
        type,
        ...common,
        ...emptyContents.contradiction,
        accounts: [account, account],
      };
    }
  }
}

export function listCitations(finding: Finding): Citation[] {
  return finding.type === 'hypothesis'
    ? [...finding.citations, ...finding.steps.flatMap((step) => step.citations)]
    : finding.citations;
}
