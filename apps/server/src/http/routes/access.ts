import type { Routes } from '@debrief/contract';
import {
  acceptInvitation,
  changeAccount,
  claimOwnership,
  createApiKey,
  inviteAccount,
  listAccounts,
  listApiKeys,
  revokeApiKey,
  setOwnTeam,
  signIn,
  signOut,
  viewSession,
} from '@debrief/core/account';
import { may } from '@debrief/core/access';
import { listActivity } from '@debrief/core/activity';
import { DomainError, type Context } from '@debrief/core/context';
import { incidentByRef } from '@debrief/core/incident';
import { actorOf } from '../auth.ts';
import type { Doors, Visit } from '../door.ts';
import { liveResponse } from '../live.ts';
import { pagingOf } from '../paging.ts';

/** Signs the new account in at once: who has just chosen a password is not asked for it again. */
async function enter(
  visit: Visit,
  credentials: { email: string; password: string },
): Promise<Response> {
  const headers = await signIn(visit.ctx, visit.deps.signOn, credentials, visit.request.headers);
  const cookies = headers.getSetCookie();
  const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ');
  const actor = await actorOf(
    visit.deps,
    new Request(visit.request.url, { headers: { cookie } }),
    visit.ctx.requestId ?? '',
  );
  const answer = Response.json(await viewSession({ ...visit.ctx, actor }));
  for (const line of cookies) answer.headers.append('set-cookie', line);
  return answer;
}

/** Who listens now, by the same proof as at the beginning; null where it no longer lets anybody in. */
async function stillListening({ ctx, deps, request }: Visit): Promise<Context | null> {
  try {
    const actor = await actorOf(deps, request, ctx.requestId ?? '');
    return may(actor, 'incident:read') ? { ...ctx, actor } : null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-signed-in') return null;
    throw error;
  }
}

export const accessDoors: Doors<Routes['access']> = {
  session: ({ ctx }) => viewSession(ctx),
  claim: async (visit, input) => {
    const account = await claimOwnership(visit.ctx, input);
    return enter(visit, { email: account.email, password: input.password });
  },
  signIn: (visit, input) => enter(visit, input),
  signOut: async ({ deps, request }) => {
    const headers = await signOut(deps.signOn, request.headers);
    const answer = new Response(null, { status: 204 });
    for (const line of headers.getSetCookie()) answer.headers.append('set-cookie', line);
    return answer;
  },
  accept: async (visit, input) => {
    const account = await acceptInvitation(visit.ctx, input);
    return enter(visit, { email: account.email, password: input.password });
  },
  accounts: ({ ctx }, input) => listAccounts(ctx, pagingOf(input)),
  invite: ({ ctx }, input) => inviteAccount(ctx, input),
  changeAccount: ({ ctx }, input) => changeAccount(ctx, input),
  setOwnTeam: ({ ctx }, input) => setOwnTeam(ctx, input),
  keys: ({ ctx }) => listApiKeys(ctx),
  createKey: ({ ctx }, input) => createApiKey(ctx, input),
  revokeKey: ({ ctx }, input) => revokeApiKey(ctx, input),
  activity: async ({ ctx }, input) => {
    const incidentId = input.incident ? (await incidentByRef(ctx, input.incident)).id : undefined;
    return listActivity(ctx, { incidentId, subjectId: input.subject, ...pagingOf(input) });
  },
  live: (visit, input) =>
    liveResponse(visit.deps, visit.ctx, () => stillListening(visit), visit.request, input),
};
