import { enqueue, type Context } from '../context.ts';

/**
 * Looks for what belongs to an incident by its services and times, in the background: both changed,
 * or it can get evidence again.
 */
export async function enqueueRouting(ctx: Context, incidentId: string): Promise<void> {
  await enqueue(ctx, { kind: 'incident.route', data: { incidentId } });
}
