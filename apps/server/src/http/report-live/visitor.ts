import { createHash } from 'node:crypto';
import { may } from '@debrief/core/access';
import { getAccountId, type Actor } from '@debrief/core/context';
import { DomainError } from '@debrief/contract';
import { incidentByRef } from '@debrief/core/incident';
import { reportChanges } from '@debrief/core/report';
import type { Deps } from '../../deps.ts';
import { resolveActor, createContext } from '../auth.ts';

export interface Visitor {
  actor: Actor;
  canWrite: boolean;
}

/**
 * Why a connection is rejected, as sent to the editor. For an incident that the visitor cannot see
 * it is the same as for one that does not exist.
 */
export class Refusal extends Error {
  /** Empty, because the library prints it. */
  override message = '';
  readonly reason: 'not-signed-in' | 'not-found' | 'not-begun' | 'unavailable';

  constructor(reason: Refusal['reason']) {
    super('');
    this.reason = reason;
  }
}

const ownTokens = /^(dbf|op)_/;

/**
 * The visitor of a report, by API key (the token) or by session (the request's cookie). Errors:
 * `Refusal`.
 */
export async function identifyVisitor(
  deps: Deps,
  request: Request,
  token: string,
  incidentId: string,
): Promise<Visitor> {
  const headers = new Headers(request.headers);
  if (ownTokens.test(token)) headers.set('authorization', `Bearer ${token}`);
  const requestId = deps.ids.next();
  try {
    const actor = await resolveActor(deps, new Request(request.url, { headers }), requestId);
    if (actor.type === 'anonymous') throw new Refusal('not-signed-in');
    const ctx = createContext(deps, actor, requestId);
    if (!may(actor, 'incident:read')) throw new Refusal('not-found');
    const incident = await incidentByRef(ctx, incidentId);
    // A report has one name: a second one would be a second document.
    if (incident.id !== incidentId) throw new Refusal('not-found');
    return { actor, canWrite: may(actor, 'incident:write') && incident.archived_at === null };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof DomainError && error.code === 'not-signed-in')
      throw new Refusal('not-signed-in');
    if (error instanceof DomainError && (error.code === 'not-found' || error.code === 'forbidden'))
      throw new Refusal('not-found');
    deps.log.warn({ err: error, requestId }, 'could not admit a report writer');
    throw new Refusal('unavailable');
  }
}

/** Errors: `Refusal` if the report was not started yet. */
export async function refuseUnbegun(
  deps: Deps,
  visitor: Visitor,
  incidentId: string,
): Promise<void> {
  await reportChanges(createContext(deps, visitor.actor, null), {
    incident: incidentId,
    after: Number.MAX_SAFE_INTEGER,
  }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not-found') throw new Refusal('not-begun');
    deps.log.warn({ err: error, incidentId }, 'could not read a report');
    throw new Refusal('unavailable');
  });
}

const colours = [
  '#0f766e',
  '#1d4ed8',
  '#7e22ce',
  '#b45309',
  '#be123c',
  '#15803d',
  '#0369a1',
  '#a21caf',
];

/**
 * A visitor's caret under their own name, whatever their client sends; its position and the last
 * removed section are from the client.
 */
export function toCaret(visitor: Visitor, state: Record<string, unknown>): Record<string, unknown> {
  const said = typeof state['user'] === 'object' && state['user'] !== null ? state['user'] : {};
  const colour =
    'color' in said && typeof said.color === 'string' && /^#[0-9a-f]{6}$/i.test(said.color)
      ? said.color
      : null;
  const name = visitor.actor.type === 'anonymous' ? '' : visitor.actor.name;
  const place = createHash('sha256')
    .update(getAccountId(visitor.actor) ?? name)
    .digest()
    .readUInt8(0);
  const user = { name, color: colour ?? colours[place % colours.length] };
  const section = (given: unknown) =>
    typeof given === 'string' && /^[0-9a-f-]{36}$/i.test(given) ? given : null;
  return {
    user,
    section: section(state['section']),
    removing: section(state['removing']),
    ...('cursor' in state && { cursor: state['cursor'] }),
  };
}
