import {
  AcceptInvitation,
  InviteAccount,
  type Account,
  type Invitation,
  DomainError,
} from '@debrief/contract';
import { dateText } from '@debrief/rules/time';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { isSetupLink } from './claim.ts';
import { authorize, refuseUnless } from '../access/index.ts';
import {
  accountByEmail,
  accountById,
  insertAccount,
  presentAccount,
  saveAccount,
  savePassword,
} from './rows.ts';
import { hashToken, newToken } from './tokens.ts';

const validMs = 7 * 86_400_000;

/** Makes an account that waits for its password, and the link by which the person chooses one. Inviting again replaces the link, the name and the role.
 * Errors: `invalid`, `forbidden`, `conflict` where the e-mail address already has an account in use. */
export async function inviteAccount(ctx: Context, raw: InviteAccount): Promise<Invitation> {
  const input = parse(InviteAccount, raw);
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:manage');
    await sql`select pg_advisory_xact_lock(hashtext(${input.email}))`.execute(ctx.db);
    const existing = await accountByEmail(ctx, input.email);
    if (existing && !existing.is_invited)
      throw new DomainError('conflict', `${input.email} already has an account.`, {
        current: presentAccount(ctx, existing),
      });
    const account = existing
      ? await saveAccount(
          ctx,
          await authorize(ctx, 'access:manage', existing),
          { name: input.name, role: input.role },
          existing.version,
        )
      : await insertAccount(ctx, { ...input, isInvited: true });
    const token = newToken();
    const invitation = {
      token_hash: hashToken(token),
      expires_at: new Date(ctx.clock.now().getTime() + validMs),
    };
    await ctx.db
      .insertInto('invitation')
      .values({ ...invitation, account_id: account.id })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(invitation))
      .execute();
    const presented = presentAccount(ctx, account);
    const before = existing ? presentAccount(ctx, existing) : null;
    await record(ctx, {
      kind: 'account.invited',
      incidentId: null,
      subjectId: account.id,
      before,
      after: presented,
    });
    return {
      account: presented,
      path: `/invitation?token=${token}`,
      expiresAt: invitation.expires_at.toISOString(),
    };
  });
}

/** Errors: `invalid`, `forbidden` where the link has been used, replaced, is too old, belongs to a disabled account, or is the one of the first account. */
export async function acceptInvitation(ctx: Context, raw: AcceptInvitation): Promise<Account> {
  const input = parse(AcceptInvitation, raw);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (ctx) => {
    const invitation = await ctx.db
      .deleteFrom('invitation')
      .where('token_hash', '=', hashToken(input.token))
      .where('expires_at', '>', ctx.clock.now())
      .returning('account_id')
      .executeTakeFirst();
    if (!invitation) throw new DomainError('forbidden', await whyNoInvitation(ctx, input.token));
    const invited = await accountById(ctx, invitation.account_id);
    if (invited.is_disabled)
      throw new DomainError(
        'forbidden',
        'The account for this invitation is disabled. Ask an admin to enable it.',
      );
    await savePassword(ctx, invited.id, passwordHash);
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
    const self: Context = {
      ...ctx,
      actor: { type: 'account', accountId: account.id, name: account.name, role: account.role },
    };
    const presented = presentAccount(self, account);
    await record(self, {
      kind: 'account.joined',
      incidentId: null,
      subjectId: account.id,
      before: presentAccount(self, invited),
      after: presented,
    });
    return presented;
  });
}

/** What is wrong with a link that lets nobody in. Only whoever holds it is told, so nothing is given away. */
async function whyNoInvitation(ctx: Context, token: string): Promise<string> {
  const late = await ctx.db
    .selectFrom('invitation')
    .select('expires_at')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (late)
    return `This invitation expired on ${dateText(late.expires_at.toISOString(), 'UTC')}. Ask the person who invited you for a new one.`;
  if (await isSetupLink(ctx, token))
    return 'This link creates the first account. Open it exactly as Debrief printed it: the address contains /welcome.';
  return 'This invitation has expired or was already used. Sign in, or ask for a new one.';
}
