import type { ActorRef, Citation, Finding, FindingType, Precision } from '@debrief/contract';

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
  if (type === 'hypothesis') {
    const steps = [
      {
        id: `${id}-proposed`,
        kind: 'proposed' as const,
        at,
        precision,
        by: actor.name,
        note: '',
        citations,
      },
    ];
    return {
      type,
      ...common,
      citations: [],
      timeSpentMs: null,
      lesson: '',
      status: 'open',
      steps,
      tookMs: null,
      isRedHerring: false,
    };
  }
  if (type === 'decision') {
    const texts = {
      role: '',
      known: '',
      unknown: '',
      abortCriteria: '',
      whySpeed: '',
      tradeOffs: '',
      outcome: '',
    };
    return { type, ...common, ...texts, options: [], reversibility: 'unknown', elapsedMs: null };
  }
  if (type === 'question')
    return {
      type,
      ...common,
      askedBy: '',
      askedOf: '',
      answer: '',
      answeredBy: '',
      isAnswered: false,
    };
  if (type === 'factor')
    return { type, ...common, kind: 'contributor', sense: '', belief: '', reality: '' };
  if (type === 'observation')
    return {
      type,
      ...common,
      kind: 'signal',
      source: '',
      query: '',
      method: '',
      reproduced: 'unknown',
      value: null,
      baseline: null,
      unit: '',
      stages: [],
      conclusion: '',
    };
  if (type === 'contradiction') {
    const account = { eventId: null, whose: '', says: '' };
    return { type, ...common, accounts: [account, account], explanation: '' };
  }
  const counts = { howMany: null, money: null, hours: null, nights: null, pulledIn: null };
  return {
    type,
    ...common,
    ...counts,
    on: 'customers',
    who: '',
    howItFelt: '',
    currency: '',
    calculation: '',
    repair: '',
    windows: [],
  };
}

export function listCitations(finding: Finding): Citation[] {
  return finding.type === 'hypothesis'
    ? [...finding.citations, ...finding.steps.flatMap((step) => step.citations)]
    : finding.citations;
}
