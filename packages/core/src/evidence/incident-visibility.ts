import { type Incident, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { moveIntoCompartment } from './sources.ts';
import { incidentByRef, insertMember, presentIncident, saveIncident } from '../incident/index.ts';

/**
 * Hides the incident, and what was imported only through it, from everyone except its members. The
 * actor becomes a member. Errors: `not-found`, `forbidden`, `conflict`.
 */
export async function makeIncidentPrivate(
  ctx: Context,
  input: { incident: string; version: number },
): Promise<Incident> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (incident.visibility === 'private')
      throw new DomainError('conflict', 'This incident is already private.', {
        current: presentIncident(ctx, incident),
      });
    const accountId = getAccountId(ctx.actor);
    if (accountId) await insertMember(ctx, incident, accountId);
    const saved = presentIncident(
      ctx,
      await saveIncident(ctx, incident, { visibility: 'private' }, input.version),
    );
    await moveIntoCompartment(ctx, incident);
    await record(ctx, {
      kind: 'incident.made-private',
      incidentId: incident.id,
      subjectId: incident.id,
      before: presentIncident(ctx, incident),
      after: saved,
    });
    return saved;
  });
}

/** Makes a private incident visible to everyone. Errors: `not-found`, `forbidden`, `conflict`. */
export async function makeIncidentVisible(
  ctx: Context,
  input: { incident: string; version: number },
): Promise<Incident> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (incident.visibility === 'everyone')
      throw new DomainError('conflict', 'Everyone can already see this incident.', {
        current: presentIncident(ctx, incident),
      });
    const saved = presentIncident(
      ctx,
      await saveIncident(ctx, incident, { visibility: 'everyone' }, input.version),
    );
    await record(ctx, {
      kind: 'incident.made-visible',
      incidentId: incident.id,
      subjectId: incident.id,
      before: presentIncident(ctx, incident),
      after: saved,
    });
    return saved;
  });
}
