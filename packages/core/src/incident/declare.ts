import { DeclareIncident, type Incident } from '@debrief/contract';
import { refuseUnless, authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, actorRef, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { enqueueRouting } from './enqueue-routing.ts';
import { insertIncident, insertMember, presentIncident } from './rows.ts';

/**
 * Declares an incident, or records one after the fact. Declaring a private incident makes the actor
 * its first member. Errors: `invalid`, `not-signed-in`, `forbidden`.
 */
export async function declareIncident(
  ctx: Context,
  raw: DeclareIncident,
  more: { isDemo?: boolean } = {},
): Promise<Incident> {
  const input = parse(DeclareIncident, raw);
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'incident:write');
    const now = ctx.clock.now();
    const row = await insertIncident(ctx, {
      id: ctx.ids.next(),
      title: input.title,
      summary: input.summary ?? '',
      severity: input.severity ?? null,
      status: input.status ?? 'in-review',
      mode: input.mode ?? 'standard',
      visibility: input.visibility ?? 'everyone',
      zone: input.zone ?? 'UTC',
      services: input.services ?? [],
      teams: input.teams ?? [],
      obligations: [],
      is_demo: more.isDemo ?? false,
      created_at: now,
      created_by: actorRef(ctx.actor),
      updated_at: now,
    });
    const accountId = getAccountId(ctx.actor);
    if (row.visibility === 'private' && accountId)
      await insertMember(ctx, await authorize(ctx, 'incident:write', row), accountId);
    const incident = presentIncident(ctx, row);
    if (row.services.length > 0) await enqueueRouting(ctx, row.id);
    await record(ctx, {
      kind: 'incident.declared',
      incidentId: row.id,
      subjectId: row.id,
      after: incident,
    });
    return incident;
  });
}
