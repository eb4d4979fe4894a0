import { DomainError } from '@debrief/contract';
import type { Context, JobData } from '@debrief/core/context';
import {
  endPull,
  leaseMs,
  renewLease,
  startPull,
  storePage,
  type Pull,
  type PullEnd,
} from '@debrief/core/inbound';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';
import { RequestError } from '../network/guarded-fetch.ts';
import { connectionSources } from './sources.ts';

/** What is stored by then is kept, and the next request continues after it. */
const longestPullMs = 5 * 60_000;

/**
 * Asks a connection for new pages and adds the job of the next request. What goes wrong on the other
 * side is stored with the connection; throws only if the database fails.
 */
export async function pullConnectionJob(
  deps: Deps,
  data: JobData['connection.pull'],
  stopping: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const pull = await startPull(ctx, data);
  if (!pull) return;
  const isLate = AbortSignal.timeout(longestPullMs);
  const end = await withLease(ctx, pull, AbortSignal.any([stopping, isLate]), (signal) =>
    pullPages(deps, ctx, pull, signal),
  );
  // The job of a process that stops is run again, by another one or after the start.
  const isStopped = stopping.aborted || (isLate.aborted && end.pages > 0);
  await endPull(ctx, pull, isStopped ? { problem: null, hasMore: true } : end);
}

/** Runs with a lease that is renewed; the signal aborts when it is lost. */
export async function withLease<T>(
  ctx: Context,
  pull: Pull,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const renewing = setInterval(() => {
    renewLease(ctx, pull).then(
      (isOurs) => !isOurs && lost.abort(),
      (err: unknown) => ctx.log.warn({ err }, 'a lease could not be renewed'),
    );
  }, leaseMs / 3);
  try {
    return await run(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewing);
  }
}

async function pullPages(
  deps: Deps,
  ctx: Context,
  pull: Pull,
  signal: AbortSignal,
): Promise<PullEnd & { pages: number }> {
  let pages = 0;
  try {
    const { settings, secret, watermark } = pull;
    const request = {
      settings,
      secret,
      watermark,
      fetch: deps.fetch,
      now: ctx.clock.now(),
      signal,
    };
    for await (const page of connectionSources[settings.kind].pull(request)) {
      if (!(await storePage(ctx, pull, page))) break;
      pages += 1;
      if (signal.aborted) break;
    }
    return { problem: null, pages };
  } catch (error) {
    if (error instanceof RequestError)
      return { problem: error.message, retryAfterMs: error.retryAfterMs, pages };
    if (error instanceof DomainError && error.code === 'bad-file')
      return { problem: error.message, pages };
    if (error instanceof DomainError) throw error;
    ctx.log.error({ err: error, connectionId: pull.connectionId }, 'a connection failed');
    return { problem: 'Debrief failed to read the answer. See the log for details.', pages };
  }
}
