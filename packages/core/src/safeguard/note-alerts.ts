import type { Context } from '../context.ts';
import type { ArrivedAlerts } from '../inbound/index.ts';
import { confirmDrills } from './drills.ts';
import { noteBeats } from './heartbeats.ts';

/** What alerts that arrived mean for safeguards: test alerts and signs of life. */
export async function noteAlerts(ctx: Context, alerts: ArrivedAlerts): Promise<void> {
  await confirmDrills(ctx, alerts);
  await noteBeats(ctx, alerts);
}
