import { ChangeIncident, type Incident } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { incidentByRef, presentIncident, saveIncident } from './rows.ts';

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current state. */
export async function changeIncident(ctx: Context, raw: ChangeIncident): Promise<Incident> {
  const { incident: ref, version, ...input } = parse(ChangeIncident, raw);
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, ref));
    const change = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    );
    const saved = presentIncident(ctx, await saveIncident(ctx, incident, change, version));
    await record(ctx, {
      kind: 'incident.changed',
      incidentId: incident.id,
      subjectId: incident.id,
      before: presentIncident(ctx, incident),
      after: saved,
    });
    return saved;
  });
}
