import type { Citation, Finding, Milestone, StoryCitation, StoryTarget } from '@debrief/contract';
import type { CitedTarget } from '@debrief/rules/story';
import { countConfirmations, type Owners } from '../calibration/index.ts';
import type { Context } from '../context.ts';
import { presentItems } from '../item/index.ts';
import {
  loadEvidenceStatus,
  findGoneRevisions,
  hasWords,
  type EvidenceStatus,
} from '../evidence/index.ts';
import { followUpItem } from '../follow-up/index.ts';
import { incidentsByIds, loadMilestones, type IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { eventItem } from '../timeline/index.ts';

interface Shown {
  state: 'visible' | 'gone';
  label: string;
  words: string | null;
  kind: EvidenceStatus['kind'] | null;
  occurredAt: string | null;
  precision: EvidenceStatus['precision'] | null;
  isDocumented: boolean;
  hasChangedSince: boolean;
}

type Targets = Pick<CitedTarget, 'target' | 'targetId' | 'quoteStart' | 'quoteEnd'>;

export async function lookUpCitations(
  ctx: Context,
  cited: readonly CitedTarget[],
  owners: Owners,
): Promise<Map<string, StoryCitation>> {
  const found = new Map<string, StoryCitation>();
  const incidents = await incidentsByIds(
    ctx,
    cited.map((one) => one.incidentId),
  );
  for (const incident of incidents.values()) {
    const own = cited.filter((one) => one.incidentId === incident.id);
    const shown = await loadShown(ctx, incident, own);
    const itemIds = own.flatMap(({ target, targetId }) => (isClaim(target) ? [targetId] : []));
    const confirmed = await countConfirmations(ctx, incident, itemIds, owners);
    for (const one of own) {
      const thing = shown(one);
      if (thing)
        found.set(one.id, {
          ...presentCitation(one, `INC-${incident.number}`, thing),
          confirmedBy: confirmed.get(one.targetId) ?? 0,
        });
    }
  }
  for (const one of cited) if (!found.has(one.id)) found.set(one.id, hidden(one));
  return found;
}

const isClaim = (target: StoryTarget) => target === 'event' || target === 'finding';

export async function loadShown(
  ctx: Context,
  incident: IncidentRow,
  cited: readonly Targets[],
): Promise<(one: Targets) => Shown | null> {
  const ids = (target: StoryTarget, areIds = true) =>
    [...new Set(cited.filter((one) => one.target === target).map((one) => one.targetId))].filter(
      (id) => !areIds || isId(id),
    );
  const evidence = await loadEvidenceStatus(ctx, incident.id, ids('evidence'));
  const milestones = new Map<string, Milestone>();
  if (ids('milestone', false).length > 0)
    for (const one of (await loadMilestones(ctx, incident)).milestones)
      milestones.set(one.kind, one);
  const wanted = [...ids('event'), ...[...milestones.values()].flatMap((one) => one.eventId ?? [])];
  const events = new Map(
    (await presentItems(ctx, incident, eventItem, wanted)).map((event) => [event.id, event]),
  );
  const findings = new Map(
    (await presentItems(ctx, incident, findingItem, ids('finding'))).map((finding) => [
      finding.id,
      finding,
    ]),
  );
  const followUps = new Map(
    ids('follow-up').length > 0
      ? (await presentItems(ctx, incident, followUpItem)).map((one) => [one.id, one])
      : [],
  );
  const all = [...events.values(), ...followUps.values()]
    .flatMap((one) => one.citations)
    .concat([...findings.values()].flatMap(listCitations));
  const gone = await findGoneRevisions(
    ctx,
    all.map((one) => one.evidenceId),
  );
  const stands = (one: Citation) =>
    !gone.has(one.evidenceId) && (one.redacted === null || hasWords(one.quote));
  const rests = (citations: readonly Citation[]) =>
    citations.some((one) => one.stance === 'supports' && stands(one));
  return (one) => {
    switch (one.target) {
      case 'evidence': {
        const item = evidence.get(one.targetId);
        return item ? shownEvidence(item, one) : null;
      }
      case 'event': {
        const event = events.get(one.targetId);
        return event ? toShown('timeline event', event.title, event, rests(event.citations)) : null;
      }
      case 'finding': {
        const finding = findings.get(one.targetId);
        return finding
          ? toShown(finding.type, finding.statement, finding, rests(listCitations(finding)))
          : null;
      }
      case 'follow-up': {
        const work = followUps.get(one.targetId);
        const words =
          work && (work.verification === '' ? work.text : `${work.text}: ${work.verification}`);
        return work && words !== undefined
          ? toShown(
              `follow-up, ${work.state}`,
              words,
              { at: work.stateAt, precision: 'exact' },
              rests(work.citations),
            )
          : null;
      }
      case 'milestone': {
        const milestone = milestones.get(one.targetId);
        const event = milestone?.eventId ? events.get(milestone.eventId) : undefined;
        return milestone
          ? toShown(
              'milestone',
              milestone.kind.replace('-', ' '),
              milestone,
              event !== undefined && rests(event.citations),
            )
          : null;
      }
    }
  };
}

function toShown(
  label: string,
  words: string,
  time: { at: string; precision: Shown['precision'] },
  isDocumented: boolean,
): Shown {
  return {
    state: 'visible',
    label,
    words,
    kind: null,
    occurredAt: time.at,
    precision: time.precision,
    isDocumented,
    hasChangedSince: false,
  };
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isId = (text: string) => idPattern.test(text);

/** All evidence of a finding; for a hypothesis, what its status updates cite. */
export function listCitations(finding: Finding): Citation[] {
  return finding.type === 'hypothesis'
    ? [...finding.citations, ...finding.steps.flatMap((step) => step.citations)]
    : finding.citations;
}

const excerptLength = 280;

function shownEvidence(item: EvidenceStatus, quote: Targets): Shown {
  const where = `${item.kind === 'utterance' ? 'transcript' : item.kind.replaceAll('-', ' ')}${item.authorName === null ? '' : ` by ${item.authorName}`} in ${item.streamName}`;
  const base = {
    kind: item.kind,
    occurredAt: item.occurredAt.toISOString(),
    precision: item.precision,
  };
  const words =
    quote.quoteStart !== null && quote.quoteEnd !== null
      ? item.text.slice(quote.quoteStart, quote.quoteEnd)
      : excerpt(item.text);
  const isRedacted = item.redacted !== null && !hasWords(words);
  if (item.isGone || isRedacted)
    return {
      ...base,
      state: 'gone',
      label: isRedacted ? redactedLabel(item.redacted) : 'deleted at its source since',
      words: null,
      kind: null,
      occurredAt: null,
      precision: null,
      isDocumented: false,
      hasChangedSince: true,
    };
  return {
    ...base,
    state: 'visible',
    label: where,
    words,
    isDocumented: true,
    hasChangedSince: item.hasChangedSince,
  };
}

function redactedLabel(kind: EvidenceStatus['redacted']): string {
  if (kind === 'removed') return 'removed since';
  return kind === null || kind === 'other'
    ? 'redacted since'
    : `redacted since (${kind.replaceAll('-', ' ')})`;
}

function excerpt(text: string): string {
  return text.length <= excerptLength ? text : `${text.slice(0, excerptLength).toWellFormed()}…`;
}

function toCitationPlace(one: CitedTarget) {
  return {
    id: one.id,
    target: one.target,
    targetId: one.targetId,
    stance: one.stance,
    quoteStart: one.quoteStart,
    quoteEnd: one.quoteEnd,
  };
}

function presentCitation(one: CitedTarget, incident: string, shown: Shown) {
  return { ...toCitationPlace(one), incident, ...shown };
}

function hidden(one: CitedTarget): StoryCitation {
  return {
    ...toCitationPlace(one),
    state: 'hidden',
    label: 'no longer visible',
    incident: null,
    words: null,
    kind: null,
    occurredAt: null,
    precision: null,
    isDocumented: false,
    hasChangedSince: false,
    confirmedBy: 0,
  };
}
