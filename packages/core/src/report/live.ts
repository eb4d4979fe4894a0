import { largestReportChange, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { hasDoneSince, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { changesSince, countUpdates, foldUpdates, lockReport, insertUpdates } from './rows.ts';

/**
 * Edits of one account in one report within this time are one activity: a row per keystroke would
 * bury the history.
 */
export const writingMs = 5 * 60_000;

/**
 * The changes of a report after number `after` (-1: all), in order, and the number that they lead
 * to. Errors: `not-found`, also if the report was not started.
 */
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

/**
 * Saves a change that the actor made in the shared document. `isNoted` if this process knows that
 * the activity already records the actor's editing. Errors: `not-found`, `forbidden`, `too-large`.
 */
export async function keepWriting(
  ctx: Context,
  input: { incident: string; update: Uint8Array; isNoted: boolean },
): Promise<{ previous: number; last: number }> {
  if (input.update.length > largestReportChange)
    throw new DomainError(
      'too-large',
      'A report change can be at most 4 MB. Write or paste it in parts.',
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

/**
 * Compacts all changes of the report into its state: the content does not change, and reading it is
 * cheaper.
 */
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
