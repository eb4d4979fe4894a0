import {
  listDuePages,
  savePageChecks,
  schedulePageChecks,
  type PageCheck,
} from '@debrief/core/catalog';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';
import { RequestError, type GuardedFetch } from '../network/guarded-fetch.ts';

const batch = 20;
const mostPages = 2_000;
const inParallel = 4;

/** Requests the runbooks of services that were not checked today. The next run is added first. */
export async function checkPagesJob(
  deps: Deps,
  _data: unknown,
  signal: AbortSignal,
): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  await schedulePageChecks(ctx);
  const due = await listDuePages(ctx, mostPages);
  for (let from = 0; from < due.length && !signal.aborted; from += batch)
    await savePageChecks(ctx, await checkPages(deps.fetch, due.slice(from, from + batch), signal));
}

async function checkPages(
  fetch: GuardedFetch,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<PageCheck[]> {
  const waiting = [...urls];
  const checks: PageCheck[] = [];
  const work = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift())
      checks.push(await checkPage(fetch, url, signal));
  };
  await Promise.all(Array.from({ length: inParallel }, work));
  return checks;
}

/**
 * Only what the other side says for sure is broken. A page behind a sign-in can be there, and so can
 * one whose name this server can't look up.
 */
export async function checkPage(
  fetch: GuardedFetch,
  url: string,
  signal?: AbortSignal,
): Promise<PageCheck> {
  try {
    await fetch(url, { maxBytes: 1_000_000, timeoutMs: 15_000, signal });
    return { url, state: 'works', problem: null };
  } catch (error) {
    if (!(error instanceof RequestError))
      return { url, state: 'unknown', problem: 'The address could not be requested.' };
    // The page is there, and longer than needed.
    if (error.isTooLarge) return { url, state: 'works', problem: null };
    const isGone = error.status === 404 || error.status === 410;
    // The message has no hint about tokens, which a runbook doesn't have.
    const problem = error.message.replace(/ Check the (token|address)\.$/, '');
    return { url, state: isGone ? 'broken' : 'unknown', problem };
  }
}
