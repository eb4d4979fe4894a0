import { ActivityId } from '@debrief/contract';
import { activitySince, newestActivityId } from '@debrief/core/activity';
import { getAccountId, type Context as Core } from '@debrief/core/context';
import { incidentByRef } from '@debrief/core/incident';
import type { Deps } from '../deps.ts';

const batch = 200;
const heartbeatMs = 15_000;
const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/**
 * Activity as server-sent events, after `after` or the newest. Each has its id; a reconnecting
 * browser sends the last one and misses nothing. Before every event, `again` checks who the listener is now, or null: a person who
 * signed out, lost a role or was removed gets no more events.
 */
export async function liveResponse(
  deps: Deps,
  ctx: Core,
  again: () => Promise<Core | null>,
  request: Request,
  filter: { incident?: string | undefined; after?: string | undefined },
): Promise<Response> {
  const incidentId = filter.incident ? (await incidentByRef(ctx, filter.incident)).id : undefined;
  // No one would read or end the stream of a HEAD request.
  if (request.method === 'HEAD') return new Response(null, { headers });
  // A browser that reconnects repeats its first URL, so its header is the newer position.
  const resumeAt = ActivityId.safeParse(request.headers.get('last-event-id'));
  let last = resumeAt.data ?? filter.after ?? (await newestActivityId(ctx));
  const leave = deps.live.enter(getAccountId(ctx.actor) ?? ctx.actor.type);
  const ended = new AbortController();
  ended.signal.addEventListener('abort', leave, { once: true });
  request.signal.addEventListener('abort', () => ended.abort(), { once: true });
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      try {
        send(`retry: 1000\nid: ${last}\nevent: ready\ndata: {}\n\n`);
        while (!ended.signal.aborted && !deps.live.ended.aborted) {
          const woken = deps.live.wait(heartbeatMs, ended.signal);
          const current = await again();
          if (!current) break;
          const activities = await activitySince(current, last, {
            limit: batch,
            ...(incidentId && { incidentId }),
          });
          for (const activity of activities) {
            send(`id: ${activity.id}\nevent: activity\ndata: ${JSON.stringify(activity)}\n\n`);
            last = activity.id;
          }
          if (activities.length === batch) continue;
          const before = performance.now();
          await woken;
          if (performance.now() - before >= heartbeatMs - 50) send(': still here\n\n');
        }
      } catch (error) {
        deps.log.warn({ err: error, requestId: ctx.requestId }, 'a live connection broke');
      }
      ended.abort();
      try {
        controller.close();
      } catch {
        // The browser closed it first.
      }
    },
    cancel: () => ended.abort(),
  });
  return new Response(stream, { headers });
}
