import type {
  CitedTarget,
  EvidenceKind,
  FindingType,
  FrozenCite,
  FrozenLive,
  Known,
  MilestoneKind,
} from '@debrief/contract';
import {
  isKnown,
  isRevisionKnown,
  laterTexts,
  maskEnd,
  maskImpact,
  maskQuestion,
  maskSteps,
} from './mask.ts';
import { calculateDurations } from '../incident/index.ts';
import { resolveFindingKnown, resolveKnown } from './known-since.ts';

/** When evidence became known. Evidence that is no longer in the incident has no time. */
export interface EvidenceTime {
  kind: EvidenceKind;
  knownAt: string;
  revisedAt: string | null;
}
export type EvidenceTimes = ReadonlyMap<string, EvidenceTime>;

interface FrozenRow {
  at: string;
  cites: FrozenCite[];
  knownSince?: Known | undefined;
}

const listTimes = (cites: readonly FrozenCite[], times: EvidenceTimes) =>
  cites.flatMap((cite) => {
    const time = times.get(cite.evidenceId);
    return time ? [{ ...cite, ...time }] : [];
  });

/** Versions of before have no times of this kind: they are proposed from what they cite. */
function readKnownSince(
  { at, cites, knownSince }: FrozenRow,
  what: FindingType | 'event',
  times: EvidenceTimes,
): Known {
  if (knownSince) return knownSince;
  const claim = { at, knownAt: null, citations: listTimes(cites, times) };
  return what === 'event' ? resolveKnown(claim, null) : resolveFindingKnown(what, claim, null);
}

export function isEvidenceTimeKnown(time: EvidenceTime | undefined, t: number): boolean {
  return time !== undefined && isKnown(time.knownAt, t) && isRevisionKnown(time, t);
}

/** Whether what a version's text cites was known. */
export function isTargetKnown(
  target: Pick<CitedTarget, 'what' | 'at' | 'cites' | 'knownSince'>,
  t: number,
  times: EvidenceTimes,
): boolean {
  const { what, at } = target;
  if (what === 'evidence' || at === null) return false;
  return isKnown(readKnownSince({ ...target, at }, what, times).at, t);
}

/** What a live block of a version shows of what was known at a time. */
export function maskLive(data: FrozenLive, t: number, times: EvidenceTimes): FrozenLive {
  const keepCites = (cites: readonly FrozenCite[]) =>
    cites.filter(({ evidenceId }) => isEvidenceTimeKnown(times.get(evidenceId), t));
  /** The rows that were known, with the citations that were. */
  const keepRows = <Row extends FrozenRow>(rows: readonly Row[], what: FindingType | 'event') =>
    rows.flatMap((row): Row[] => {
      const knownSince = readKnownSince(row, what, times);
      return isKnown(knownSince.at, t) ? [{ ...row, knownSince, cites: keepCites(row.cites) }] : [];
    });
  switch (data.kind) {
    case 'timeline': {
      const events = keepRows(data.events, 'event');
      return { ...data, events: events.map((row) => ({ ...row, until: maskEnd(row.until, t) })) };
    }
    case 'hypotheses': {
      const hypotheses = keepRows(data.hypotheses, 'hypothesis').map((row) => {
        const { steps, ...state } = maskSteps(row.steps, t);
        const shown = steps.map((step) => ({ ...step, cites: keepCites(step.cites) }));
        return { ...row, ...state, steps: shown };
      });
      return { ...data, hypotheses };
    }
    case 'decisions': {
      const decisions = keepRows(data.decisions, 'decision');
      return { ...data, decisions: decisions.map((row) => ({ ...row, ...laterTexts.decision })) };
    }
    case 'questions': {
      const questions = data.questions.map((row) => {
        const citations = listTimes(row.cites, times);
        return { ...row, ...maskQuestion({ ...row, citations }, t) };
      });
      return { ...data, questions: keepRows(questions, 'question') };
    }
    case 'impact': {
      const impacts = keepRows(data.impacts, 'impact');
      return { ...data, impacts: impacts.map((row) => ({ ...row, ...maskImpact(row, t) })) };
    }
    case 'observations':
      return { ...data, observations: keepRows(data.observations, 'observation') };
    case 'contradictions': {
      const contradictions = keepRows(data.contradictions, 'contradiction');
      return {
        ...data,
        contradictions: contradictions.map((row) => ({ ...row, ...laterTexts.contradiction })),
      };
    }
    case 'factors': {
      const factors = keepRows(data.factors, 'factor');
      const shown = new Set(factors.map(({ id }) => id));
      return {
        ...data,
        factors: factors.map((row) => ({ ...row, ...laterTexts.factor })),
        links: data.links.filter((link) => shown.has(link.from) && shown.has(link.to)),
      };
    }
    case 'milestones':
      return maskFrozenMilestones(data, t);
    // Who takes part and what is done later has no time in a version.
    case 'people':
      return { ...data, people: [] };
    case 'follow-ups':
      return { ...data, followUps: [] };
  }
}

function maskFrozenMilestones(
  data: Extract<FrozenLive, { kind: 'milestones' }>,
  t: number,
): FrozenLive {
  const milestones = data.milestones.filter(({ at, knownAt }) => isKnown(knownAt ?? at, t));
  // The name of a milestone in a version is its kind.
  const dated = milestones.map(({ name, at, precision }) => ({
    kind: name as MilestoneKind,
    at,
    precision,
  }));
  const durations = calculateDurations(dated, { status: 'active', now: new Date(t) })
    .filter(({ status }) => status !== 'missing')
    .map(({ name, status, ms, precision }) => ({ name, status, ms, precision }));
  return { kind: 'milestones', milestones, durations };
}
