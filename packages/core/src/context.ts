import type { ActorRef, GuestPurpose, KeyScope, Role } from '@debrief/contract';
import type { Clock } from './clock.ts';
import type { Database } from './db/index.ts';
import type { Ids } from './ids.ts';
import type { JobQueue } from './jobs.ts';
import type { Log } from './log.ts';

export { systemClock, type Clock } from './clock.ts';
export { createIds, type Ids } from './ids.ts';
export {
  enqueue,
  jobKinds,
  type JobData,
  type JobKind,
  type JobQueue,
  type NewJob,
} from './jobs.ts';
export { isTooDeep } from './json-depth.ts';
export { createLimit, type Limit } from './limit.ts';
export { silentLog, type Log } from './log.ts';
export { parse } from './parse.ts';

/**
 * Who acts. An operator has access to the data folder; a job acts for the account that requested
 * it; an inbound endpoint can add evidence to its incident, or to that of a routing rule; a guest
 * opened a link for one purpose and sees no incident; `anonymous` is a request without sign-in.
 */
export type Actor =
  | { type: 'account'; accountId: string; name: string; role: Role }
  | { type: 'key'; keyId: string; accountId: string; name: string; role: Role; scopes: KeyScope[] }
  | { type: 'inbound'; endpointId: string; incidentId: string | null; name: string }
  | {
      type: 'guest';
      sessionId: string;
      linkId: string;
      purpose: GuestPurpose;
      subjectId: string;
      incidentId: string;
      name: string;
    }
  | { type: 'operator'; name: string }
  | { type: 'job'; name: string; startedBy: ActorRef }
  | { type: 'system'; name: string }
  | { type: 'anonymous' };

/**
 * The first argument of every verb and every read. Inside a transaction, the inner context shadows
 * the outer one.
 */
export interface Context {
  db: Database;
  actor: Actor;
  clock: Clock;
  ids: Ids;
  log: Log;
  jobs: JobQueue;
  requestId: string | null;
}

/** The actor as stored in activity. */
export function actorRef(actor: Actor): ActorRef {
  switch (actor.type) {
    case 'account':
      return { type: 'account', id: actor.accountId, name: actor.name };
    case 'key':
      return { type: 'key', id: actor.accountId, name: actor.name };
    case 'inbound':
      return { type: 'inbound', id: actor.endpointId, name: actor.name };
    case 'guest':
      return { type: 'guest', id: actor.sessionId, name: actor.name };
    case 'job':
      return actor.startedBy;
    case 'operator':
    case 'system':
      return { type: actor.type, id: null, name: actor.name };
    case 'anonymous':
      return { type: 'system', id: null, name: "someone who isn't signed in" };
  }
}

/** The fields of an actor in bundle order: jsonb has its own order. */
export function plainActorRef({ type, id, name }: ActorRef): ActorRef {
  return { type, id, name };
}

/** The actor's account, if there is one. */
export function getAccountId(actor: Actor): string | null {
  return actor.type === 'account' || actor.type === 'key' ? actor.accountId : null;
}
