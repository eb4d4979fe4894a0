import type {
  Citation,
  Evidence,
  EvidenceRevision,
  FactorLink,
  Finding,
  Hypothesis,
  Impact,
  Question,
  TimelineEvent,
} from '@debrief/contract';
import {
  deriveStatus,
  emptyContents,
  getElapsedMs,
  type StepState,
} from '../investigation/index.ts';

// Each function returns what responders could know at a time, and null for nothing. All are pure
// and cheap: the browser calls them in each frame while someone drags the time.

/** Whether something that became known at `at` was known at the time `t` in milliseconds. */
export function isKnown(at: string, t: number): boolean {
  return Date.parse(at) <= t;
}

/** The words of a later revision were not there yet. */
export function isRevisionKnown({ revisedAt }: Pick<Citation, 'revisedAt'>, t: number): boolean {
  return revisedAt === null || isKnown(revisedAt, t);
}

type CitedTimes = Pick<Citation, 'knownAt' | 'revisedAt'>;

function isCitationKnown(citation: CitedTimes, t: number): boolean {
  return isKnown(citation.knownAt, t) && isRevisionKnown(citation, t);
}

function maskCitations(citations: readonly Citation[], t: number): Citation[] {
  return citations
    .filter((citation) => isCitationKnown(citation, t))
    .map((citation) => ({ ...citation, hasChangedSince: false }));
}

/** An end after the time is not there yet. */
export function maskEnd(until: string | null, t: number): string | null {
  return until !== null && isKnown(until, t) ? until : null;
}

/** A masked item can't be changed: saving it would lose what is hidden. */
export const readOnly = { can: { change: false } };

export function maskEvent(event: TimelineEvent, t: number): TimelineEvent | null {
  if (!isKnown(event.knownSince.at, t)) return null;
  return {
    ...event,
    ...readOnly,
    until: maskEnd(event.until, t),
    citations: maskCitations(event.citations, t),
  };
}

/**
 * A finding of a type without a rule of its own is shown from the time at which it was known, with
 * all its fields.
 */
export function maskFinding<F extends Finding>(finding: F, t: number): F | null {
  if (!isKnown(finding.knownSince.at, t)) return null;
  const shown = { ...finding, ...readOnly, citations: maskCitations(finding.citations, t) };
  return { ...shown, ...laterFields(finding, t) };
}

/** The fields of a finding that say more than was known, with what they say at the time. */
function laterFields(finding: Finding, t: number): Partial<Finding> {
  if (finding.type === 'hypothesis') return maskHypothesis(finding, t);
  if (finding.type === 'question') return maskQuestion(finding, t);
  if (finding.type === 'impact') return maskImpact(finding, t);
  if (finding.type === 'observation') return {};
  return laterTexts[finding.type];
}

/** The texts that are written when it is known how things ended. */
export const laterTexts = {
  decision: { outcome: '', whySpeed: '' },
  factor: { reality: '' },
  contradiction: { explanation: '' },
};

function maskHypothesis({ steps: all }: Hypothesis, t: number): Partial<Hypothesis> {
  const { steps, ...state } = maskSteps(all, t);
  return {
    ...state,
    timeSpentMs: null,
    steps: steps.map((step) => ({ ...step, citations: maskCitations(step.citations, t) })),
  };
}

/** The updates of a hypothesis up to a time, and what follows from them. */
export function maskSteps<S extends StepState>(all: readonly S[], t: number) {
  const steps = all.filter((step) => isKnown(step.at, t));
  const status = deriveStatus(steps);
  const tookMs = getElapsedMs({ timeSpentMs: null, lesson: '', steps });
  const isRedHerring = status === 'ruled-out' && (tookMs ?? 0) > 0;
  return { steps, status, tookMs, isRedHerring, lesson: '' };
}

interface AnswerTimes extends Pick<Question, 'at' | 'answer' | 'answeredBy' | 'isAnswered'> {
  citations: readonly CitedTimes[];
}

/** An answer was known with the last of its evidence; without any, no one can say when. */
export function maskQuestion(
  { at, citations, answer, answeredBy, isAnswered }: AnswerTimes,
  t: number,
) {
  const later = citations.filter((citation) => !isKnown(citation.knownAt, Date.parse(at)));
  const wasAnswered = later.length > 0 && later.every((citation) => isCitationKnown(citation, t));
  return wasAnswered
    ? { answer, answeredBy, isAnswered }
    : { answer: '', answeredBy: '', isAnswered: false };
}

/** Sums and accounts of an impact are made when it is over. */
export function maskImpact(
  { on, who, windows }: Pick<Impact, 'on' | 'who' | 'windows'>,
  t: number,
) {
  return {
    ...emptyContents.impact,
    on,
    who,
    windows: windows.flatMap(({ from, until }) =>
      isKnown(from, t) ? [{ from, until: maskEnd(until, t) }] : [],
    ),
  };
}

export function maskEvents(events: readonly TimelineEvent[], t: number): TimelineEvent[] {
  return events.flatMap((event) => maskEvent(event, t) ?? []);
}

export function maskFindings(findings: readonly Finding[], t: number): Finding[] {
  return findings.flatMap((finding) => maskFinding(finding, t) ?? []);
}

/** The links between factors that are shown. */
export function maskLinks(
  links: readonly FactorLink[],
  findings: readonly Pick<Finding, 'id'>[],
): FactorLink[] {
  const shown = new Set(findings.map((finding) => finding.id));
  return links.filter((link) => shown.has(link.from) && shown.has(link.to));
}

export function isEvidenceKnown(
  item: Pick<Evidence, 'knownAt' | 'occurredAt'>,
  t: number,
): boolean {
  return isKnown(item.knownAt ?? item.occurredAt, t);
}

const states = new Set(['status', 'state', 'resolution', 'resolved', 'conclusion', 'outcome']);

/**
 * An item of the record in the revision of the time. Reactions have no times; a record that ended
 * later says in its fields how it ended.
 */
export function maskEvidence(item: Evidence, t: number): Evidence | null {
  if (!isEvidenceKnown(item, t)) return null;
  const { reactions: _, fields, ...details } = item.details;
  const untilAt = maskEnd(item.untilAt, t);
  const kept =
    untilAt === item.untilAt
      ? fields
      : fields &&
        Object.fromEntries(
          Object.entries(fields).filter(([name]) => !states.has(name.toLowerCase())),
        );
  return {
    ...item,
    untilAt,
    details: { ...details, ...(kept && { fields: kept }) },
    citedBy: [],
    citedIn: [],
  };
}

/**
 * The revisions of an item that Debrief had by then, without payloads: a source writes them
 * afterwards, with later reactions, replies and states.
 */
export function maskRevisions(
  revisions: readonly EvidenceRevision[],
  t: number,
): EvidenceRevision[] {
  return revisions
    .filter(({ revision, recordedAt }) => revision === 1 || isKnown(recordedAt, t))
    .map((revision) => ({ ...revision, payload: '' }));
}

/** The accounts of a contradiction link only to events that are shown. */
export function maskAccounts<F extends Finding>(
  finding: F,
  events: readonly Pick<TimelineEvent, 'id'>[],
): F {
  if (finding.type !== 'contradiction') return finding;
  const shown = new Set<string | null>(events.map(({ id }) => id));
  const accounts = finding.accounts.map((account) => ({
    ...account,
    eventId: shown.has(account.eventId) ? account.eventId : null,
  }));
  return { ...finding, accounts };
}
