import { CreateApiKey, type ApiKey, type CreatedApiKey, DomainError } from '@debrief/contract';
import { record } from '../activity/index.ts';
import { getAccountId, type Actor, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { authorize, refuseUnless } from '../access/index.ts';
import { presentKey } from './rows.ts';
import { hashToken, newToken } from './tokens.ts';
import { verb } from '../verb.ts';

function ownAccount(ctx: Context): string {
  refuseUnless(ctx, 'access:own');
  const accountId = getAccountId(ctx.actor);
  if (!accountId)
    throw new DomainError(
      'forbidden',
      'API keys belong to accounts. Sign in with the account that will use the key.',
    );
  return accountId;
}

/** The actor's own keys. Errors: `not-signed-in`, `forbidden`. */
export async function listApiKeys(ctx: Context): Promise<{ items: ApiKey[] }> {
  const accountId = ownAccount(ctx);
  const rows = await ctx.db
    .selectFrom('api_key')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  return { items: rows.map(presentKey) };
}

/**
 * Creates a key that acts as its account, within its scopes. The key is shown only once. Errors:
 * `invalid`, `forbidden`.
 */
export const createApiKey = verb(CreateApiKey, async (ctx, input): Promise<CreatedApiKey> => {
  const accountId = await authorize(ctx, 'access:own', ownAccount(ctx));
  if (ctx.actor.type === 'key')
    throw new DomainError(
      'forbidden',
      "You can't create an API key with an API key. Sign in with your email and password.",
    );
  const key = newToken('dbf_');
  const row = await ctx.db
    .insertInto('api_key')
    .values({
      id: ctx.ids.next(),
      account_id: accountId,
      name: input.name,
      key_hash: hashToken(key),
      prefix: key.slice(0, 10),
      scopes: [...new Set(input.scopes)],
      created_at: ctx.clock.now(),
      expires_at: input.expiresAt ? new Date(input.expiresAt) : null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const made = presentKey(row);
  await record(ctx, {
    kind: 'api-key.created',
    incidentId: null,
    subjectId: made.id,
    after: made,
  });
  return { ...made, key };
});

/** Errors: `not-found` (also for someone else's key), `forbidden`. */
export async function revokeApiKey(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const accountId = await authorize(ctx, 'access:own', ownAccount(ctx));
    const row = await ctx.db
      .deleteFrom('api_key')
      .where('id', '=', input.id)
      .where('account_id', '=', accountId)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', 'API key not found.');
    await record(ctx, {
      kind: 'api-key.revoked',
      incidentId: null,
      subjectId: row.id,
      before: presentKey(row),
    });
  });
}

/**
 * Revokes all keys of an account when it is disabled. Enabling the account does not restore them.
 */
export async function revokeKeys(ctx: Context, accountId: string): Promise<void> {
  const rows = await ctx.db
    .deleteFrom('api_key')
    .where('account_id', '=', accountId)
    .returningAll()
    .execute();
  for (const row of rows)
    await record(ctx, {
      kind: 'api-key.revoked',
      incidentId: null,
      subjectId: row.id,
      before: presentKey(row),
    });
}

/** The actor of an API key. Null if the key is unknown or expired, or its account is disabled. */
export async function findActorByKey(ctx: Context, key: string): Promise<Actor | null> {
  const now = ctx.clock.now();
  const row = await ctx.db
    .selectFrom('api_key')
    .innerJoin('account', 'account.id', 'api_key.account_id')
    .select([
      'api_key.id',
      'api_key.account_id',
      'api_key.name as key_name',
      'api_key.scopes',
      'api_key.expires_at',
      'api_key.last_used_at',
      'account.name',
      'account.role',
    ])
    .where('key_hash', '=', hashToken(key))
    .where('account.is_disabled', '=', false)
    .executeTakeFirst();
  if (!row || (row.expires_at && row.expires_at <= now)) return null;
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) {
    await ctx.db
      .updateTable('api_key')
      .set({ last_used_at: now })
      .where('id', '=', row.id)
      .execute();
  }
  return {
    type: 'key',
    keyId: row.id,
    accountId: row.account_id,
    name: `${row.name} (${row.key_name})`,
    role: row.role,
    scopes: row.scopes,
  };
}
