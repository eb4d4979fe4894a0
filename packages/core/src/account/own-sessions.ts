import { ChangePassword, type Session, DomainError } from '@debrief/contract';
import { authorize, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { countAttempt, forgiveAttempt } from './attempts.ts';
import { hashPassword, isPassword, refuseWeakPassword } from './passwords.ts';
import {
  accountById,
  endSessions,
  readPasswordHash,
  presentAccount,
  savePassword,
} from './rows.ts';
import { findSession } from './session.ts';
import type { SignOn } from './sign-on.ts';

/** The account that signed in with a password. These actions are not available to an API key. */
function signedInAccount(ctx: Context): string {
  refuseUnless(ctx, 'access:own');
  if (ctx.actor.type !== 'account')
    throw new DomainError('forbidden', 'Sign in with your email and password to do this.');
  return ctx.actor.accountId;
}

/**
 * Sets a new password and ends all other sessions.
 * Errors: `invalid` for a wrong or weak password, `forbidden` for an API key, `too-many`.
 */
export async function changePassword(
  ctx: Context,
  signOn: SignOn,
  raw: ChangePassword,
  headers: Headers,
): Promise<void> {
  const input = parse(ChangePassword, raw);
  const account = await accountById(ctx, signedInAccount(ctx));
  const counters = [{ key: `password ${account.id}`, most: 10, forMs: 15 * 60_000 }];
  await countAttempt(ctx, counters);
  const hash = await readPasswordHash(ctx, account.id);
  if (hash === null || !(await isPassword({ hash, password: input.current }))) {
    const message = 'This is not your current password.';
    throw new DomainError('invalid', message, { issues: [{ at: 'current', message }] });
  }
  await refuseWeakPassword(input.password, [account.name, account.email]);
  const passwordHash = await hashPassword(input.password);
  const current = await findSession(ctx, signOn, headers);
  await inTransaction(ctx, async (ctx) => {
    const own = await authorize(ctx, 'access:own', accountById(ctx, account.id));
    await forgiveAttempt(ctx, counters);
    await savePassword(ctx, own.id, passwordHash);
    await endSessions(ctx, own.id, current?.id);
    await record(ctx, {
      kind: 'account.password-changed',
      incidentId: null,
      subjectId: own.id,
      after: presentAccount(ctx, own),
    });
  });
}

/** The sessions of this account, newest first. Errors: `forbidden` for an API key. */
export async function listSessions(
  ctx: Context,
  signOn: SignOn,
  headers: Headers,
): Promise<{ items: Session[] }> {
  const accountId = signedInAccount(ctx);
  const current = await findSession(ctx, signOn, headers);
  const rows = await ctx.db
    .selectFrom('session')
    .select(['id', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'])
    .where('user_id', '=', accountId)
    .where('expires_at', '>', ctx.clock.now())
    .orderBy('updated_at', 'desc')
    .limit(200)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.updated_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      address: row.ip_address || null,
      browser: row.user_agent || null,
      isCurrent: row.id === current?.id,
    })),
  };
}

/** Ends one of the account's sessions. Errors: `not-found` (also for someone else's), `forbidden`. */
export async function endSession(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const accountId = await authorize(ctx, 'access:own', signedInAccount(ctx));
    const { numDeletedRows } = await ctx.db
      .deleteFrom('session')
      .where('id', '=', input.id)
      .where('user_id', '=', accountId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new DomainError('not-found', 'Session not found.');
    await recordEnd(ctx, accountId);
  });
}

/** Ends all sessions of the account except the current one. */
export async function endOtherSessions(
  ctx: Context,
  signOn: SignOn,
  headers: Headers,
): Promise<void> {
  signedInAccount(ctx);
  const current = await findSession(ctx, signOn, headers);
  await inTransaction(ctx, async (ctx) => {
    const accountId = await authorize(ctx, 'access:own', signedInAccount(ctx));
    await endSessions(ctx, accountId, current?.id);
    await recordEnd(ctx, accountId);
  });
}

async function recordEnd(ctx: Context, accountId: string): Promise<void> {
  await record(ctx, { kind: 'account.sessions-ended', incidentId: null, subjectId: accountId });
}
