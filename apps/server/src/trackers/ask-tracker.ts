import { DomainError, type FollowUp, type LinkIssue, type TrackerTest } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { invalidUrl, linkIssue, loadTrackerAccess, prepareLink } from '@debrief/core/follow-up';
import { explainFailure, openClient, type TrackerDeps } from './open-client.ts';

/** In which a person waits for the answer. */
const longestMs = 20_000;

/** Asks a tracker for its project. Errors: `not-found`, `forbidden`. */
export async function testTracker(
  deps: TrackerDeps,
  ctx: Context,
  input: { id: string },
): Promise<TrackerTest> {
  const access = await loadTrackerAccess(ctx, input);
  const client = openClient(deps, access, AbortSignal.timeout(longestMs));
  try {
    return { isReached: true, message: `Found ${await client.describe()}.` };
  } catch (error) {
    return { isReached: false, message: explainFailure(error, ctx).problem };
  }
}

/**
 * Links the issue at an address. Errors: `invalid` with what the tracker answered, `not-found`,
 * `forbidden`, `conflict`.
 */
export async function linkIssueByAddress(
  deps: TrackerDeps,
  ctx: Context,
  input: LinkIssue,
): Promise<FollowUp> {
  const { url, trackers } = await prepareLink(ctx, input);
  const signal = AbortSignal.timeout(longestMs);
  for (const tracker of trackers) {
    const client = openClient(deps, tracker, signal);
    const reference = client.readAddress(url);
    if (reference === null) continue;
    const found = await client.get(reference).catch((error: unknown) => {
      if (error instanceof DomainError) throw error;
      throw invalidUrl(explainFailure(error, ctx).problem);
    });
    if (!found) throw invalidUrl('The tracker shows no issue at this address.');
    const { id, key, url: address, status, assignee } = found;
    const issue = { id, key, url: address, status, assignee };
    return linkIssue(ctx, { id: input.id, trackerId: tracker.id, issue });
  }
  throw invalidUrl('This is not the address of an issue in the project of a connected tracker.');
}
