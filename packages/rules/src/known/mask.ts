import type {
  Citation,
  Evidence,
  FactorLink,
  Finding,
  Hypothesis,
  Impact,
  Question,
  TimelineEvent,
} from '@debrief/contract';
import { deriveStatus, getElapsedMs } from '../investigation/index.ts';

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

function isCitationKnown(citation: Pick<Citation, 'knownAt' | 'revisedAt'>, t: number): boolean {
  return isKnown(citation.knownAt, t) && isRevisionKnown(citation, t);
}

function maskCitations(citations: readonly Citation[], t: number): Citation[] {
  return citations
    .filter((citation) => isCitationKnown(citation, t))
    .map((citation) => ({ ...citation, hasChangedSince: false }));
}

/** An end after the time is not there yet. */
function maskEnd(until: string | null, t: number): string | null {
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
  if (finding.type === 'decision') return { outcome: '', whySpeed: '' };
  if (finding.type === 'factor') return { reality: '' };
  if (finding.type === 'contradiction') return { explanation: '' };
  return {};
}

function maskHypothesis({ steps: all }: Hypothesis, t: number): Partial<Hypothesis> {
  const steps = all
    .filter((step) => isKnown(step.at, t))
    .map((step) => ({ ...step, citations: maskCitations(step.citations, t) }));
  const status = deriveStatus(steps);
  const tookMs = getElapsedMs({ timeSpentMs: null, lesson: '', steps });
  const isRedHerring = status === 'ruled-out' && (tookMs ?? 0) > 0;
  return { steps, status, tookMs, isRedHerring, timeSpentMs: null, lesson: '' };
}

/** An answer was known with the last of its evidence; without any, no one can say when. */
function maskQuestion({ at, citations, answer, answeredBy, isAnswered }: Question, t: number) {
  const later = citations.filter((citation) => !isKnown(citation.knownAt, Date.parse(at)));
  const wasAnswered = later.length > 0 && later.every((citation) => isCitationKnown(citation, t));
  return wasAnswered
    ? { answer, answeredBy, isAnswered }
    : { answer: '', answeredBy: '', isAnswered: false };
}

/** Sums and accounts of an impact are made when it is over. */
function maskImpact({ windows }: Impact, t: number): Partial<Impact> {
  return {
    windows: windows.flatMap(({ from, until }) =>
      isKnown(from, t) ? [{ from, until: maskEnd(until, t) }] : [],
    ),
    howMany: null,
    howItFelt: '',
    money: null,
    currency: '',
    calculation: '',
    hours: null,
    nights: null,
    pulledIn: null,
    repair: '',
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
