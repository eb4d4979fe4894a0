import { DeleteIncident, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { eraseHistory, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction, isDeadlock } from '../db/index.ts';
import { deleteEvidence, deleteUnusedSources, refuseDuringImport } from '../evidence/index.ts';
import { deleteUnusedPersons } from '../identity/index.ts';
import { deleteIncidentRow, lockIncident, startDeletion } from '../incident/index.ts';
import { parse } from '../parse.ts';

/**
 * Deletes an incident and everything that belongs to it: evidence that no other incident uses,
 * timeline, findings, report, published versions, follow-ups, comments and search. The activity
 * record keeps who did what kind of thing and when. Stories stay; what they cite is no longer
 * visible. Errors: `not-found`, `forbidden`; `invalid` if the title is not the incident's;
 * `conflict` while evidence is imported.
 */
export async function deleteIncident(ctx: Context, raw: DeleteIncident): Promise<void> {
  const input = parse(DeleteIncident, raw);
  // A write can have a lock on evidence and wait for the incident, while this has one on the incident
  // and waits for the evidence. The database then ends one of the two.
  for (let left = mostAttempts; ; left -= 1)
    try {
      return await deleteEverything(ctx, input);
    } catch (error) {
      if (left === 1 || !isDeadlock(error)) throw error;
    }
}

const mostAttempts = 5;

async function deleteEverything(ctx: Context, input: DeleteIncident): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:manage', lockIncident(ctx, input.incident));
    if (input.title !== incident.title.trim())
      throw new DomainError(
        'invalid',
        "Deleting can't be undone. Enter the incident's title to confirm.",
        { issues: [{ at: 'title', message: "This isn't the incident's title" }] },
      );
    await refuseDuringImport(ctx, incident.id);
    await record(ctx, {
      kind: 'incident.deleted',
      incidentId: incident.visibility === 'everyone' ? null : incident.id,
      subjectId: incident.id,
      after: incident.visibility === 'everyone' ? { ref: `INC-${incident.number}` } : null,
    });
    await startDeletion(ctx, incident);
    const { sourceIds, personIds } = await deleteEvidence(ctx, incident);
    await deleteIncidentRow(ctx, incident);
    await deleteUnusedSources(ctx, sourceIds);
    await deleteUnusedPersons(ctx, personIds);
    await eraseHistory(ctx, incident.id);
  });
}
