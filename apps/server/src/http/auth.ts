import { timingSafeEqual } from 'node:crypto';
import { findActorByKey, findActorBySession } from '@debrief/core/account';
import { findGuest } from '@debrief/core/guest';
import { DomainError } from '@debrief/contract';
import type { Actor, Context as Core } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { readGuestToken } from './cookies.ts';
import { refuseOtherSites } from './own-site.ts';

export function createContext(
  deps: Pick<Deps, 'store' | 'clock' | 'ids' | 'log' | 'jobs'>,
  actor: Actor,
  requestId: string | null,
): Core {
  const { store, clock, ids, log, jobs } = deps;
  return { db: store.db, actor, clock, ids, log, jobs, requestId };
}

/**
 * The actor of this request: the operator, an API key, a signed-in account, or `anonymous`. Errors:
 * `not-signed-in` for an invalid or revoked key; `forbidden` for a write from another site's page:
 * the browser sends the session along, and a sign-in would change the visitor's account.
 */
export async function resolveActor(
  deps: Deps,
  request: Request,
  requestId: string,
): Promise<Actor> {
  const anonymous: Actor = { type: 'anonymous' };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (bearer) {
    if (isSame(bearer, deps.operatorToken)) return { type: 'operator', name: 'operator' };
    const actor = await findActorByKey(createContext(deps, anonymous, requestId), bearer);
    if (!actor)
      throw new DomainError(
        'not-signed-in',
        'This API key is unknown, expired or revoked. Create a new one in Settings.',
      );
    return actor;
  }
  refuseOtherSites(deps, request);
  if (!request.headers.get('cookie')) return anonymous;
  return findActorBySession(
    createContext(deps, anonymous, requestId),
    deps.signOn,
    request.headers,
  );
}

/**
 * The guest of a link that this browser opened. Only routes for guests ask: everywhere else a guest
 * is `anonymous`. Errors: `forbidden` for a write from another site's page.
 */
export async function resolveGuest(
  deps: Deps,
  request: Request,
  linkId: string,
  requestId: string,
): Promise<Actor> {
  refuseOtherSites(deps, request);
  const ctx = createContext(deps, { type: 'anonymous' }, requestId);
  return findGuest(ctx, linkId, readGuestToken(deps, request.headers));
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
