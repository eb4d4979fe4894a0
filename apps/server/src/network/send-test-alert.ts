import type { AlertDrill, SendTestAlert } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { failDrill, startDrill } from '@debrief/core/safeguard';
import { RequestError, type GuardedFetch } from './guarded-fetch.ts';

/**
 * Sends a test alert to Alertmanager, after it is waited for: it can arrive before this request ends.
 * Errors: as `startDrill`.
 */
export async function sendTestAlert(
  fetch: GuardedFetch,
  ctx: Context,
  input: SendTestAlert,
): Promise<AlertDrill> {
  const { drill, alert } = await startDrill(ctx, input);
  if (!alert) return drill;
  try {
    await fetch(`${drill.address}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
      maxBytes: 100_000,
      timeoutMs: 15_000,
      maxRedirects: 0,
    });
    return drill;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return failDrill(ctx, { id: input.id, drill: drill.id, problem: error.message });
  }
}
