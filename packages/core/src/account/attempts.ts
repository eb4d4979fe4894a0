import { createHmac, randomBytes } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Where a request came from. */
export interface Client {
  /** The network address. For IPv6 only the network, because one machine has many addresses. */
  address: string;
  /** What an earlier sign-in on this browser stored; see `deviceToken`. */
  device: string | null;
}

interface Counter {
  key: string;
  most: number;
  forMs: number;
}

const quarterHour = 15 * 60_000;
const hour = 60 * 60_000;

/**
 * A browser that has signed in to this account before has its own counter, so no one else can lock
 * it out. Others are limited by client and account, then by client, then by account.
 */
export function countersFor(client: Client, email: string, secret: string): Counter[] {
  if (client.device !== null && isDeviceToken(client.device, email, secret))
    return [{ key: `device ${client.device}`, most: 10, forMs: quarterHour }];
  return [
    { key: `client ${client.address} ${email}`, most: 10, forMs: quarterHour },
    { key: `client ${client.address}`, most: 30, forMs: quarterHour },
    { key: `account ${email}`, most: 100, forMs: hour },
  ];
}

/**
 * Counts before checking the password, so that parallel attempts cannot bypass the limit. Counting
 * stops at the first exhausted counter, so one client cannot exhaust the limit of an account.
 * Errors: `too-many`.
 */
export async function countAttempt(ctx: Context, counters: Counter[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.deleteFrom('sign_in_attempt').where('until', '<=', now).execute();
  for (const { key, most, forMs } of counters) {
    const until = new Date(now.getTime() + forMs);
    // A counter that ends later than a new one would end was written by a clock that was ahead.
    const { rows } = await sql<{ failures: number }>`
      insert into sign_in_attempt (key, failures, until) values (${key}, 1, ${until})
      on conflict (key) do update set
        failures = case when sign_in_attempt.until > ${until} then 1
          else least(sign_in_attempt.failures + 1, ${most + 1}::int) end,
        until = least(sign_in_attempt.until, ${until})
      returning failures`.execute(ctx.db);
    if ((rows[0]?.failures ?? 0) > most)
      throw new DomainError(
        'too-many',
        `Too many attempts. Try again in ${forMs === hour ? 'an hour' : '15 minutes'}.`,
      );
  }
}

/**
 * Called after a successful sign-in: it was not a failure, and the failures before it were the
 * owner's.
 */
export async function forgiveAttempt(ctx: Context, counters: Counter[]): Promise<void> {
  const [own, ...shared] = counters.map(({ key }) => key);
  if (own) await ctx.db.deleteFrom('sign_in_attempt').where('key', '=', own).execute();
  if (shared.length === 0) return;
  await ctx.db
    .updateTable('sign_in_attempt')
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('key', 'in', shared)
    .where('failures', '>', 0)
    .execute();
}

/** Proves that this browser has signed in to this account before. */
export function deviceToken(email: string, secret: string): string {
  const id = randomBytes(12).toString('base64url');
  return `${id}.${deviceSignature(id, email, secret)}`;
}

function isDeviceToken(token: string, email: string, secret: string): boolean {
  const [id = '', signature] = token.split('.');
  return signature === deviceSignature(id, email, secret);
}

function deviceSignature(id: string, email: string, secret: string): string {
  return createHmac('sha256', secret).update(`device ${id} ${email}`).digest('base64url');
}
