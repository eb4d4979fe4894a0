import type { Incident } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { enqueueRouting } from './enqueue-routing.ts';
import { lockIncident, presentIncident, saveIncident } from './rows.ts';

interface Given {
  incident: string;
  version: number;
}

/**
 * Makes an incident read-only and takes it out of lists and searches. Repeating it changes nothing.
 * Errors: `not-found`, `forbidden`, `conflict` with the current state.
 */
export function archiveIncident(ctx: Context, input: Given): Promise<Incident> {
  return setArchived(ctx, input, true);
}

/** Errors: `not-found`, `forbidden`, `conflict` with the current state. */
export function unarchiveIncident(ctx: Context, input: Given): Promise<Incident> {
  return setArchived(ctx, input, false);
}

async function setArchived(ctx: Context, input: Given, isArchived: boolean): Promise<Incident> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:manage', lockIncident(ctx, input.incident));
    const before = presentIncident(ctx, incident);
    if ((before.archivedAt !== null) === isArchived) return before;
    const archived_at = isArchived ? ctx.clock.now() : null;
    const saved = await saveIncident(ctx, incident, { archived_at }, input.version);
    const after = presentIncident(ctx, saved);
    if (!isArchived) await enqueueRouting(ctx, incident.id);
    await record(ctx, {
      kind: isArchived ? 'incident.archived' : 'incident.unarchived',
      incidentId: incident.id,
      subjectId: incident.id,
      before,
      after,
    });
    return after;
  });
}
