import type { FrozenFollowUp, ReportDocument } from '@debrief/contract';
import { type Picture, listBlocks, listCites } from '@debrief/rules/report';
import {
  maskAccounts,
  maskEvents,
  maskFindings,
  maskLinks,
  maskLive,
  resolveMilestoneKnown,
} from '@debrief/rules/known';
import type { Context } from '../../context.ts';
import { presentItems } from '../../item/index.ts';
import { listEvidenceWithDetails, recordExtents } from '../../evidence/index.ts';
import { followUpItem } from '../../follow-up/index.ts';
import { loadMilestones, type IncidentRow } from '../../incident/index.ts';
import { listInvestigation } from '../../investigation/index.ts';
import { loadParticipants } from '../../people/index.ts';
import { eventItem } from '../../timeline/index.ts';

/**
 * What the live blocks of a report show now, and what it can cite. The caller has checked that the
 * actor can see the incident.
 */
export async function loadPicture(
  ctx: Context,
  incident: IncidentRow,
  document: ReportDocument,
): Promise<Picture> {
  const { findings, links } = await listInvestigation(ctx, { incident: incident.id });
  const { milestones, durations } = await loadMilestones(ctx, incident);
  const cited = document.content
    .filter((section) => !section.attrs.isRemoved)
    .flatMap((section) =>
      listCites(listBlocks(section)).flatMap((cite) =>
        cite.target === 'evidence' ? [cite.targetId] : [],
      ),
    );
  const people = (await loadParticipants(ctx, incident.id)).filter((one) => !one.isBot);
  const events = await presentItems(ctx, incident, eventItem);
  return {
    events,
    findings,
    links,
    followUps: (await presentItems(ctx, incident, followUpItem)).map(
      ({ id, text, intent, state, owner, dueOn, trackerUrl, doneWhen }): FrozenFollowUp => {
        return { id, text, intent, state, owner: owner?.name ?? null, dueOn, trackerUrl, doneWhen };
      },
    ),
    milestones: {
      kind: 'milestones',
      milestones: milestones.map((milestone) => {
        const { kind, at, precision, note } = milestone;
        const knownAt = resolveMilestoneKnown(milestone, events);
        return { name: kind, at, precision, note, ...(knownAt !== at && { knownAt }) };
      }),
      // A duration without an end is not shown to readers.
      durations: durations
        .filter((one) => one.status !== 'missing')
        .map(({ name, status, ms, precision }) => ({ name, status, ms, precision })),
    },
    people: people.map(({ name, isObserver, roles }) => ({ name, isObserver, roles })),
    evidenceIds: await listEvidenceWithDetails(ctx, incident.id, [...new Set(cited)]),
  };
}

/** The incident as it was known at a time. */
export function maskPicture(picture: Picture, t: number): Picture {
  const events = maskEvents(picture.events, t);
  const findings = maskFindings(picture.findings, t).map((one) => maskAccounts(one, events));
  const milestones = maskLive(picture.milestones, t, new Map());
  return {
    ...picture,
    events,
    findings,
    links: maskLinks(picture.links, findings),
    milestones: milestones.kind === 'milestones' ? milestones : picture.milestones,
    followUps: [],
    people: [],
  };
}

/** The time range of the incident: from its milestones, else its events, else its record. */
export async function findExtent(
  ctx: Context,
  incident: IncidentRow,
  picture: Picture,
): Promise<{ firstAt: string | null; lastAt: string | null }> {
  // Milestones state when it happened; events can be earlier, for what led to it.
  const stated = picture.milestones.milestones.map((one) => one.at).toSorted();
  if (stated.length > 1) return { firstAt: stated[0] ?? null, lastAt: stated.at(-1) ?? null };
  const [first] = picture.events;
  const ends = picture.events.map((event) => event.until ?? event.at).toSorted();
  if (first) return { firstAt: first.at, lastAt: ends.at(-1) ?? first.at };
  const extent = (await recordExtents(ctx, [incident.id])).get(incident.id);
  // A single item is not a range: an imported report is in the record at the date of its file.
  if (extent?.count === 1) return { firstAt: null, lastAt: null };
  return {
    firstAt: extent?.firstAt?.toISOString() ?? null,
    lastAt: extent?.lastAt?.toISOString() ?? null,
  };
}
