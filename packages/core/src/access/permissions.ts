import { type KeyScope, type Role, DomainError } from '@debrief/contract';
import type { Actor, Context } from '../context.ts';

/** Permissions: the roles that have each one, and the scopes that an API key also needs. */
const permissions = {
  'incident:read': { roles: ['admin', 'editor', 'viewer'], scopes: ['read'] },
  'incident:write': { roles: ['admin', 'editor'], scopes: ['write'] },
  // Everyone who can see an incident can comment.
  'comment:write': { roles: ['admin', 'editor', 'viewer'], scopes: ['write'] },
  'view:write': { roles: ['admin', 'editor', 'viewer'], scopes: ['write'] },
  // The codebook is shared by all incidents.
  'tag:write': { roles: ['admin', 'editor'], scopes: ['write'] },
  'evidence:import': { roles: ['admin', 'editor'], scopes: ['import'] },
  // Who to interview and why: what editors need to plan, and a key only has to read.
  'interview:prepare': { roles: ['admin', 'editor'], scopes: ['read'] },
  'incident:manage': { roles: ['admin'], scopes: ['admin'] },
  // Everyone reads the catalog; it contains nothing of incidents.
  'catalog:write': { roles: ['admin', 'editor'], scopes: ['write'] },
  'people:write': { roles: ['admin', 'editor'], scopes: ['write'] },
  'access:manage': { roles: ['admin'], scopes: ['admin'] },
  // A story belongs to its account, whatever the role. Other people's stories are filtered out
  // before this check.
  'story:read': { roles: ['admin', 'editor', 'viewer'], scopes: ['read', 'stories'] },
  'story:write': { roles: ['admin', 'editor', 'viewer'], scopes: ['write', 'stories'] },
  'access:own': { roles: ['admin', 'editor', 'viewer'], scopes: ['admin'] },
} as const satisfies Record<string, { roles: readonly Role[]; scopes: readonly KeyScope[] }>;

export type Permission = keyof typeof permissions;

/** What is allowed in an archived incident, which is read-only. */
const readsArchived: ReadonlySet<Permission> = new Set([
  'incident:read',
  'incident:manage',
  'interview:prepare',
]);

declare const authorized: unique symbol;
/** An object that passed `authorize`. Save functions accept nothing else. */
export type Authorized<T> = T & { readonly [authorized]: true };

/** Whether the actor has a permission. Visibility is checked when the object is loaded. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.type === 'operator' || actor.type === 'system' || actor.type === 'job') return true;
  if (actor.type === 'anonymous' || actor.type === 'guest') return false;
  if (actor.type === 'inbound') return permission === 'evidence:import';
  const rule = permissions[permission];
  return (
    rule.roles.some((role) => role === actor.role) &&
    (actor.type === 'account' || findMissingScope(actor.scopes, permission) === undefined)
  );
}

function findMissingScope(scopes: readonly KeyScope[], permission: Permission) {
  return permissions[permission].scopes.find((scope) => !scopes.includes(scope));
}

/**
 * Authorizes an action on an object that the actor can see. Errors: `not-signed-in`, `forbidden`.
 * An object that the actor cannot see was already `not-found`.
 */
export async function authorize<T>(
  ctx: Context,
  permission: Permission,
  thing: T | Promise<T>,
): Promise<Authorized<T>> {
  const loaded = await thing;
  refuseUnless(ctx, permission);
  if (!readsArchived.has(permission)) refuseArchived(loaded);
  return brand(loaded);
}

/** For verbs that create something, when there is nothing to load yet. */
export function refuseUnless(ctx: Context, permission: Permission): void {
  if (may(ctx.actor, permission)) return;
  if (ctx.actor.type === 'anonymous' || ctx.actor.type === 'guest')
    throw new DomainError('not-signed-in', 'Sign in, or send an API key.');
  const rule = permissions[permission];
  const { actor } = ctx;
  throw new DomainError(
    'forbidden',
    actor.type === 'key' && rule.roles.some((role) => role === actor.role)
      ? `This API key doesn't have the scope "${findMissingScope(actor.scopes, permission)}". Create a key with that scope.`
      : `You need ${rule.roles.at(-1) === 'admin' ? 'admin' : 'editor'} access. Ask an admin.`,
  );
}

/** Whether the actor has a permission in an incident; an archived one is read-only. */
export function mayIn(
  incident: { archived_at: Date | null },
  actor: Actor,
  permission: Permission,
): boolean {
  return incident.archived_at === null && may(actor, permission);
}

/** Errors: `conflict` for an archived incident. */
export function refuseArchived(thing: unknown): void {
  if (typeof thing === 'object' && thing !== null && 'archived_at' in thing && thing.archived_at)
    throw archivedConflict();
}

export function archivedConflict(): DomainError {
  return new DomainError(
    'conflict',
    'This incident is archived and read-only. Unarchive it before you change it.',
  );
}

/** The brand exists for this cast: only this module can create it, after the check. */
function brand<T>(thing: T): Authorized<T> {
  return thing as Authorized<T>;
}
