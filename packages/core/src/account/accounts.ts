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
import { authorize, refuseUnless, type Authorized } from '../access/index.ts';
import { revokeKeys } from './keys.ts';
import {
  accountById,
  accountRows,
  countAdmins,
  endSessions,
  presentAccount,
  saveAccount,
  type AccountRow,
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

/** Accounts that are not disabled, at most this many, for screens that list everyone. */
export async function listActiveAccounts(ctx: Context, most: number): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let cursor: string | undefined; accounts.length < most;) {
    const page = await listAccounts(ctx, { cursor, limit: 200 });
    accounts.push(...page.items.filter(({ isDisabled }) => !isDisabled));
    if (page.next === null) break;
    cursor = page.next;
  }
  return accounts;
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
  const { saved, activity } = await saveChange(ctx, account, input);
  await record(ctx, activity);
  return saved;
});

/**
 * Changes your name, team or time zone. Every role can do this. Errors: `invalid`, `forbidden`
 * without an account, `conflict` with the current state of the account.
 */
export const changeOwnAccount = verb(ChangeOwnAccount, async (ctx, input): Promise<Account> => {
  refuseUnless(ctx, 'access:own');
  const accountId = getAccountId(ctx.actor);
  if (accountId === null)
    throw new DomainError('forbidden', 'Sign in to your own account to change it.');
  const account = await authorize(ctx, 'access:own', accountById(ctx, accountId));
  const { saved, activity } = await saveChange(ctx, account, input);
  await record(ctx, activity);
  return saved;
});

/** The saved account, and the activity to record. */
async function saveChange(
  ctx: Context,
  account: Authorized<AccountRow>,
  { version, name, team, zone, role, isDisabled }: Omit<ChangeAccount, 'id'>,
) {
  const change = {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(team !== undefined && { team }),
    ...(zone !== undefined && { zone }),
    ...(isDisabled !== undefined && { is_disabled: isDisabled }),
  };
  const row = await saveAccount(ctx, account, change, version);
  if (row.is_disabled) {
    await endSessions(ctx, row.id);
    await revokeKeys(ctx, row.id);
  }
  const saved = presentAccount(ctx, row);
  const activity = {
    kind: 'account.changed',
    incidentId: null,
    subjectId: account.id,
    before: presentAccount(ctx, account),
    after: saved,
  } as const;
  return { saved, activity };
}
