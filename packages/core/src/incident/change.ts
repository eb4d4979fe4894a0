import { ChangeIncident, type Incident } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { incidentByRef, presentIncident, saveIncident } from './rows.ts';
import { enqueueRouting } from './enqueue-routing.ts';
import { verb } from '../verb.ts';

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current state. */
export const changeIncident = verb(
  ChangeIncident,
  async (ctx, { incident: ref, version, ...input }): Promise<Incident> => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, ref));
    const change = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    );
    const saved = presentIncident(ctx, await saveIncident(ctx, incident, change, version));
    if (input.services || input.status) await enqueueRouting(ctx, incident.id);
    await record(ctx, {
      kind: 'incident.changed',
      incidentId: incident.id,
      subjectId: incident.id,
      before: presentIncident(ctx, incident),
      after: saved,
    });
    return saved;
  },
);
