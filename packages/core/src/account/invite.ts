import {
  AcceptInvitation,
  InviteAccount,
  ViewInvitation,
  type InvitationView,
  type Account,
  type Invitation,
  DomainError,
} from '@debrief/contract';
import { dateText } from '@debrief/rules/time';
import { sql } from 'kysely';
import { lastActorName, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { authorize, refuseUnless } from '../access/index.ts';
import { isSetupLink } from './claim.ts';
import { hashPassword, refuseWeakPassword } from './passwords.ts';
import {
  accountByEmail,
  accountById,
  asAccount,
  dropPassword,
  endSessions,
  insertAccount,
  presentAccount,
  saveAccount,
  savePassword,
} from './rows.ts';
import { hashToken, newToken } from './tokens.ts';
import { verb } from '../verb.ts';

const dayMs = 86_400_000;
const invitedMs = 7 * dayMs;
const resetMs = dayMs;

/**
 * Creates an account without a password, and the link with which its owner sets one. Inviting again
 * replaces the link, the name and the role. Errors: `invalid`, `forbidden`, `conflict` if the email
 * address belongs to an active account.
 */
export const inviteAccount = verb(InviteAccount, async (ctx, input): Promise<Invitation> => {
  refuseUnless(ctx, 'access:manage');
  await sql`select pg_advisory_xact_lock(hashtext(${input.email}))`.execute(ctx.db);
  const existing = await accountByEmail(ctx, input.email);
  if (existing && !existing.is_invited)
    throw new DomainError(
      'conflict',
      `${input.email} already has an account. If they forgot their password, reset it.`,
      {
        current: presentAccount(ctx, existing),
      },
    );
  const account = existing
    ? await saveAccount(
        ctx,
        await authorize(ctx, 'access:manage', existing),
        { name: input.name, role: input.role },
        existing.version,
      )
    : await insertAccount(ctx, { ...input, isInvited: true });
  const link = await saveLink(ctx, account.id, invitedMs);
  const presented = presentAccount(ctx, account);
  const before = existing ? presentAccount(ctx, existing) : null;
  await record(ctx, {
    kind: 'account.invited',
    incidentId: null,
    subjectId: account.id,
    before,
    after: presented,
  });
  return { account: presented, ...link };
});

/**
 * Ends all sessions of an account, clears its password, and creates the link with which its owner
 * sets a new one. Errors: `forbidden`, `not-found`, `conflict` for a disabled account.
 */
export async function resetPassword(ctx: Context, input: { id: string }): Promise<Invitation> {
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:manage');
    const account = await authorize(ctx, 'access:manage', accountById(ctx, input.id));
    if (account.is_disabled)
      throw new DomainError('conflict', 'This account is disabled. Enable it first.');
    await dropPassword(ctx, account.id);
    await endSessions(ctx, account.id);
    const link = await saveLink(ctx, account.id, resetMs, !account.is_invited);
    const presented = presentAccount(ctx, account);
    await record(ctx, {
      kind: 'account.password-reset',
      incidentId: null,
      subjectId: account.id,
      after: presented,
    });
    return { account: presented, ...link };
  });
}

/** Only the newest link of an account works, and it works once. */
async function saveLink(
  ctx: Context,
  accountId: string,
  validMs: number,
  isReset = false,
): Promise<{ path: string; expiresAt: string }> {
  const token = newToken();
  const link = {
    token_hash: hashToken(token),
    expires_at: new Date(ctx.clock.now().getTime() + validMs),
    is_reset: isReset,
  };
  await ctx.db
    .insertInto('invitation')
    .values({ ...link, account_id: accountId })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(link))
    .execute();
  return { path: `/invitation?token=${token}`, expiresAt: link.expires_at.toISOString() };
}

/**
 * Errors: `invalid`; `forbidden` if the link is used, replaced or expired, belongs to a disabled
 * account, or is the link of the first account.
 */
export async function acceptInvitation(ctx: Context, raw: AcceptInvitation): Promise<Account> {
  const input = parse(AcceptInvitation, raw);
  // Checked before hashing the password: an invalid link should cost the server little.
  const account = await accountOfLink(ctx, input.token);
  if (account) await refuseWeakPassword(input.password, [account.name, account.email]);
  const passwordHash = account && (await hashPassword(input.password));
  return inTransaction(ctx, async (ctx) => {
    const invitation = await ctx.db
      .deleteFrom('invitation')
      .where('token_hash', '=', hashToken(input.token))
      .where('expires_at', '>', ctx.clock.now())
      .returning(['account_id', 'is_reset'])
      .executeTakeFirst();
    if (!invitation || passwordHash === null)
      throw new DomainError('forbidden', await whyNoInvitation(ctx, input.token));
    const invited = await accountById(ctx, invitation.account_id);
    if (invited.is_disabled)
      throw new DomainError(
        'forbidden',
        'The account for this link is disabled. Ask an admin to enable it.',
      );
    await savePassword(ctx, invited.id, passwordHash);
    await endSessions(ctx, invited.id);
    const account = await ctx.db
      .updateTable('account')
      .set((eb) => ({
        is_invited: false,
        version: eb('version', '+', 1),
        updated_at: ctx.clock.now(),
      }))
      .where('id', '=', invited.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const self = asAccount(ctx, account);
    const presented = presentAccount(self, account);
    await record(self, {
      kind: invitation.is_reset ? 'account.password-changed' : 'account.joined',
      incidentId: null,
      subjectId: account.id,
      before: presentAccount(self, invited),
      after: presented,
    });
    return presented;
  });
}

/**
 * Who invites which account, for the holder of the link. Errors: `forbidden` if it is used, replaced or
 * expired.
 */
export async function viewInvitation(ctx: Context, raw: ViewInvitation): Promise<InvitationView> {
  const { token } = parse(ViewInvitation, raw);
  const link = await ctx.db
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'invitation.account_id')
    .select(['account.id', 'name', 'email', 'role', 'expires_at', 'is_reset'])
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', ctx.clock.now())
    .executeTakeFirst();
  if (!link) throw new DomainError('forbidden', await whyNoInvitation(ctx, token));
  return {
    name: link.name,
    email: link.email,
    role: link.role,
    invitedBy: await lastActorName(ctx, link.id, ['account.invited', 'account.password-reset']),
    expiresAt: link.expires_at.toISOString(),
    isReset: link.is_reset,
  };
}

async function accountOfLink(ctx: Context, token: string) {
  const row = await ctx.db
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'invitation.account_id')
    .select(['account.name', 'account.email'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row ?? null;
}

/** Why a link is invalid. Only the holder of the link sees this, so it discloses nothing. */
async function whyNoInvitation(ctx: Context, token: string): Promise<string> {
  const late = await ctx.db
    .selectFrom('invitation')
    .select('expires_at')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (late)
    return `This link expired on ${dateText(late.expires_at.toISOString(), 'UTC')}. Ask an admin for a new one.`;
  if (await isSetupLink(ctx, token))
    return 'This link creates the first account. Open it exactly as Debrief printed it: the address contains /welcome.';
  return 'This link has expired or was already used. Sign in, or ask an admin for a new one.';
}
