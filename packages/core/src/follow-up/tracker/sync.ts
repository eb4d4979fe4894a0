import {
  DomainError,
  followUpTransitions,
  type FollowUpState,
  type SyncedField,
} from '@debrief/contract';
import type { IssueBase, KeptFollowUp } from '@debrief/rules/follow-up';
import type { Context, JobData } from '../../context.ts';
import { inTransaction, jsonb } from '../../db/index.ts';
import { toDelay } from '../../inbound/index.ts';
import type { IncidentRow } from '../../incident/index.ts';
import { loadItem } from '../../item/index.ts';
import { changeFollowUp, changeFollowUpStatus } from '../change.ts';
import { followUpItem } from '../item.ts';
import { nameIssue, recordLink } from './links.ts';
import { nextBase, readPulled, toOurValues, type Issue, type SyncPlan } from './plan-sync.ts';
import {
  nameTracker,
  scheduleSync,
  toTrackerActor,
  trackerById,
  type LinkRow,
  type TrackerRow,
} from './rows.ts';

/** A look at an issue that this process may take: it has the lease. */
export interface Sync {
  link: LinkRow;
  tracker: TrackerRow;
  incident: IncidentRow;
  followUp: KeptFollowUp;
  lease: string;
  dueAt: Date;
}

export type SyncEnd =
  | {
      type: 'synced';
      /** As it was found, and as it is after what was sent. */
      found: Issue;
      after: Issue;
      base: IssueBase | null;
      plan: SyncPlan;
      isCreated: boolean;
      /** What could not be sent, without another attempt. */
      note: string | null;
    }
  | { type: 'deleted' }
  | { type: 'failed'; problem: string; retryAfterMs: number | undefined; isLimited: boolean };

/** Longer than its requests can take together. */
const leaseMs = 2 * 60_000;
const inMs = (ctx: Context, ms: number): Date => new Date(ctx.clock.now().getTime() + ms);

/**
 * Takes the lease of a link that is due. Null if there is nothing to do: the job is out of date,
 * another process looks, the tracker limits requests, the follow-up is removed or its incident is
 * archived.
 */
export async function startSync(
  ctx: Context,
  { followUpId, dueAt }: JobData['tracker.sync'],
): Promise<Sync | null> {
  return inTransaction(ctx, async (ctx) => {
    const link = await ctx.db
      .selectFrom('issue_link')
      .selectAll()
      .where('follow_up_id', '=', followUpId)
      .forUpdate()
      .executeTakeFirst();
    if (!link || link.due_at?.getTime() !== Date.parse(dueAt)) return null;
    const now = ctx.clock.now();
    const tracker = await trackerById(ctx, link.tracker_id);
    const waits = [link.lease_until, tracker.waits_until].filter((at) => at !== null && at > now);
    const until = waits.toSorted((a, b) => Number(a) - Number(b)).at(-1);
    if (until) {
      await scheduleSync(ctx, followUpId, until);
      return null;
    }
    const { incident, state: followUp } = await loadItem(ctx, followUpItem, followUpId);
    if (followUp.isRemoved || incident.archived_at !== null) {
      await saveLink(ctx, followUpId, { due_at: null });
      return null;
    }
    const lease = ctx.ids.next();
    await saveLink(ctx, followUpId, { lease, lease_until: inMs(ctx, leaseMs) });
    return { link, tracker, incident, followUp, lease, dueAt: new Date(dueAt) };
  });
}

/**
 * Stores that this process is about to create the issue. Returns when the first one did, or null if
 * none did. Throws if the lease was lost.
 */
export async function noteCreation(ctx: Context, { link, lease }: Sync): Promise<Date | null> {
  const updated = await ctx.db
    .updateTable('issue_link')
    .set((eb) => ({ tried_at: eb.fn.coalesce('tried_at', eb.val(ctx.clock.now())) }))
    .where('follow_up_id', '=', link.follow_up_id)
    .where('lease', '=', lease)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) throw new Error('The lease of the link was lost');
  return link.tried_at;
}

/** Stores what a look at an issue found, and changes the follow-up as its tracker. */
export async function endSync(ctx: Context, sync: Sync, end: SyncEnd): Promise<void> {
  try {
    await storeEnd(ctx, sync, end);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error;
    const problem = `The follow-up can't have what is in the issue. ${error.message}`;
    await storeEnd(ctx, sync, {
      type: 'failed',
      problem,
      retryAfterMs: undefined,
      isLimited: false,
    });
  }
}

async function storeEnd(ctx: Context, sync: Sync, given: SyncEnd): Promise<void> {
  const { link, lease, incident, tracker } = sync;
  const id = link.follow_up_id;
  await inTransaction(ctx, async (ctx) => {
    const now = await ctx.db
      .selectFrom('issue_link')
      .select(['due_at', 'lease'])
      .where('follow_up_id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (now?.lease !== lease) return;
    const end = await refuseTaken(ctx, sync, given);
    const name = nameIssue(end.type === 'synced' ? { issue: end.found } : link, tracker);
    const free = { lease: null, lease_until: null };
    let next: Date | null = null;
    if (end.type === 'failed') {
      const failures = link.failures + 1;
      next = inMs(ctx, toDelay(failures, end.retryAfterMs ?? 0));
      await saveLink(ctx, id, { ...free, failures, problem: toStored(end.problem) });
      if (end.isLimited) await pauseTracker(ctx, tracker, next);
      if (link.failures === 0) await recordLink(ctx, 'issue.failed', incident, id, { after: name });
    } else if (end.type === 'deleted') {
      const problem = `${nameTracker(tracker.settings)} no longer shows this issue.`;
      const checked = { checked_at: ctx.clock.now(), problem, failures: 0 };
      await saveLink(ctx, id, { ...free, ...checked, is_deleted: true });
      if (!link.is_deleted) await recordLink(ctx, 'issue.deleted', incident, id, { before: name });
    } else {
      const isCurrent = await applyIssue(ctx, sync, end);
      if (!isCurrent) next = ctx.clock.now();
      await saveLink(ctx, id, free);
      if (end.isCreated) await recordLink(ctx, 'issue.created', incident, id, { after: name });
      if (end.plan.merge.conflicts.length > 0)
        await recordLink(
          { ...ctx, actor: toTrackerActor(tracker.settings) },
          'issue.conflicted',
          incident,
          id,
          { after: name },
        );
    }
    // What was asked for in between is looked at immediately.
    const isAsked = now.due_at?.getTime() !== sync.dueAt.getTime();
    if (isAsked) next = ctx.clock.now();
    if (next) await scheduleSync(ctx, id, next);
    else await saveLink(ctx, id, { due_at: null });
  });
}

/** An issue can be moved to where another follow-up is linked: an issue has one follow-up. */
async function refuseTaken(ctx: Context, { link }: Sync, end: SyncEnd): Promise<SyncEnd> {
  if (end.type !== 'synced' || end.after.id === link.issue_id) return end;
  const taken = await ctx.db
    .selectFrom('issue_link')
    .select('follow_up_id')
    .where('tracker_id', '=', link.tracker_id)
    .where('issue_id', '=', end.after.id)
    .executeTakeFirst();
  if (!taken) return end;
  const problem = `${end.after.key} is linked to another follow-up.`;
  return { type: 'failed', problem, retryAfterMs: undefined, isLimited: false };
}

/**
 * Changes the follow-up and stores what both sides agree on. False if the follow-up was changed in
 * between: what was sent is stored, and the rest is compared again.
 */
async function applyIssue(
  ctx: Context,
  sync: Sync,
  end: Extract<SyncEnd, { type: 'synced' }>,
): Promise<boolean> {
  const { followUp } = sync;
  const { settings } = sync.tracker;
  const { found, after, plan } = end;
  const { push, pull, agreed, conflicts } = plan.merge;
  const { state: current, incident } = await loadItem(ctx, followUpItem, followUp.id);
  const isCurrent =
    current.version === followUp.version && !current.isRemoved && incident.archived_at === null;
  const ours = isCurrent ? await pullFields(ctx, sync, end) : followUp;
  const known = { ours: toOurValues(ours), followUpId: followUp.id, settings };
  const taken: SyncedField[] = isCurrent ? [...pull, ...agreed] : agreed;
  const merged = nextBase({ ...known, base: end.base, fields: taken, issue: found });
  const base = nextBase({ ...known, base: merged, fields: push, issue: after });
  const at = ctx.clock.now().toISOString();
  const hasChanges = push.length + pull.length > 0;
  const { id: issueId, key, url, status, assignee } = after;
  await saveLink(ctx, followUp.id, {
    issue_id: issueId,
    issue: { key, url, status, assignee },
    base,
    is_deleted: false,
    checked_at: ctx.clock.now(),
    problem: end.note,
    failures: 0,
    ...(hasChanges && { conflicts: conflicts.map((one) => ({ ...one, at })) }),
  });
  return isCurrent;
}

/** The follow-up after what comes from the tracker, by its own verbs. */
async function pullFields(
  ctx: Context,
  { followUp, tracker: { settings } }: Sync,
  { found, after, plan }: Extract<SyncEnd, { type: 'synced' }>,
): Promise<KeptFollowUp> {
  const own = { ...ctx, actor: toTrackerActor(settings) };
  const { text, doneWhen, dueOn, state } = readPulled(plan, found, followUp.id, settings);
  const fields = {
    ...(text !== undefined && text !== '' && { text }),
    ...(doneWhen !== undefined && { doneWhen }),
    ...(dueOn !== undefined && { dueOn: dueOn === '' ? null : dueOn }),
    ...(after.url !== followUp.trackerUrl && { trackerUrl: after.url }),
  };
  let { version } = followUp;
  if (Object.keys(fields).length > 0) {
    await changeFollowUp(own, { id: followUp.id, version, ...fields });
    version += 1;
  }
  for (const to of state === undefined ? [] : stepsTo(followUp.state, state as FollowUpState)) {
    const reason = `${found.reason ?? found.status.name}, in ${nameTracker(settings)} (${found.key})`;
    await changeFollowUpStatus(own, {
      id: followUp.id,
      version,
      to,
      ...(to === 'wont-do' && { reason }),
    });
    version += 1;
  }
  return (await loadItem(ctx, followUpItem, followUp.id)).state;
}

/** Some states are only reached through _open_: no one saw when it was reopened. */
function stepsTo(from: FollowUpState, to: FollowUpState): FollowUpState[] {
  if (from === to) return [];
  return followUpTransitions[from].includes(to) ? [to] : ['open', to];
}

/** Nothing is asked until then. */
async function pauseTracker(ctx: Context, tracker: TrackerRow, until: Date): Promise<void> {
  await ctx.db
    .updateTable('tracker')
    .set({ waits_until: until })
    .where('id', '=', tracker.id)
    .execute();
}

async function saveLink(
  ctx: Context,
  followUpId: string,
  { issue, base, conflicts, ...change }: Partial<LinkRow>,
): Promise<void> {
  await ctx.db
    .updateTable('issue_link')
    .set({
      ...change,
      ...(issue && { issue: jsonb(issue) }),
      ...(base && { base: jsonb(base) }),
      ...(conflicts && { conflicts: jsonb(conflicts) }),
    })
    .where('follow_up_id', '=', followUpId)
    .execute();
}

/** What another server wrote, as it can be stored. */
export function toStored(problem: string): string {
  return problem.slice(0, 500).toWellFormed().replaceAll('\0', '\ufffd');
}
