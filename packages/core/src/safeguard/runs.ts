import { AskGate, DomainError, ReportRun, type GateAnswer, type GateRun } from '@debrief/contract';
import { describeCheckRun, opensGate, worstVerdict } from '@debrief/rules/safeguard';
import { durationText } from '@debrief/rules/time';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { loadActiveItem } from '../item/index.ts';
import { jsonb } from '../db/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { verb } from '../verb.ts';
import { storeBeat } from './heartbeats.ts';
import { safeguardItem } from './item.ts';
import { lastRuns, presentRun } from './last-runs.ts';

/**
 * Stores what data checks said somewhere else, such as in a pipeline. Repeating the request with the
 * same `run` does not add another one. Errors: `invalid` for an alert, `not-found`, `forbidden`.
 */
export const reportRun = verb(ReportRun, async (ctx, { id, run, outcomes }): Promise<GateRun> => {
  const { incident, state } = await loadActiveItem(ctx, safeguardItem, id);
  const { id: incidentId } = await authorize(
    ctx,
    'incident:write',
    incidentByRef(ctx, incident.id),
  );
  if (state.checks === null)
    throw new DomainError('invalid', 'This safeguard is an alert. Only data checks have runs.');
  const row = {
    id: run ?? ctx.ids.next(),
    safeguard_id: id,
    at: ctx.clock.now(),
    by: actorRef(ctx.actor),
    verdict: worstVerdict(outcomes),
    outcomes,
  };
  const added = await ctx.db
    .insertInto('gate_run')
    .values({ ...row, by: jsonb(row.by), outcomes: jsonb(outcomes) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) {
    const { name } = state;
    await storeBeat(ctx, { id, name, incidentId }, { at: row.at });
    await record(ctx, {
      kind: 'safeguard.ran',
      incidentId,
      subjectId: id,
      after: [{ id, name, verdict: row.verdict }],
    });
    return presentRun(row);
  }
  const earlier = await ctx.db
    .selectFrom('gate_run')
    .selectAll()
    .where('id', '=', row.id)
    .where('safeguard_id', '=', id)
    .executeTakeFirst();
  if (!earlier) throw new DomainError('conflict', 'ID already in use. Send a new one.');
  return presentRun(earlier);
});

/**
 * Whether a pipeline can continue, from the newest reported run. Errors: `not-found`, `conflict` with
 * the reason if it can't: no run, one that is older than `maxAge` seconds, or one that did not pass.
 */
export async function askGate(ctx: Context, raw: Parsable<typeof AskGate>): Promise<GateAnswer> {
  const { id, maxAge } = parse(AskGate, raw);
  const { incident } = await loadActiveItem(ctx, safeguardItem, id);
  await authorize(ctx, 'incident:read', incidentByRef(ctx, incident.id));
  const run = (await lastRuns(ctx, [id])).get(id);
  if (!run) throw new DomainError('conflict', 'The gate is closed: no run was reported.');
  const ageMs = ctx.clock.now().getTime() - Date.parse(run.at);
  if (maxAge !== undefined && ageMs > maxAge * 1_000)
    throw new DomainError(
      'conflict',
      `The gate is closed: the newest run is ${durationText(ageMs)} old.`,
    );
  if (!opensGate(run.verdict))
    throw new DomainError('conflict', `The gate is closed: ${describeCheckRun(run)}`);
  return { isOpen: true, run };
}
