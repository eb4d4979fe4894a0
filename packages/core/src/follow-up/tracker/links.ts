import {
  CreateIssue,
  DomainError,
  LinkIssue,
  trackerKindTable,
  type ActivityKind,
  type FollowUp,
} from '@debrief/contract';
import { z } from 'zod';
import { authorize, type Authorized } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import { actorRef, type Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { incidentByRef, type IncidentRow } from '../../incident/index.ts';
import { loadActiveItem } from '../../item/index.ts';
import { parse } from '../../parse.ts';
import { verb } from '../../verb.ts';
import { changeFollowUp } from '../change.ts';
import { followUpItem } from '../item.ts';
import { getFollowUp } from '../list.ts';
import { nameTracker, scheduleSync, trackerById, type LinkRow, type TrackerRow } from './rows.ts';
import type { TrackerAccess } from './trackers.ts';
import type { SeenIssue } from '../tables.ts';

/**
 * Asks for an issue with the text of a follow-up: a job creates it. Asking again for the same
 * tracker changes nothing. Errors: `not-found`, `forbidden`, `conflict` if it has another issue.
 */
export const createIssue = verb(CreateIssue, async (ctx, input): Promise<FollowUp> => {
  const incident = await authorizeFollowUp(ctx, input.id);
  const tracker = await trackerById(ctx, input.trackerId);
  const known = await findLink(ctx, input.id);
  if (known?.tracker_id === tracker.id && !known.is_deleted) return getFollowUp(ctx, input);
  if (known) throw hasIssue();
  await insertLink(ctx, input.id, tracker.id, null);
  await recordLink(ctx, 'issue.requested', incident, input.id, {
    after: { name: nameTracker(tracker.settings) },
  });
  return getFollowUp(ctx, input);
});

/** An issue that a tracker answered. */
export interface FoundIssue extends SeenIssue {
  id: string;
}

/**
 * The trackers that could have an issue at an address, for someone who can link it. Errors:
 * `invalid` if none is on its host, `not-found`, `forbidden`, `conflict`.
 */
export async function prepareLink(
  ctx: Context,
  raw: LinkIssue,
): Promise<{ url: URL; trackers: TrackerAccess[] }> {
  const input = parse(LinkIssue, raw);
  await authorizeFollowUp(ctx, input.id);
  if (await findLink(ctx, input.id)) throw hasIssue();
  const url = URL.parse(input.url);
  const rows = await ctx.db
    .selectFrom('tracker')
    .select(['id', 'settings', 'token'])
    .orderBy('id')
    .execute();
  const trackers = rows.filter(({ settings }) => new URL(settings.url).origin === url?.origin);
  if (url !== null && trackers.length > 0) return { url, trackers };
  const kinds = rows.map(({ settings }) => trackerKindTable[settings.kind].title);
  const known = kinds.length > 0 ? ` Connected: ${[...new Set(kinds)].join(', ')}.` : '';
  throw invalidUrl(`No connected tracker has this address.${known}`);
}

export function invalidUrl(message: string): DomainError {
  return new DomainError('invalid', message, { issues: [{ at: 'url', message }] });
}

/** Links an issue that the tracker answered. Errors: `not-found`, `forbidden`, `conflict`. */
export const linkIssue = verb(
  z.object({
    id: z.uuid(),
    trackerId: z.uuid(),
    issue: z.custom<FoundIssue>((value) => value !== null),
  }),
  async (ctx, { id, trackerId, issue }): Promise<FollowUp> => {
    const incident = await authorizeFollowUp(ctx, id);
    if (await findLink(ctx, id)) throw hasIssue();
    const taken = await ctx.db
      .selectFrom('issue_link')
      .select('follow_up_id')
      .where('tracker_id', '=', trackerId)
      .where('issue_id', '=', issue.id)
      .executeTakeFirst();
    if (taken) throw new DomainError('conflict', `${issue.key} is linked to another follow-up.`);
    await insertLink(ctx, id, trackerId, issue);
    const { state } = await loadActiveItem(ctx, followUpItem, id);
    if (state.trackerUrl !== issue.url)
      await changeFollowUp(ctx, { id, version: state.version, trackerUrl: issue.url });
    await recordLink(ctx, 'issue.linked', incident, id, { after: { name: issue.key } });
    return getFollowUp(ctx, { id });
  },
);

const OfId = z.object({ id: z.uuid() });

/** Ends the sync; the issue and its address stay. Errors: `not-found`, `forbidden`. */
export const unlinkIssue = verb(OfId, async (ctx, { id }): Promise<FollowUp> => {
  const incident = await authorizeFollowUp(ctx, id);
  const { link, tracker } = await loadLink(ctx, id);
  await ctx.db.deleteFrom('issue_link').where('follow_up_id', '=', id).execute();
  await recordLink(ctx, 'issue.unlinked', incident, id, { before: nameIssue(link, tracker) });
  return getFollowUp(ctx, { id });
});

/** Looks at the issue now, also at a failing or deleted one. Errors: `not-found`, `forbidden`. */
export const syncIssue = verb(OfId, async (ctx, { id }): Promise<FollowUp> => {
  const incident = await authorizeFollowUp(ctx, id);
  const { link, tracker } = await loadLink(ctx, id);
  await scheduleSync(ctx, id, ctx.clock.now());
  await recordLink(ctx, 'issue.asked', incident, id, { after: nameIssue(link, tracker) });
  return getFollowUp(ctx, { id });
});

/** Errors: `not-found`, `forbidden`, `conflict` in an archived incident. */
async function authorizeFollowUp(ctx: Context, id: string): Promise<Authorized<IncidentRow>> {
  const { incident } = await loadActiveItem(ctx, followUpItem, id);
  return authorize(ctx, 'incident:write', incidentByRef(ctx, incident.id));
}

async function findLink(ctx: Context, followUpId: string): Promise<LinkRow | undefined> {
  return ctx.db
    .selectFrom('issue_link')
    .selectAll()
    .where('follow_up_id', '=', followUpId)
    .executeTakeFirst();
}

async function loadLink(
  ctx: Context,
  followUpId: string,
): Promise<{ link: LinkRow; tracker: TrackerRow }> {
  const link = await findLink(ctx, followUpId);
  if (!link) throw new DomainError('not-found', 'This follow-up has no issue.');
  return { link, tracker: await trackerById(ctx, link.tracker_id) };
}

function hasIssue(): DomainError {
  return new DomainError('conflict', 'This follow-up has an issue. Unlink it first.');
}

const toSeen = ({ key, url, status, assignee }: FoundIssue): SeenIssue => ({
  key,
  url,
  status,
  assignee,
});

async function insertLink(
  ctx: Context,
  followUpId: string,
  trackerId: string,
  issue: FoundIssue | null,
): Promise<void> {
  await ctx.db
    .insertInto('issue_link')
    .values({
      follow_up_id: followUpId,
      tracker_id: trackerId,
      issue_id: issue?.id ?? null,
      issue: issue && jsonb(toSeen(issue)),
      created_at: ctx.clock.now(),
      created_by: jsonb(actorRef(ctx.actor)),
    })
    .execute();
  await scheduleSync(ctx, followUpId, ctx.clock.now());
}

/** The name of an issue in activity: its key, or its tracker until it has one. */
export function nameIssue(
  link: Pick<LinkRow, 'issue'>,
  tracker: Pick<TrackerRow, 'settings'>,
): { name: string } {
  return { name: link.issue?.key ?? nameTracker(tracker.settings) };
}

export async function recordLink(
  ctx: Context,
  kind: ActivityKind,
  incident: Pick<IncidentRow, 'id'>,
  followUpId: string,
  change: { before?: { name: string }; after?: { name: string } },
): Promise<void> {
  await record(ctx, { kind, incidentId: incident.id, subjectId: followUpId, ...change });
}
