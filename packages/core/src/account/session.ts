import { APIError } from 'better-auth/api';
import { SignIn, type SessionView, DomainError } from '@debrief/contract';
import { record } from '../activity/index.ts';
import { getAccountId, actorRef, type Actor, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { may } from '../access/index.ts';
import { accountByEmail, accountById, hasAdmin, presentAccount } from './rows.ts';
import type { SignOn } from './sign-on.ts';

const allowedFailures = 10;
const pauseMs = 15 * 60_000;

/** Signs in; the answer's headers carry the session cookie.
 * Errors: `invalid`, `not-signed-in` (the same for a wrong e-mail and a wrong password), `too-many` after ten failures in a quarter of an hour. */
export async function signIn(
  ctx: Context,
  signOn: SignOn,
  raw: SignIn,
  headers: Headers,
): Promise<Headers> {
  const input = parse(SignIn, raw);
  await countAttempt(ctx, input.email);
  const account = await accountByEmail(ctx, input.email);
  const result = account?.is_disabled
    ? null
    : await signOn.api
        .signInEmail({
          body: { email: input.email, password: input.password },
          headers,
          returnHeaders: true,
        })
        .catch(ignoreWrongPassword);
  if (!account || !result) throw new DomainError('not-signed-in', 'Wrong email or password.');
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.deleteFrom('sign_in_attempt').where('email', '=', input.email).execute();
    const self: Context = {
      ...ctx,
      actor: { type: 'account', accountId: account.id, name: account.name, role: account.role },
    };
    await record(self, { kind: 'account.signed-in', incidentId: null, subjectId: account.id });
  });
  return result.headers;
}

/** A wrong password is an answer; anything else is an error of ours. */
function ignoreWrongPassword(error: unknown): null {
  if (error instanceof APIError && error.statusCode < 500) return null;
  throw error;
}

/** Ends the session; the headers clear the cookie. */
export async function signOut(signOn: SignOn, headers: Headers): Promise<Headers> {
  const result = await signOn.api.signOut({ headers, returnHeaders: true });
  return result.headers;
}

/** The actor behind a session cookie; `nobody` where there is none. */
export async function findActorBySession(
  ctx: Context,
  signOn: SignOn,
  headers: Headers,
): Promise<Actor> {
  const session = await signOn.api
    .getSession({ headers, query: { disableRefresh: false } })
    .catch(async (error: unknown) => {
      // What the database said is hidden in there; asked directly it says whether it is away.
      await hasAdmin(ctx);
      throw error;
    });
  if (!session) return { type: 'nobody' };
  const account = await accountById(ctx, session.user.id);
  return account.is_disabled
    ? { type: 'nobody' }
    : { type: 'account', accountId: account.id, name: account.name, role: account.role };
}

/** Who asks and what they may begin. */
export async function viewSession(ctx: Context): Promise<SessionView> {
  const accountId = getAccountId(ctx.actor);
  const account = accountId ? presentAccount(ctx, await accountById(ctx, accountId)) : null;
  return {
    account: account && withoutCan(account),
    actor: ctx.actor.type === 'nobody' ? null : actorRef(ctx.actor),
    needsAdmin: !(await hasAdmin(ctx)),
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

/** Counts before the password is looked at, so that many attempts at once are no way around the limit; signing in clears the count. */
async function countAttempt(ctx: Context, email: string): Promise<void> {
  const now = ctx.clock.now();
  const stale = new Date(now.getTime() - pauseMs);
  const attempt = await ctx.db
    .insertInto('sign_in_attempt')
    .values({ email, failures: 1, since: now })
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet((eb) => ({
        failures: eb
          .case()
          .when('sign_in_attempt.since', '<=', stale)
          .then(1)
          .else(
            eb.fn<number>('least', [
              eb('sign_in_attempt.failures', '+', 1),
              eb.val(allowedFailures + 1),
            ]),
          )
          .end(),
        since: eb
          .case()
          .when('sign_in_attempt.since', '<=', stale)
          .then(now)
          .else(eb.ref('sign_in_attempt.since'))
          .end(),
      })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  if (attempt.failures > allowedFailures)
    throw new DomainError('too-many', 'Too many attempts. Try again in 15 minutes.');
}
