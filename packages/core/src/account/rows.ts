import { type Account, type ApiKey, DomainError } from '@debrief/contract';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import { may, type Authorized } from '../access/index.ts';
import type { AccountTables } from './tables.ts';

export type AccountRow = Selectable<AccountTables['account']>;

export function presentAccount(ctx: Context, row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    team: row.team,
    zone: row.zone,
    isDisabled: row.is_disabled,
    isInvited: row.is_invited,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    can: { change: may(ctx.actor, 'access:manage') },
  };
}

/** Errors: `not-found`. */
export async function accountById(ctx: Context, id: string): Promise<AccountRow> {
  const row = await ctx.db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Account not found.');
  return row;
}

export async function accountsByIds(ctx: Context, ids: string[]): Promise<AccountRow[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .selectFrom('account')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function accountByEmail(ctx: Context, email: string): Promise<AccountRow | undefined> {
  return ctx.db.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst();
}

/** Accounts that can sign in, by email address in lower case. */
export async function accountsByEmails(
  ctx: Context,
  emails: readonly string[],
): Promise<AccountRow[]> {
  if (emails.length === 0) return [];
  return ctx.db
    .selectFrom('account')
    .selectAll()
    .where('email', 'in', [...new Set(emails)])
    .where('is_disabled', '=', false)
    .execute();
}

/**
 * Whether there is an admin who can invite others. Accounts that were only invited, for example by
 * the operator, do not count.
 */
export async function hasAdmin(ctx: Context): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .where('is_invited', '=', false)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** All accounts in creation order. `after` is the last id of the previous page. */
export async function accountRows(
  ctx: Context,
  after: string | null,
  limit: number,
): Promise<AccountRow[]> {
  let query = ctx.db.selectFrom('account').selectAll().orderBy('id').limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

export async function insertAccount(
  ctx: Context,
  account: { name: string; email: string; role: AccountRow['role']; isInvited: boolean },
): Promise<AccountRow> {
  const now = ctx.clock.now();
  return ctx.db
    .insertInto('account')
    .values({
      id: ctx.ids.next(),
      name: account.name,
      email: account.email,
      email_verified: true,
      role: account.role,
      is_invited: account.isInvited,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Errors: `conflict` with the current state. */
export async function saveAccount(
  ctx: Context,
  account: Authorized<AccountRow>,
  change: Partial<AccountRow>,
  version: number,
): Promise<AccountRow> {
  const saved = await ctx.db
    .updateTable('account')
    .set({ ...change, version: version + 1, updated_at: ctx.clock.now() })
    .where('id', '=', account.id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
  if (!saved)
    throw new DomainError(
      'conflict',
      'This account changed after you opened it. Reload it, then try again.',
      {
        current: presentAccount(ctx, await accountById(ctx, account.id)),
      },
    );
  return saved;
}

/** Stores the password with which better-auth signs the account in. */
export async function savePassword(
  ctx: Context,
  accountId: string,
  passwordHash: string,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('credential')
    .values({
      id: ctx.ids.next(),
      account_id: accountId,
      provider_id: 'credential',
      user_id: accountId,
      password: passwordHash,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'account_id'])
        .doUpdateSet({ password: passwordHash, updated_at: now }),
    )
    .execute();
}

export async function readPasswordHash(ctx: Context, accountId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('credential')
    .select('password')
    .where('user_id', '=', accountId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Afterwards no password works. */
export async function dropPassword(ctx: Context, accountId: string): Promise<void> {
  await ctx.db.deleteFrom('credential').where('user_id', '=', accountId).execute();
}

/** Ends all sessions of an account, optionally except one. */
export async function endSessions(ctx: Context, accountId: string, keptId?: string): Promise<void> {
  let query = ctx.db.deleteFrom('session').where('user_id', '=', accountId);
  if (keptId !== undefined) query = query.where('id', '!=', keptId);
  await query.execute();
}

/** The context of an account that has just proved its identity. */
export function asAccount(ctx: Context, row: AccountRow): Context {
  const { id, name, role } = row;
  return { ...ctx, actor: { type: 'account', accountId: id, name, role } };
}

export async function countAdmins(ctx: Context): Promise<number> {
  const rows = await ctx.db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .where('is_disabled', '=', false)
    .where('is_invited', '=', false)
    .forUpdate()
    .execute();
  return rows.length;
}

export function presentKey(row: Selectable<AccountTables['api_key']>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    prefix: row.prefix,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}
