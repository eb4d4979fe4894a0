import { type KeyScope, type Role, DomainError } from '@debrief/contract';
import type { Actor, Context } from '../context.ts';

/** What can be asked of whom: the roles that may, and the scope that an API key needs besides. */
const permissions = {
  'incident:read': { roles: ['admin', 'editor', 'viewer'], scope: 'read' },
  'incident:write': { roles: ['admin', 'editor'], scope: 'write' },
  'evidence:import': { roles: ['admin', 'editor'], scope: 'import' },
  'people:write': { roles: ['admin', 'editor'], scope: 'write' },
  'access:manage': { roles: ['admin'], scope: 'admin' },
  // A story belongs to its account, whatever the role: what others wrote is not found before this is asked.
  'story:read': { roles: ['admin', 'editor', 'viewer'], scope: 'read' },
  'story:write': { roles: ['admin', 'editor', 'viewer'], scope: 'write' },
  'access:own': { roles: ['admin', 'editor', 'viewer'], scope: 'admin' },
} as const satisfies Record<string, { roles: readonly Role[]; scope: KeyScope }>;

export type Permission = keyof typeof permissions;

declare const authorized: unique symbol;
/** A thing that `authorize` has let through; saving takes nothing else. */
export type Authorized<T> = T & { readonly [authorized]: true };

/** Whether the actor may, as a yes or no for `can`. Visibility is the loader's matter. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.type === 'operator' || actor.type === 'system' || actor.type === 'job') return true;
  if (actor.type === 'nobody') return false;
  if (actor.type === 'inbound') return permission === 'evidence:import';
  const rule = permissions[permission];
  return (
    rule.roles.some((role) => role === actor.role) &&
    (actor.type === 'account' || actor.scopes.includes(rule.scope))
  );
}

/** Lets a visible thing through, or refuses.
 * Errors: `not-signed-in`, `forbidden`. (What the actor may not see was `not-found` before it came here.) */
export async function authorize<T>(
  ctx: Context,
  permission: Permission,
  thing: T | Promise<T>,
): Promise<Authorized<T>> {
  const loaded = await thing;
  refuseUnless(ctx, permission);
  return brand(loaded);
}

/** For verbs that make something new, where there is nothing to load yet. */
export function refuseUnless(ctx: Context, permission: Permission): void {
  if (may(ctx.actor, permission)) return;
  if (ctx.actor.type === 'nobody')
    throw new DomainError('not-signed-in', 'Sign in, or send an API key.');
  const rule = permissions[permission];
  throw new DomainError(
    'forbidden',
    ctx.actor.type === 'key' &&
      rule.roles.some((role) => ctx.actor.type === 'key' && role === ctx.actor.role)
      ? `This API key doesn't have the scope "${rule.scope}". Create a key with that scope.`
      : `You need ${rule.roles.at(-1) === 'admin' ? 'admin' : 'editor'} access. Ask an admin.`,
  );
}

/** The cast is the point of the brand: only this module can make it, after the check. */
function brand<T>(thing: T): Authorized<T> {
  return thing as Authorized<T>;
}
