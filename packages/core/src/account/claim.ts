import { CreateFirstAdmin, type Account, DomainError } from '@debrief/contract';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { hashPassword, refuseWeakPassword } from './passwords.ts';
import {
  accountByEmail,
  asAccount,
  hasAdmin,
  insertAccount,
  presentAccount,
  savePassword,
} from './rows.ts';
import { hashToken, newToken } from './tokens.ts';

const setting = 'owner-token-hash';

/** A new one-time token that makes the first account an admin. Null if an account exists. */
export async function createSetupToken(ctx: Context): Promise<string | null> {
  return inTransaction(ctx, async (ctx) => {
    if (await hasAdmin(ctx)) return null;
    const token = newToken();
    await ctx.db
      .insertInto('setting')
      .values({ name: setting, value: hashToken(token) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: hashToken(token) }))
      .execute();
    return token;
  });
}

/**
 * Creates the first account, an admin. The token works once. Errors: `invalid`; `conflict` if the
 * email address is taken; `forbidden` if the token is used or is not from the newest link.
 */
export async function createFirstAdmin(ctx: Context, raw: CreateFirstAdmin): Promise<Account> {
  const input = parse(CreateFirstAdmin, raw);
  // Checked before hashing the password: an invalid link should cost the server little.
  if (!(await isSetupLink(ctx, input.token))) throw usedLink();
  await refuseWeakPassword(input.password, [input.name, input.email]);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (ctx) => {
    const used = await ctx.db
      .deleteFrom('setting')
      .where('name', '=', setting)
      .where('value', '=', hashToken(input.token))
      .executeTakeFirst();
    if (used.numDeletedRows === 0n || (await hasAdmin(ctx))) throw usedLink();
    if (await accountByEmail(ctx, input.email))
      throw new DomainError(
        'conflict',
        `${input.email} already has an account. Use another address for the admin.`,
      );
    const account = await insertAccount(ctx, {
      name: input.name,
      email: input.email,
      role: 'admin',
      isInvited: false,
    });
    await savePassword(ctx, account.id, passwordHash);
    const admin = asAccount(ctx, account);
    const presented = presentAccount(admin, account);
    await record(admin, {
      kind: 'account.claimed',
      incidentId: null,
      subjectId: account.id,
      after: presented,
    });
    return presented;
  });
}

/** Whether this is the one-time link of the first account and is still valid. */
export async function isSetupLink(ctx: Context, token: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('setting')
    .select('name')
    .where('name', '=', setting)
    .where('value', '=', hashToken(token))
    .executeTakeFirst();
  return row !== undefined && !(await hasAdmin(ctx));
}

function usedLink(): DomainError {
  return new DomainError(
    'forbidden',
    'This link was already used or replaced. Use the newest link that Debrief printed when it started, or sign in.',
  );
}
