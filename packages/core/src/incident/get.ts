import type { Incident } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef, presentIncident } from './rows.ts';

/** Errors: `not-found`, also if the incident is private and the actor is not a member. */
export async function getIncident(ctx: Context, input: { incident: string }): Promise<Incident> {
  return presentIncident(
    ctx,
    await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident)),
  );
}
