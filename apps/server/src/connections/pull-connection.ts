import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@debrief/contract';
import type { Context, JobData } from '@debrief/core/context';
import {
  describeConnection,
  endPull,
  noteConnected,
  renewLease,
  startPull,
  storePage,
  toLeaseMs,
  type Pull,
  type PullEnd,
} from '@debrief/core/inbound';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';
import { RequestError } from '../network/guarded-fetch.ts';
import type { LiveSource, PulledSource } from './source.ts';
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
  const source = connectionSources[pull.settings.kind];
  if ('listen' in source) {
    deps.listeners.start((stopping) => listen(deps, ctx, pull, source, stopping));
    return;
  }
  const isLate = AbortSignal.timeout(longestPullMs);
  const end = await withLease(ctx, pull, AbortSignal.any([stopping, isLate]), (signal) =>
    pullPages(deps, ctx, pull, source, signal),
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
  const renewing = setInterval(
    () => {
      renewLease(ctx, pull).then(
        (isOurs) => !isOurs && lost.abort(),
        (err: unknown) => ctx.log.warn({ err }, 'a lease could not be renewed'),
      );
    },
    toLeaseMs(pull.settings) / 3,
  );
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
  source: PulledSource,
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
    for await (const page of source.pull(request)) {
      if (!(await storePage(ctx, pull, page))) break;
      pages += 1;
      if (signal.aborted) break;
    }
    return { problem: null, pages };
  } catch (error) {
    return { ...explainEnd(ctx, pull, error), pages };
  }
}

/** Why a request failed; throws if the database did. */
function explainEnd(ctx: Context, pull: Pull, error: unknown): PullEnd {
  if (error instanceof RequestError)
    return { problem: error.message, retryAfterMs: error.retryAfterMs };
  if (error instanceof DomainError && error.code === 'bad-file') return { problem: error.message };
  if (error instanceof DomainError) throw error;
  ctx.log.error({ err: error, connectionId: pull.connectionId }, 'a connection failed');
  return { problem: 'Debrief failed to read the answer. See the log for details.' };
}

/** Listens until it fails, or this process stops or loses the lease; another one continues. */
async function listen(
  deps: Deps,
  ctx: Context,
  pull: Pull,
  source: LiveSource,
  stopping: AbortSignal,
): Promise<void> {
  try {
    const end = await withLease(ctx, pull, stopping, (signal) =>
      source
        .listen({
          settings: pull.settings,
          secret: pull.secret,
          watermark: pull.watermark,
          fetch: deps.fetch,
          openSocket: deps.openSocket,
          signal,
          now: () => ctx.clock.now(),
          wait: (ms) => pause(ms, undefined, { signal }).catch(() => {}),
          store: async (page) => !signal.aborted && (await storePage(ctx, pull, page)),
          describe: (about) => describeConnection(ctx, pull, about),
          connected: () => noteConnected(ctx, pull),
        })
        .then(
          () => ({ problem: null }),
          (error: unknown) => (signal.aborted ? { problem: null } : explainEnd(ctx, pull, error)),
        ),
    );
    await endPull(ctx, pull, stopping.aborted ? { problem: null, hasMore: true } : end);
  } catch (err) {
    // Its lease ends, and the next process takes over.
    ctx.log.error({ err, connectionId: pull.connectionId }, 'a connection failed');
  }
}
