import type { TrackerKind } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import type { TrackerAccess } from '@debrief/core/follow-up';
import type { Deps } from '../deps.ts';
import { RequestError } from '../network/guarded-fetch.ts';
import { parseJson, type TrackerClient, type TrackerRequests } from './client.ts';
import { createGitHub } from './github.ts';
import { createGitLab } from './gitlab.ts';
import { createJira } from './jira.ts';
import { createLinear } from './linear.ts';

const clients: Record<TrackerKind, (requests: TrackerRequests) => TrackerClient> = {
  github: createGitHub,
  gitlab: createGitLab,
  'jira-cloud': createJira,
  'jira-data-center': createJira,
  linear: createLinear,
};

/** What jobs of trackers need. */
export type TrackerDeps = Pick<
  Deps,
  'clock' | 'config' | 'fetch' | 'ids' | 'jobs' | 'log' | 'store'
>;

export function openClient(
  { fetch, clock }: Pick<Deps, 'fetch' | 'clock'>,
  { settings, token }: Pick<TrackerAccess, 'settings' | 'token'>,
  signal: AbortSignal,
): TrackerClient {
  return clients[settings.kind]({ settings, token, fetch, now: () => clock.now(), signal });
}

/** Why a tracker did not do what was asked. */
export interface Failure {
  type: 'failed';
  problem: string;
  retryAfterMs: number | undefined;
  /** It limits requests, so everything that goes to it waits. */
  isLimited: boolean;
}

export function explainFailure(error: unknown, ctx: Pick<Context, 'clock' | 'log'>): Failure {
  if (!(error instanceof RequestError)) {
    ctx.log.error({ err: error }, 'a tracker failed');
    const problem = 'Debrief failed to read the answer. See the log for details.';
    return { type: 'failed', problem, retryAfterMs: undefined, isLimited: false };
  }
  const { status, headers } = error;
  const isUsedUp = headers?.get('x-ratelimit-remaining') === '0';
  // GitHub also answers 403, https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
  const isLimited =
    status === 429 || (status === 403 && (isUsedUp || error.retryAfterMs !== undefined));
  const problem = isLimited
    ? error.message.replace(/\.( Check the token\.)?$/, '. It limits requests, so Debrief waits.')
    : `${error.message}${readReason(error)}`;
  const retryAfterMs =
    error.retryAfterMs ?? (isLimited ? readReset(headers, ctx.clock.now()) : undefined);
  return { type: 'failed', problem, retryAfterMs, isLimited };
}

/** GitHub and GitLab say when in seconds, Linear in milliseconds. */
function readReset(headers: Headers | null, now: Date): number | undefined {
  const names = ['x-ratelimit-reset', 'ratelimit-reset', 'x-ratelimit-requests-reset'];
  const [given] = names.flatMap((name) => headers?.get(name) ?? []);
  const value = Number(given ?? NaN);
  const ms = (value > 1e11 ? value : value * 1000) - now.getTime();
  return ms > 0 ? ms : undefined;
}

/** The words of a tracker about what is wrong with a request. */
function readReason({ status, body }: RequestError): string {
  if (status !== 400 && status !== 422) return '';
  const words = listWords(parseJson(body?.toString('utf8') ?? ''), 0);
  return words.length === 0 ? '' : ` ${[...new Set(words)].join(' ').slice(0, 300)}`;
}

function listWords(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return /^https?:/.test(value) ? [] : [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  return Object.values(value)
    .slice(0, 10)
    .flatMap((inner) => listWords(inner, depth + 1));
}
