import { type Incident, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { moveIntoCompartment } from './sources.ts';
import { incidentByRef, insertMember, presentIncident, saveIncident } from '../incident/index.ts';

/** Hides the incident, and what came in through it alone, from everybody but its members. Whoever restricts it is one.
 * Errors: `not-found`, `forbidden`, `conflict`. */
export async function restrictIncident(
  ctx: Context,
  input: { incident: string; version: number },
): Promise<Incident> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (incident.visibility === 'restricted')
      throw new DomainError('conflict', 'This incident is already private.', {
        current: presentIncident(ctx, incident),
      });
    const accountId = getAccountId(ctx.actor);
    if (accountId) await insertMember(ctx, incident, accountId);
    const saved = presentIncident(
      ctx,
      await saveIncident(ctx, incident, { visibility: 'restricted' }, input.version),
    );
    await moveIntoCompartment(ctx, incident);
    await record(ctx, {
      kind: 'incident.restricted',
      incidentId: incident.id,
      subjectId: incident.id,
      before: presentIncident(ctx, incident),
      after: saved,
    });
    return saved;
  });
}

/** Shows a restricted incident to everybody again. Errors: `not-found`, `forbidden`, `conflict`. */
export async function openIncident(
  ctx: Context,
  input: { incident: string; version: number },
): Promise<Incident> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (incident.visibility === 'open')
      throw new DomainError('conflict', 'Everyone can already see this incident.', {
        current: presentIncident(ctx, incident),
      });
    const saved = presentIncident(
      ctx,
      await saveIncident(ctx, incident, { visibility: 'open' }, input.version),
    );
    await record(ctx, {
      kind: 'incident.opened',
      incidentId: incident.id,
      subjectId: incident.id,
      before: presentIncident(ctx, incident),
      after: saved,
    });
    return saved;
  });
}
