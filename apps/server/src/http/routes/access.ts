import { type Routes, DomainError } from '@debrief/contract';
import * as account from '@debrief/core/account';
import { may } from '@debrief/core/access';
import { listActivity } from '@debrief/core/activity';
import type { Context } from '@debrief/core/context';
import { incidentByRef } from '@debrief/core/incident';
import { resolveActor } from '../auth.ts';
import { clientAddress } from '../client-address.ts';
import { deviceCookieLine, readDevice } from '../cookies.ts';
import type { Call, Handlers } from '../handler.ts';
import { liveResponse } from '../live.ts';

/**
 * Signs the new account in: a person who has just set a password does not need to enter it again.
 */
async function enter(
  ctx: Context,
  { deps, request, connection }: Call,
  credentials: { email: string; password: string },
): Promise<Response> {
  const { headers, device } = await account.signIn(ctx, deps.signOn, credentials, {
    headers: request.headers,
    address: clientAddress(request.headers, connection, deps.config.trustedProxies),
    device: readDevice(deps, request.headers),
  });
  const cookies = [...headers.getSetCookie(), deviceCookieLine(deps, device)];
  const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ');
  const signedIn = new Request(request.url, { headers: { cookie } });
  const actor = await resolveActor(deps, signedIn, ctx.requestId ?? '');
  const answer = Response.json(await account.viewSession({ ...ctx, actor }), {
    headers: { 'cache-control': 'no-store' },
  });
  for (const line of cookies) answer.headers.append('set-cookie', line);
  return answer;
}

/** The listener by the same credentials as at the start; null if they no longer allow reading. */
async function listenerAgain(ctx: Context, { deps, request }: Call): Promise<Context | null> {
  try {
    const actor = await resolveActor(deps, request, ctx.requestId ?? '');
    return may(actor, 'incident:read') ? { ...ctx, actor } : null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-signed-in') return null;
    throw error;
  }
}

export const accessHandlers: Handlers<Routes['access']> = {
  session: account.viewSession,
  claim: async (ctx, input, call) => {
    const admin = await account.createFirstAdmin(ctx, input);
    return enter(ctx, call, { email: admin.email, password: input.password });
  },
  signIn: (ctx, input, call) => enter(ctx, call, input),
  signOut: async (ctx, _, { deps, request }) => {
    const headers = await account.signOut(ctx, deps.signOn, request.headers);
    const answer = new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
    for (const line of headers.getSetCookie()) answer.headers.append('set-cookie', line);
    return answer;
  },
  invitation: account.viewInvitation,
  accept: async (ctx, input, call) => {
    const invited = await account.acceptInvitation(ctx, input);
    return enter(ctx, call, { email: invited.email, password: input.password });
  },
  changePassword: (ctx, input, { deps, request }) =>
    account.changePassword(ctx, deps.signOn, input, request.headers),
  sessions: (ctx, _, { deps, request }) => account.listSessions(ctx, deps.signOn, request.headers),
  endSession: account.endSession,
  endOtherSessions: (ctx, _, { deps, request }) =>
    account.endOtherSessions(ctx, deps.signOn, request.headers),
  resetPassword: account.resetPassword,
  accounts: account.listAccounts,
  invite: account.inviteAccount,
  changeAccount: account.changeAccount,
  changeOwnAccount: account.changeOwnAccount,
  keys: account.listApiKeys,
  createKey: account.createApiKey,
  revokeKey: account.revokeApiKey,
  activity: async (ctx, input) => {
    const incidentId = input.incident ? (await incidentByRef(ctx, input.incident)).id : undefined;
    return listActivity(ctx, { ...input, incidentId, subjectId: input.subject });
  },
  live: (ctx, input, call) =>
    liveResponse(call.deps, ctx, () => listenerAgain(ctx, call), call.request, input),
};
