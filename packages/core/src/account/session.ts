import { APIError } from 'better-auth/api';
import { SignIn, type SessionView, DomainError } from '@debrief/contract';
import { newestActivityId, record } from '../activity/index.ts';
import { getAccountId, actorRef, type Actor, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { may } from '../access/index.ts';
import { countAttempt, countersFor, deviceToken, forgiveAttempt, type Client } from './attempts.ts';
import { hashing } from './passwords.ts';
import { accountByEmail, accountById, asAccount, hasAdmin, presentAccount } from './rows.ts';
import { addressHeader, longestSessionMs, type SignOn } from './sign-on.ts';
import { newToken } from './tokens.ts';

/** What a browser gets on sign-in: the session cookie, and proof that this browser signed in. */
export interface SignedIn {
  headers: Headers;
  device: string;
}

/**
 * Signs in; the response headers carry the session cookie. Errors: `invalid`; `not-signed-in`, the
 * same and after the same time for an unknown email and a wrong password; `too-many` after ten
 * failures of a client within 15 minutes.
 */
export async function signIn(
  ctx: Context,
  signOn: SignOn,
  raw: SignIn,
  client: Client & { headers: Headers },
): Promise<SignedIn> {
  const input = parse(SignIn, raw);
  const { secret } = signOn.options;
  const counters = countersFor(client, input.email, secret);
  hashing.refuseIfFull();
  await countAttempt(ctx, counters);
  const account = await accountByEmail(ctx, input.email);
  const headers = new Headers(client.headers);
  headers.set(addressHeader, client.address);
  const result = await signOn.api
    .signInEmail({
      // For a disabled account, checks a password that cannot match, so that the response takes as
      // long.
      body: { email: input.email, password: account?.is_disabled ? newToken() : input.password },
      headers,
      returnHeaders: true,
    })
    .catch(ignoreWrongPassword);
  if (!account || !result) {
    if (account)
      await record(ctx, {
        kind: 'account.sign-in-failed',
        incidentId: null,
        subjectId: account.id,
        after: { name: account.name, address: client.address },
      });
    throw new DomainError('not-signed-in', 'Wrong email or password.');
  }
  await inTransaction(ctx, async (ctx) => {
    await forgiveAttempt(ctx, counters);
    const self = asAccount(ctx, account);
    await record(self, { kind: 'account.signed-in', incidentId: null, subjectId: account.id });
  });
  return { headers: result.headers, device: deviceToken(input.email, secret) };
}

/** A wrong password is an expected response; anything else is a bug. */
function ignoreWrongPassword(error: unknown): null {
  if (error instanceof APIError && error.statusCode < 500) return null;
  throw error;
}

/** Ends the session; the headers clear the cookie. */
export async function signOut(ctx: Context, signOn: SignOn, headers: Headers): Promise<Headers> {
  const result = await signOn.api.signOut({ headers, returnHeaders: true });
  const accountId = getAccountId(ctx.actor);
  if (ctx.actor.type === 'account')
    await inTransaction(ctx, (ctx) =>
      record(ctx, { kind: 'account.signed-out', incidentId: null, subjectId: accountId }),
    );
  return result.headers;
}

/** The session of a cookie; null if there is none or it has ended. */
export async function findSession(ctx: Context, signOn: SignOn, headers: Headers) {
  const found = await signOn.api
    .getSession({ headers, query: { disableRefresh: false } })
    .catch(async (error: unknown) => {
      // better-auth hides database errors; a direct query reports that the database is unavailable.
      await hasAdmin(ctx);
      throw error;
    });
  if (!found) return null;
  const age = ctx.clock.now().getTime() - found.session.createdAt.getTime();
  return age > longestSessionMs ? null : found.session;
}

/** The actor of a session cookie; `anonymous` if there is none. */
export async function findActorBySession(
  ctx: Context,
  signOn: SignOn,
  headers: Headers,
): Promise<Actor> {
  const session = await findSession(ctx, signOn, headers);
  if (!session) return { type: 'anonymous' };
  const account = await accountById(ctx, session.userId);
  return account.is_disabled ? { type: 'anonymous' } : asAccount(ctx, account).actor;
}

/** Who is signed in and what they can create. */
export async function viewSession(ctx: Context): Promise<SessionView> {
  const accountId = getAccountId(ctx.actor);
  const account = accountId ? presentAccount(ctx, await accountById(ctx, accountId)) : null;
  return {
    account: account && withoutCan(account),
    actor: ctx.actor.type === 'anonymous' ? null : actorRef(ctx.actor),
    needsAdmin: !(await hasAdmin(ctx)),
    newestActivityId: may(ctx.actor, 'incident:read') ? await newestActivityId(ctx) : null,
    can: {
      declareIncident: may(ctx.actor, 'incident:write'),
      import: may(ctx.actor, 'evidence:import'),
      manageAccounts: may(ctx.actor, 'access:manage'),
    },
  };
}

function withoutCan<T extends { can: unknown }>(thing: T): Omit<T, 'can'> {
  const { can: _, ...rest } = thing;
  return rest;
}
