import type {
  CitedTarget,
  EvidenceKind,
  Finding,
  FindingType,
  FrozenCite,
  FrozenLive,
  Known,
  MilestoneKind,
  TimelineEvent,
} from '@debrief/contract';
import { isKnown, isRevisionKnown, maskEvent, maskFinding } from './mask.ts';
import { maskMilestones } from './mask-milestones.ts';
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
  /** Of a hypothesis. */
  steps?: { cites: FrozenCite[] }[];
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
  const findings = <Row extends FrozenRow>(rows: readonly Row[], type: FindingType) =>
    rows.flatMap((row) => maskFrozenFinding(row, type, t, times) ?? []);
  switch (data.kind) {
    case 'timeline':
      return {
        ...data,
        events: data.events.flatMap((row) => maskFrozenEvent(row, t, times) ?? []),
      };
    case 'hypotheses':
      return { ...data, hypotheses: findings(data.hypotheses, 'hypothesis') };
    case 'decisions':
      return { ...data, decisions: findings(data.decisions, 'decision') };
    case 'questions':
      return { ...data, questions: findings(data.questions, 'question') };
    case 'impact':
      return { ...data, impacts: findings(data.impacts, 'impact') };
    case 'observations':
      return { ...data, observations: findings(data.observations, 'observation') };
    case 'contradictions':
      return { ...data, contradictions: findings(data.contradictions, 'contradiction') };
    case 'factors': {
      const factors = findings(data.factors, 'factor');
      const shown = new Set(factors.map(({ id }) => id));
      return {
        ...data,
        factors,
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

function maskFrozenEvent<Row extends FrozenRow>(
  row: Row,
  t: number,
  times: EvidenceTimes,
): Row | null {
  const knownSince = readKnownSince(row, 'event', times);
  const citations = listTimes(row.cites, times);
  // The mask only reads fields that a frozen row also has.
  const event = { ...row, knownSince, citations } as unknown as TimelineEvent;
  return freezeAgain(maskEvent(event, t)) as Row | null;
}

function maskFrozenFinding<Row extends FrozenRow>(
  row: Row,
  type: FindingType,
  t: number,
  times: EvidenceTimes,
): Row | null {
  const knownSince = readKnownSince(row, type, times);
  const citations = listTimes(row.cites, times);
  const steps = row.steps?.map((step) => ({ ...step, citations: listTimes(step.cites, times) }));
  // As for events.
  const finding = {
    ...row,
    ...(steps && { steps }),
    type,
    knownSince,
    citations,
  } as unknown as Finding;
  return freezeAgain(maskFinding(finding, t), ['type', 'timeSpentMs']) as Row | null;
}

/** The masked item with frozen citations again. */
function freezeAgain(masked: object | null, added: readonly string[] = []): object | null {
  return masked && freezeCites(masked, ['can', ...added]);
}

function freezeCites(value: object, dropped: readonly string[]): object {
  const entries = Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
    if (dropped.includes(name)) return [];
    if (name === 'steps' && Array.isArray(part))
      return [[name, part.map((step: object) => freezeCites(step, []))]];
    return name === 'citations' && Array.isArray(part)
      ? [['cites', part.map(toCite)]]
      : [[name, part]];
  });
  return Object.fromEntries(entries);
}

function toCite({ evidenceId, quoteStart, quoteEnd, stance }: FrozenCite): FrozenCite {
  return { evidenceId, quoteStart, quoteEnd, stance };
}

function maskFrozenMilestones(
  data: Extract<FrozenLive, { kind: 'milestones' }>,
  t: number,
): FrozenLive {
  const all = data.milestones.map((one) => ({
    ...one,
    kind: one.name as MilestoneKind,
    eventId: null,
    setAt: one.at,
    setBy: { type: 'system' as const, id: null, name: '' },
    version: 1,
  }));
  const masked = maskMilestones(
    { milestones: all, durations: [], phases: [], deadlines: [], can: { change: false } },
    t,
  );
  return {
    kind: 'milestones',
    milestones: data.milestones.filter(({ at }) => isKnown(at, t)),
    durations: masked.durations
      .filter(({ status }) => status !== 'missing')
      .map(({ name, status, ms, precision }) => ({ name, status, ms, precision })),
  };
}
