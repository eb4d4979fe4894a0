import { timingSafeEqual } from 'node:crypto';
import { findActorByKey, findActorBySession } from '@debrief/core/account';
import { DomainError } from '@debrief/contract';
import type { Actor, Context as Core } from '@debrief/core/context';
import type { Deps } from '../deps.ts';

export function createContext(
  deps: Pick<Deps, 'store' | 'clock' | 'ids' | 'log' | 'jobs'>,
  actor: Actor,
  requestId: string | null,
): Core {
  const { store, clock, ids, log, jobs } = deps;
  return { db: store.db, actor, clock, ids, log, jobs, requestId };
}

/** Who sends this request: the operator, an API key, a signed-in account, or nobody.
 * Errors: `not-signed-in` for a key that is not (or no longer) one; `forbidden` for a write that another site's page sends. */
export async function resolveActor(
  deps: Deps,
  request: Request,
  requestId: string,
): Promise<Actor> {
  const nobody: Actor = { type: 'nobody' };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (bearer) {
    if (isSame(bearer, deps.operatorToken)) return { type: 'operator', name: 'operator' };
    const actor = await findActorByKey(createContext(deps, nobody, requestId), bearer);
    if (!actor)
      throw new DomainError(
        'not-signed-in',
        'This API key is unknown, expired or revoked. Create a new one in Settings.',
      );
    return actor;
  }
  if (!request.headers.get('cookie')) return nobody;
  const actor = await findActorBySession(
    createContext(deps, nobody, requestId),
    deps.signOn,
    request.headers,
  );
  if (actor.type !== 'nobody') refuseOtherSites(deps, request);
  return actor;
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A session travels with every request of the browser, also with one that another site makes it send. */
function refuseOtherSites(deps: Deps, request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD' || isOfOwnSite(deps, request.headers))
    return;
  const own = deps.config.publicUrl
    ? `Open Debrief at ${deps.config.publicUrl}.`
    : 'Open Debrief at the address that it printed when it started.';
  throw new DomainError(
    'forbidden',
    `This request came from another site (${(request.headers.get('origin') ?? '').slice(0, 200)}). ${own}`,
  );
}

/** Whether a page of this site sent the request, or no page at all. */
export function isOfOwnSite(deps: Pick<Deps, 'config'>, headers: Headers): boolean {
  const origin = headers.get('origin');
  if (!origin) return true;
  const own = deps.config.publicUrl ? new URL(deps.config.publicUrl).host : headers.get('host');
  return URL.parse(origin)?.host === own;
}
