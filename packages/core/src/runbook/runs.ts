import { createHash } from 'node:crypto';
import {
  ChangeRun,
  CheckStep,
  DomainError,
  RemoveEvent,
  StartRun,
  type FollowUp,
  type RecordedSteps,
  type RunbookRuns,
  type RunChange,
  type UndoChange,
} from '@debrief/contract';
import { finish } from '@debrief/readers';
import {
  changeStep,
  markText,
  newRepairRun,
  newRollout,
  newRun,
  type KeptRun,
} from '@debrief/rules/runbook';
import { sql } from 'kysely';
import { authorize, mayIn } from '../access/index.ts';
import { findServices } from '../catalog/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { checkCitations, importDelivery } from '../evidence/index.ts';
import { followUpItem } from '../follow-up/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import {
  addItem,
  changeItem,
  lastOwnChange,
  loadActiveItem,
  presentItems,
  removeItem,
  undoItemChange,
} from '../item/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { safeguardItem } from '../safeguard/index.ts';
import { runItem } from './item.ts';
import { liveRunbooks } from './rows.ts';

/** The runs of an incident, and runbooks that fit it. Errors: `not-found`. */
export async function listRuns(ctx: Context, input: { incident: string }): Promise<RunbookRuns> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return {
    items: await presentItems(ctx, incident, runItem),
    suggested: await suggestRunbooks(ctx, incident),
    lastChange: await lastOwnChange(ctx, incident.id, runItem),
    can: { add: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

/** Runbooks for the alerts of the incident's safeguards, then for its services. */
async function suggestRunbooks(ctx: Context, incident: IncidentRow) {
  const services = [...(await findServices(ctx, incident.services)).values()];
  const safeguards = await presentItems(ctx, incident, safeguardItem);
  const alerts = safeguards.map(({ alert }) => alert);
  const rows = await liveRunbooks(ctx)
    .select(['id', 'name', 'alerts', 'service_ids'])
    .where(
      sql<boolean>`(alerts && ${alerts}::text[] or service_ids && ${services.map(({ id }) => id)}::uuid[])`,
    )
    .orderBy('name')
    .limit(20)
    .execute();
  return rows
    .map(({ id, name, ...row }) => {
      const alert = row.alerts.find((one) => alerts.includes(one));
      const service = services.find((one) => row.service_ids.includes(one.id));
      return { id, name, why: alert ?? service?.name ?? '', rank: alert === undefined ? 1 : 0 };
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ rank: _, ...suggested }) => suggested);
}

/**
 * Starts a runbook as it is now, the steps of a rollout, or a repair with its plan. Errors: `invalid`, also for a follow-up of
 * another incident, `not-found`, `forbidden`, `conflict`.
 */
export async function startRun(ctx: Context, raw: Parsable<typeof StartRun>): Promise<RunChange> {
  const { incident, id, runbook, followUp, repair, regions, rollbackPoint } = parse(StartRun, raw);
  const input = { incident, id, activity: 'runbook-run.started' as const };
  return addItem(ctx, runItem, input, async (ctx, incident, id) => {
    const found = followUp ? await findFollowUp(ctx, incident, followUp) : null;
    const newId = () => ctx.ids.next();
    if (repair) {
      const plan = { by: actorRef(ctx.actor).name, at: ctx.clock.now().toISOString() };
      return newRepairRun(id, { ...repair, newId, plan });
    }
    const start = { followUpId: found?.id ?? null, rollbackPoint: rollbackPoint || null };
    if (runbook === undefined && found)
      return newRollout(id, { followUp: found.text, regions, newId }, start);
    const row = await liveRunbooks(ctx)
      .selectAll()
      .where('id', '=', runbook ?? '')
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', 'Runbook not found. It may have been removed.');
    return newRun(id, row, start);
  });
}

async function findFollowUp(ctx: Context, incident: IncidentRow, id: string): Promise<FollowUp> {
  const [followUp] = await presentItems(ctx, incident, followUpItem, [id]);
  if (followUp) return followUp;
  const message = 'Select a follow-up of this incident';
  throw new DomainError('invalid', `${message}.`, { issues: [{ at: 'followUp', message }] });
}

/** Changes the rollback point. Errors: `not-found`, `forbidden`, `conflict`. */
export async function changeRun(ctx: Context, raw: Parsable<typeof ChangeRun>): Promise<RunChange> {
  const { rollbackPoint, ...input } = parse(ChangeRun, raw);
  return changeItem(ctx, runItem, input, async (_ctx, _incident, state) => ({
    next: { ...state, rollbackPoint: rollbackPoint || null },
    activity: 'runbook-run.changed',
  }));
}

/**
 * Marks a step as done, skipped or rolled back by the actor now, or as not done. Steps that several
 * people mark at the same time all count. Errors: `invalid` without a reason or for evidence of
 * another incident, `not-found`, `forbidden`, `conflict` if someone marked the step before.
 */
export async function checkRunStep(
  ctx: Context,
  raw: Parsable<typeof CheckStep>,
): Promise<RunChange> {
  const { id, step, isDone, as, reason, flag, citations } = parse(CheckStep, raw);
  return inTransaction(ctx, async (ctx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${id}))`.execute(ctx.db);
    const { version } = (await loadActiveItem(ctx, runItem, id)).state;
    const mark = {
      by: actorRef(ctx.actor).name,
      at: ctx.clock.now().toISOString(),
      ...(as && { as }),
      ...(reason && { reason }),
    };
    const done = isDone === undefined ? undefined : isDone ? mark : null;
    return changeItem(ctx, runItem, { id, version }, async (ctx, incident, state) => {
      const cited = citations && (await checkCitations(ctx, incident.id, citations)).rows;
      return {
        next: changeStep(state, step, { done, flag, citations: cited }),
        activity: 'runbook-run.changed',
      };
    });
  });
}

/** Removes a run; undo restores it. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeRun(
  ctx: Context,
  raw: Parsable<typeof RemoveEvent>,
): Promise<RunChange> {
  return removeItem(ctx, runItem, parse(RemoveEvent, raw), () => 'runbook-run.removed');
}

/** Undoes the actor's own change of a run. Errors: as `undoItemChange`. */
export async function undoRunChange(ctx: Context, raw: UndoChange): Promise<RunChange> {
  return undoItemChange(ctx, runItem, raw);
}

const source = { kind: 'runbook', key: 'runbook', name: 'Runbooks' };

/**
 * Adds the finished steps to the record, each as a note of who did it when, so that events can cite
 * them. Those that the record has are not added again. Errors: `invalid` if none is done,
 * `not-found`, `forbidden`.
 */
export async function recordSteps(ctx: Context, { id }: { id: string }): Promise<RecordedSteps> {
  return inTransaction(ctx, async (ctx) => {
    const { incident, state } = await loadActiveItem(ctx, runItem, id);
    const reads = toRecords(incident.id, state);
    if (reads.length === 0)
      throw new DomainError('invalid', 'No step is done. Mark one as done first.');
    const content = JSON.stringify(reads.map(({ record }) => [record.key, record.text]));
    const { imported, duplicates } = await importDelivery(ctx, {
      incidentId: incident.id,
      name: `Runbook: ${state.name}`,
      source,
      contentHash: createHash('sha256').update(content).digest('hex'),
      bytes: Buffer.byteLength(content),
      format: 'text-log',
      reads,
    });
    return { added: imported, known: duplicates };
  });
}

function toRecords(incidentId: string, run: KeptRun) {
  return run.steps.flatMap(({ id, text, done }) => {
    if (!done) return [];
    const said = `${markText({ ...done, reason: '' })}: ${text}${done.reason ? `, because: ${done.reason}` : ''} (${run.name})`;
    const record = finish({
      place: run.name,
      stream: { key: incidentId, name: 'Runbooks' },
      key: `${run.id} ${id} ${done.at}`,
      kind: 'note',
      occurredAt: new Date(done.at),
      untilAt: null,
      precision: 'exact',
      zoneOffset: null,
      author: { key: done.by, name: done.by, email: null, isBot: false },
      text: said,
      repliesTo: null,
      reactions: [],
      details: {},
      marks: [],
      payload: said,
      change: 'present',
    });
    return [{ type: 'record' as const, record }];
  });
}
