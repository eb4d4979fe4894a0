import type { Context, JobData } from '@debrief/core/context';
import {
  baseOfNew,
  endPoll,
  endSync,
  noteCreation,
  planSync,
  startPoll,
  startSync,
  type Issue,
  type PollEnd,
  type Sync,
  type SyncEnd,
} from '@debrief/core/follow-up';
import { buildIssueBody, hasOwnPart, toIssueTitle } from '@debrief/rules/follow-up';
import { createContext } from '../http/auth.ts';
import type { TrackerClient } from './client.ts';
import { explainFailure, openClient, type TrackerDeps } from './open-client.ts';

/** Less than the lease. */
const longestSyncMs = 60_000;
const longestPollMs = 5 * 60_000;
const mostChanged = 2_000;
/** Clocks of trackers differ from ours. */
const marginMs = 60 * 60_000;

/** Looks at the issue of a follow-up. Throws only if the database fails, or the process stops. */
export async function syncIssueJob(
  deps: TrackerDeps,
  data: JobData['tracker.sync'],
  stopping: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const sync = await startSync(ctx, data);
  if (!sync) return;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(longestSyncMs)]);
  const client = openClient(deps, sync.tracker, signal);
  const end = await exchange(deps, ctx, sync, client).catch((error: unknown) => {
    if (stopping.aborted) throw error;
    return explainFailure(error, ctx);
  });
  await endSync(ctx, sync, end);
}

async function exchange(
  deps: Pick<TrackerDeps, 'config'>,
  ctx: Context,
  sync: Sync,
  client: TrackerClient,
): Promise<SyncEnd> {
  const { link, tracker, followUp } = sync;
  const isCreated = link.issue_id === null;
  const found = isCreated
    ? await findOrCreate(deps, ctx, sync, client)
    : await client.get(link.issue_id ?? '');
  if (!found) {
    // If the token sees nothing at all, this says so, and the issue may be there.
    await client.describe();
    return { type: 'deleted' };
  }
  const base = isCreated ? baseOfNew(followUp, found, tracker.settings) : link.base;
  const plan = planSync(followUp, found, base, tracker.settings);
  const { issue: after, note } =
    plan.change === null ? { issue: found, note: null } : await client.update(found, plan.change);
  return { type: 'synced', found, after, base, plan, isCreated, note };
}

/** A process that ended between creating an issue and storing it left it there. */
async function findOrCreate(
  deps: Pick<TrackerDeps, 'config'>,
  ctx: Context,
  sync: Sync,
  client: TrackerClient,
): Promise<Issue> {
  const { followUp, incident } = sync;
  const triedAt = await noteCreation(ctx, sync);
  if (triedAt)
    for await (const issue of client.changedSince(new Date(triedAt.getTime() - marginMs)))
      if (hasOwnPart(issue.body, followUp.id)) return issue;
  const source = { ...followUp, incidentRef: `INC-${incident.number}` };
  return client.create({
    title: toIssueTitle(followUp.text),
    body: buildIssueBody(source, deps.config.publicUrl),
    dueOn: followUp.dueOn,
  });
}

/** Asks a tracker what changed. Throws as `syncIssueJob`. */
export async function pollTrackerJob(
  deps: TrackerDeps,
  data: JobData['tracker.poll'],
  stopping: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const poll = await startPoll(ctx, data);
  if (!poll) return;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(longestPollMs)]);
  const client = openClient(deps, poll.tracker, signal);
  const end = await listChanged(client, poll.since).catch((error: unknown) => {
    if (stopping.aborted) throw error;
    return explainFailure(error, ctx);
  });
  await endPoll(ctx, poll, end);
}

async function listChanged(client: TrackerClient, since: Date): Promise<PollEnd> {
  const ids: string[] = [];
  for await (const { id } of client.changedSince(since)) {
    ids.push(id);
    if (ids.length >= mostChanged) return { type: 'answered', changed: 'all' };
  }
  return { type: 'answered', changed: ids };
}
