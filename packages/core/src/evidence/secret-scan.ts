import { enqueue, type Context } from '../context.ts';

/** Scans new evidence of an incident for credentials, in the background and once a minute at most. */
export async function enqueueSecretScan(ctx: Context, incidentId: string): Promise<void> {
  await enqueue(ctx, { kind: 'secrets.find', data: { incidentId }, oncePerMinute: incidentId });
}
