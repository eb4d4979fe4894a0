import {
  ChangeAccount,
  ChangeOwnAccount,
  Id,
  type Account,
  type Page,
  DomainError,
} from '@debrief/contract';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { authorize, refuseUnless } from '../access/index.ts';
import { revokeKeys } from './keys.ts';
import {
  accountById,
  accountRows,
  countAdmins,
  endSessions,
  presentAccount,
  saveAccount,
} from './rows.ts';
import { verb } from '../verb.ts';

export async function listAccounts(
  ctx: Context,
  input: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<Account>> {
  refuseUnless(ctx, 'incident:read');
  const limit = input.limit ?? 100;
  const after = input.cursor && Id.safeParse(input.cursor).success ? input.cursor : null;
  const rows = await accountRows(ctx, after, limit + 1);
  const shown = rows.slice(0, limit);
  return {
    items: shown.map((row) => presentAccount(ctx, row)),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict` (also when no admin would remain). */
export const changeAccount = verb(ChangeAccount, async (ctx, input): Promise<Account> => {
  const account = await authorize(ctx, 'access:manage', accountById(ctx, input.id));
  const stepsDown =
    account.role === 'admin' &&
    !account.is_disabled &&
    ((input.role !== undefined && input.role !== 'admin') || input.isDisabled === true);
  if (stepsDown && (await countAdmins(ctx)) < 2)
    throw new DomainError('conflict', 'This is the last admin. Make someone else an admin first.');
  const change = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.role === undefined ? {} : { role: input.role }),
    ...(input.team === undefined ? {} : { team: input.team }),
    ...(input.zone === undefined ? {} : { zone: input.zone }),
    ...(input.isDisabled === undefined ? {} : { is_disabled: input.isDisabled }),
  };
  const saved = await saveAccount(ctx, account, change, input.version);
  if (saved.is_disabled) {
    await endSessions(ctx, saved.id);
    await revokeKeys(ctx, saved.id);
  }
  const presented = presentAccount(ctx, saved);
  await record(ctx, {
    kind: 'account.changed',
    incidentId: null,
    subjectId: account.id,
    before: presentAccount(ctx, account),
    after: presented,
  });
  return presented;
});

/**
 * Changes your name, team or time zone. Every role can do this. Errors: `invalid`, `forbidden` without an
 * account, `conflict` with the current state of the account.
 */
export async function changeOwnAccount(ctx: Context, raw: ChangeOwnAccount): Promise<Account> {
  const { version, name, team, zone } = parse(ChangeOwnAccount, raw);
  const change = {
    ...(name !== undefined && { name }),
    ...(team !== undefined && { team }),
    ...(zone !== undefined && { zone }),
  };
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:own');
    const accountId = getAccountId(ctx.actor);
    if (accountId === null)
      throw new DomainError('forbidden', 'Sign in to your own account to change it.');
    const account = await authorize(ctx, 'access:own', accountById(ctx, accountId));
    const presented = presentAccount(ctx, await saveAccount(ctx, account, change, version));
    await record(ctx, {
      kind: 'account.changed',
      incidentId: null,
      subjectId: account.id,
      before: presentAccount(ctx, account),
      after: presented,
    });
    return presented;
  });
}
