import { largestReportChange, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { hasDoneSince, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { changesSince, countUpdates, foldUpdates, lockReport, insertUpdates } from './rows.ts';

/** How long the writing of one account in one report is one activity: an activity row a key would bury the history. */
export const writingMs = 5 * 60_000;

/** What was saved in a report after the change numbered `after` (-1: all of it), in order, and the number that it leads to.
 * Errors: `not-found`, also where the report was not begun. */
export async function reportChanges(
  ctx: Context,
  input: { incident: string; after: number },
): Promise<{ updates: Uint8Array[]; seq: number }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const changes = await changesSince(ctx, incident.id, input.after);
  if (!changes)
    throw new DomainError('not-found', 'This incident has no report yet. Start one first.');
  return { updates: changes.updates, seq: changes.seq };
}

/** Saves a change that the actor made in the shared document; when this returns it is kept. `isNoted` where this process knows that the actor's
 * writing is in the activity already. Errors: `not-found`, `forbidden`, `too-large`. */
export async function keepWriting(
  ctx: Context,
  input: { incident: string; update: Uint8Array; isNoted: boolean },
): Promise<{ previous: number; last: number }> {
  if (input.update.length > largestReportChange)
    throw new DomainError(
      'too-large',
      'A report change can be at most 16 MB. Write or paste it in parts.',
    );
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (!(await lockReport(ctx, incident.id)))
      throw new DomainError('not-found', 'This incident has no report yet. Start one first.');
    const kept = await insertUpdates(ctx, incident, [{ update: input.update, by: ctx.actor }]);
    const since = new Date(ctx.clock.now().getTime() - writingMs);
    if (!input.isNoted && !(await hasDoneSince(ctx, incident.id, 'report.written', since)))
      await record(ctx, {
        kind: 'report.written',
        incidentId: incident.id,
        subjectId: incident.id,
      });
    return kept;
  });
}

/** Puts all changes into the state of the report: what is written stays the same, reading it costs less. */
export async function foldReport(
  ctx: Context,
  input: { incident: string; atLeast: number },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (
      (await countUpdates(ctx, incident.id)) < input.atLeast ||
      !(await lockReport(ctx, incident.id))
    )
      return;
    await foldUpdates(ctx, incident.id);
  });
}
