import type {
  Finding,
  Evidence,
  FollowUp,
  SuggestedFigure,
  EvidenceSuggestion,
  Milestone,
  Milestones,
  MyPerson,
  SuggestedEvidence,
  TimelineEvent,
} from '@debrief/contract';
import { plainName } from '@debrief/rules/people';
import {
  buildChecklist,
  type Candidate,
  suggestPart,
  type Phases,
  type SuggestedPart,
} from '@debrief/rules/story';
import { durationText } from '@debrief/rules/time';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { presentItems } from '../item/index.ts';
import { findAuthoredRevisions, isAllMasked, readRecord } from '../evidence/index.ts';
import { followUpItem } from '../follow-up/index.ts';
import { incidentByRef, loadMilestones, type IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { eventItem } from '../timeline/index.ts';
import { listCitations } from './story-citations.ts';
import { draftReasons } from './draft.ts';
import { whoAmI } from './my-persons.ts';
import { ownAccount } from './rows.ts';

interface Me {
  accountId: string;
  personIds: string[];
  names: Set<string>;
}

/**
 * The actor's traces in the record of an incident, in order, with the part of a story that each
 * could support. No text is written for anyone. Errors: `not-found`.
 */
export async function collectSuggestedEvidence(
  ctx: Context,
  input: { incident: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<SuggestedEvidence> {
  const incident = await authorize(ctx, 'story:read', incidentByRef(ctx, input.incident));
  const accountId = ownAccount(ctx);
  const { persons, suggestions } = await whoAmI(ctx);
  const me: Me = {
    accountId,
    personIds: persons.map((person) => person.personId),
    names: listMyNames(ctx, persons),
  };
  const record = await writtenBy(ctx, incident, me, input);
  const isFirst = input.cursor === undefined;
  const events = isFirst ? await presentItems(ctx, incident, eventItem) : [];
  const findings = isFirst ? await presentItems(ctx, incident, findingItem) : [];
  const milestones = await loadMilestones(ctx, incident);
  const followUps = isFirst ? await presentItems(ctx, incident, followUpItem) : [];
  const phases = findPhases(events, milestones.milestones);
  const cited = [
    ...events.flatMap((event) => event.citations),
    ...findings.flatMap(listCitations),
    ...followUps.flatMap((one) => one.citations),
  ].map((one) => one.evidenceId);
  const mine = await findAuthoredRevisions(ctx, cited, me.personIds);
  const candidates: Candidate[] = [
    ...record.items.map((item) => ofEvidence(item, true, phases)),
    ...events.map((event) => ofEvent(event, me, mine, phases)),
    ...findings.flatMap((finding) => ofFinding(finding, me, mine, phases)),
    ...followUps.map((one) => ofFollowUp(one, me, mine, phases)),
  ];
  const others = isFirst
    ? (await signalsAndChanges(ctx, incident, me)).map((item) => ofEvidence(item, false, phases))
    : [];
  const items = candidates.map((one) => one.item).filter((item) => item.isMine);
  return {
    incident: { id: incident.id, ref: `INC-${incident.number}`, title: incident.title },
    me: persons,
    suggestions,
    items: items.toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)),
    written: record.items.length,
    next: record.next,
    figures: isFirst ? listFigures(milestones) : [],
    checklist: isFirst ? buildChecklist([...candidates, ...others]) : [],
    draftReason: (await draftReasons(ctx, [incident])).get(incident.id) ?? null,
  };
}

function listMyNames(ctx: Context, persons: readonly MyPerson[]): Set<string> {
  const account = ctx.actor.type === 'account' || ctx.actor.type === 'key' ? [ctx.actor.name] : [];
  return new Set([...account, ...persons.map((person) => person.name)].map(plainName));
}

async function writtenBy(
  ctx: Context,
  incident: IncidentRow,
  me: Me,
  input: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: Evidence[]; next: string | null }> {
  if (me.personIds.length === 0) return { items: [], next: null };
  const page = await readRecord(ctx, incident.id, {
    author: me.personIds.join(','),
    limit: Number(input.limit ?? 200),
    ...(input.cursor && { cursor: input.cursor }),
  });
  return {
    items: page.items.filter((item) => isTold(item) && item.details.event === undefined),
    next: page.after,
  };
}

/** Neither deleted at its source nor fully masked by a redaction. */
function isTold(item: Evidence): boolean {
  return !item.isDeleted && !isAllMasked(item.text);
}

/**
 * What anyone can know about an incident without having written it: its first alerts and changes.
 */
async function signalsAndChanges(ctx: Context, incident: IncidentRow, me: Me): Promise<Evidence[]> {
  const page = async (kind: string) =>
    (await readRecord(ctx, incident.id, { kind, limit: 6 })).items;
  const found = [...(await page('alert')), ...(await page('change'))];
  return found.filter(
    (item) => isTold(item) && !(item.author && me.personIds.includes(item.author.personId)),
  );
}

/** The response starts with detection and ends with mitigation, by milestones or else by events. */
function findPhases(events: readonly TimelineEvent[], milestones: readonly Milestone[]): Phases {
  const set = (kind: Milestone['kind']) => milestones.find((one) => one.kind === kind)?.at;
  return {
    began: set('detected') ?? events.find((event) => event.type === 'detection')?.at ?? null,
    repaired:
      set('mitigated') ??
      set('resolved') ??
      events.findLast((event) => event.type === 'repair')?.at ??
      null,
  };
}

/** The durations between milestones that are set: numbers that no one needs to remember. */
export function listFigures({ durations }: Milestones): SuggestedFigure[] {
  return durations.flatMap(({ name, status, ms, from, to, precision }) =>
    status === 'value' && ms !== null
      ? [{ name, text: durationText(ms, precision), ms, from, targetId: to, precision }]
      : [],
  );
}

function ofFollowUp(work: FollowUp, me: Me, mine: ReadonlySet<string>, phases: Phases): Candidate {
  const isOwner =
    work.owner?.type === 'account'
      ? work.owner.accountId === me.accountId
      : work.owner?.type === 'person' && isMe(me, work.owner.name);
  const isDone = work.state === 'done' || work.state === 'verified';
  const words = work.verification === '' ? work.text : `${work.text} (${work.verification})`;
  const suggestion = suggestPart({ kind: 'follow-up', at: work.stateAt, words, isDone }, phases);
  return {
    item: {
      kind: 'follow-up',
      target: 'follow-up',
      targetId: work.id,
      at: isDone ? work.stateAt : work.createdAt,
      precision: 'exact',
      words,
      about: `follow-up to ${work.intent}, ${work.state.replace('-', ' ')}`,
      ...suggestion,
      isMine: isOwner || work.citations.some((one) => mine.has(one.evidenceId)),
    },
    intent: work.intent,
  };
}

function toItemKind(item: Evidence): EvidenceSuggestion['kind'] {
  if (item.kind === 'message' || item.kind === 'utterance') return 'message';
  return item.kind === 'change' ? 'change' : 'other';
}

function ofEvidence(item: Evidence, isMine: boolean, phases: Phases): Candidate {
  const kind = toItemKind(item);
  const about = `${item.kind.replaceAll('-', ' ')} in ${item.streamName}`;
  const suggestion: SuggestedPart = isMine
    ? suggestPart({ kind, at: item.occurredAt, words: item.text }, phases)
    : {
        part: item.kind === 'alert' ? 'situation' : 'action',
        reason: item.kind === 'alert' ? 'Describes what was seen.' : 'A change around that time.',
      };
  return {
    item: {
      kind,
      target: 'evidence',
      targetId: item.id,
      at: item.occurredAt,
      precision: item.precision,
      words: item.text,
      about,
      ...suggestion,
      isMine,
    },
  };
}

function isMe(me: Me, name: string | null): boolean {
  return name !== null && me.names.has(plainName(name));
}

function ofEvent(
  event: TimelineEvent,
  me: Me,
  mine: ReadonlySet<string>,
  phases: Phases,
): Candidate {
  const isMine =
    event.citations.some((one) => mine.has(one.evidenceId)) ||
    (event.perspective.type === 'person' && me.personIds.includes(event.perspective.personId)) ||
    isMe(me, event.recollectionOf);
  const words = event.text === '' ? event.title : `${event.title}: ${event.text}`;
  const suggestion = suggestPart({ kind: 'event', at: event.at, words, type: event.type }, phases);
  const about = event.isRecollection
    ? `event, from memory${event.recollectionOf === null ? '' : `: ${event.recollectionOf}`}`
    : `event (${event.type.replace('-', ' ')})`;
  return {
    item: {
      kind: 'event',
      target: 'event',
      targetId: event.id,
      at: event.at,
      precision: event.precision,
      words,
      about,
      ...suggestion,
      isMine,
    },
    type: event.type,
  };
}

const ofType: Partial<Record<Finding['type'], SuggestedPart>> = {
  impact: { part: 'situation', reason: 'Describes who was affected.' },
  factor: { part: 'situation', reason: 'Explains how it happened.' },
  question: { part: 'action', reason: 'A question that was asked.' },
};

/** A finding; for a hypothesis, also each status update by the actor. */
function ofFinding(
  finding: Finding,
  me: Me,
  mine: ReadonlySet<string>,
  phases: Phases,
): Candidate[] {
  const isMine =
    (finding.createdBy.id === me.accountId && finding.type !== 'impact') ||
    finding.citations.some((one) => mine.has(one.evidenceId)) ||
    isMe(me, findRole(finding));
  const kind =
    finding.type === 'hypothesis'
      ? 'hypothesis'
      : finding.type === 'decision'
        ? 'decision'
        : 'event';
  const base = { target: 'finding' as const, targetId: finding.id };
  const suggestion =
    ofType[finding.type] ?? suggestPart({ kind, at: finding.at, words: finding.statement }, phases);
  const whole: Candidate = {
    item: {
      kind,
      ...base,
      at: finding.at,
      precision: finding.precision,
      words: toFindingText(finding),
      about: describeFinding(finding),
      ...suggestion,
      isMine,
    },
    finding,
  };
  if (finding.type !== 'hypothesis') return [whole];
  const steps = finding.steps
    .filter((step) => isMe(me, step.by) || step.citations.some((one) => mine.has(one.evidenceId)))
    .map((step): Candidate => {
      const words = `${step.kind.replace('-', ' ')}: ${finding.statement}${step.note === '' ? '' : ` (${step.note})`}`;
      const about = `step of a hypothesis, by ${step.by}`;
      return {
        item: {
          kind: 'step',
          ...base,
          at: step.at,
          precision: step.precision,
          words,
          about,
          ...suggestPart({ kind: 'step', at: step.at, words }, phases),
          isMine: true,
        },
      };
    });
  return [whole, ...steps];
}

function findRole(finding: Finding): string | null {
  if (finding.type === 'hypothesis') return finding.steps[0]?.by ?? null;
  if (finding.type === 'question') return finding.askedBy || finding.answeredBy || null;
  return finding.type === 'decision' ? finding.role || null : null;
}

function describeFinding(finding: Finding): string {
  if (finding.type === 'hypothesis') return `hypothesis, ${finding.status.replace('-', ' ')}`;
  return finding.type === 'factor' ? `factor (${finding.kind})` : finding.type;
}

function toFindingText(finding: Finding): string {
  if (finding.type !== 'decision' || finding.options.length === 0) return finding.statement;
  return `${finding.statement} (options: ${finding.options.map((option) => `${option.text}${option.tradeOff === '' ? '' : `, ${option.tradeOff}`}`).join('; ')})`;
}
