import { DomainError, trackerKindTable } from '@debrief/contract';
import { noteChangedIssues, trackerByWebhook } from '@debrief/core/follow-up';
import { findInboundSource } from '@debrief/readers';
import { createContext } from '../http/auth.ts';
import { readBody } from '../http/json-body.ts';
import { createRateLimit } from '../inbound/rate-limit.ts';
import { parseJson } from './client.ts';
import { openClient, type TrackerDeps } from './open-client.ts';

/** `POST /in/tracker/<token>`. The path is a secret: never log it. */
export const trackerWebhookPath = '/in/tracker/:token';

/** GitHub sends up to 25 MB, but no issue needs more than this. */
const maxBytes = 2_000_000;
const perMinute = 600;

/**
 * Takes a webhook, which only says which issue to look at. Errors: `not-found` before any of the body
 * is read, `not-signed-in` for a wrong signature, `too-many`, `too-large`.
 */
export function createTrackerWebhook(
  deps: TrackerDeps,
): (request: Request, token: string, requestId: string) => Promise<Response> {
  const limit = createRateLimit(deps.clock, perMinute);
  return async (request, token, requestId) => {
    const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, requestId);
    const tracker = await trackerByWebhook(ctx, token);
    const source = tracker && findInboundSource(trackerKindTable[tracker.settings.kind].sender);
    if (!source) throw new DomainError('not-found', 'Webhook not found.');
    // The next poll finds what these said.
    if (limit(tracker.id) > 0)
      throw new DomainError('too-many', `More than ${perMinute} webhooks in a minute.`);
    const body = await readBody(request, maxBytes, 'Debrief finds it with the next poll.');
    const secrets = tracker.signing_secret === null ? [] : [tracker.signing_secret];
    source.verify({ headers: request.headers, body, token, secrets, now: ctx.clock.now() });
    const client = openClient(deps, tracker, request.signal);
    const ids = client.readWebhook(parseJson(body.toString('utf8')));
    await noteChangedIssues(ctx, tracker.id, ids);
    return Response.json({}, { status: 202, headers: { 'cache-control': 'no-store' } });
  };
}
