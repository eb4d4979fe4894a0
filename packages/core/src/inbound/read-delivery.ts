import { DomainError, type DeliveryState } from '@debrief/contract';
import { listFiringAlerts, splitTestAlerts, type Read } from '@debrief/readers';
import { refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { importDelivery } from '../evidence/index.ts';
import type { NoteAlerts } from './arrived-alerts.ts';
import { clearOldDeliveries } from './old-deliveries.ts';
import { parseBody } from './parse-body.ts';
import { keepRecords, numberRecords } from './routing/keep-records.ts';
import { lockEndpoint } from './routing/lock-endpoint.ts';
import { routeArrived } from './routing/route-incident.ts';
import { toActor } from './routing/route-records.ts';
import { presentEndpoint, toDelivery, type DeliveryRow, type EndpointRow } from './rows.ts';

/** After this many failed attempts, the delivery is assumed to be the cause. */
const mostAttempts = 5;
const failedProblem = 'Debrief failed to read this delivery. See the log for details.';

/**
 * Reads a stored delivery and adds its records to the incident, after those that arrived before it
 * at the same endpoint: the end of an alert comes after its start. Safe to call again at any time. A
 * delivery that cannot be read is kept with the reason. `waitForTurn` can delay each one. Throws if
 * it should be retried.
 */
export async function readDelivery(
  ctx: Context,
  input: { deliveryId: string },
  waitForTurn: () => Promise<void> = async () => {},
  noteAlerts: NoteAlerts = async () => {},
): Promise<void> {
  await waitForTurn();
  const delivery = await startAttempt(ctx, input.deliveryId);
  if (!delivery) return;
  const endpoint = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('id', '=', delivery.endpoint_id)
    .executeTakeFirstOrThrow();
  const own: Context = { ...ctx, actor: toActor(endpoint, endpoint.incident_id) };
  const skipped: string[] = [];
  for (;;) {
    const reading: { row?: DeliveryRow } = {};
    try {
      if (!(await readNext(own, endpoint, { until: delivery.id, skipped, reading, noteAlerts })))
        return;
      await waitForTurn();
    } catch (error) {
      const { row } = reading;
      if (row === undefined) throw error;
      // The incident was archived after it was received: the body is kept. A conflict in the
      // database has a cause, and is tried again.
      const isConflict = error instanceof DomainError && error.code === 'conflict' && !error.cause;
      const isArchived = isConflict && endpoint.incident_id !== null;
      if (isArchived) await keepUnread(own, endpoint, row, 'failed', error.message);
      else if (row.id === delivery.id) throw error;
      // An earlier one is tried again by its own job, and does not stop this one.
      else skipped.push(row.id);
    }
  }
}

/** As `readDelivery`, one after another. One that fails stops no other; throws if any should be retried. */
export async function readDeliveries(
  ctx: Context,
  { deliveryIds }: { deliveryIds: readonly string[] },
  waitForTurn?: () => Promise<void>,
  noteAlerts?: NoteAlerts,
): Promise<void> {
  const failures: unknown[] = [];
  for (const deliveryId of deliveryIds)
    try {
      await readDelivery(ctx, { deliveryId }, waitForTurn, noteAlerts);
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} deliveries could not be read`);
}

async function startAttempt(ctx: Context, deliveryId: string): Promise<DeliveryRow | null> {
  const row = await ctx.db
    .updateTable('inbound_delivery')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', deliveryId)
    .where('state', '=', 'received')
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

interface Turn {
  until: string;
  skipped: readonly string[];
  /** The delivery that is being read, for a failure. */
  reading: { row?: DeliveryRow };
  noteAlerts: NoteAlerts;
}

/** Reads the oldest delivery that waits; false if there is none. One at a time for an endpoint. */
async function readNext(ctx: Context, endpoint: EndpointRow, turn: Turn): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    await lockEndpoint(ctx, endpoint.id);
    const delivery = await ctx.db
      .selectFrom('inbound_delivery')
      .selectAll()
      .where('endpoint_id', '=', endpoint.id)
      .where('state', '=', 'received')
      .where('id', '<=', turn.until)
      .$if(turn.skipped.length > 0, (query) => query.where('id', 'not in', [...turn.skipped]))
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!delivery?.body) return false;
    turn.reading.row = delivery;
    if (delivery.attempts > mostAttempts)
      await keepUnread(ctx, endpoint, delivery, 'failed', failedProblem);
    else if (!(await readAlerts(ctx, endpoint, delivery, delivery.body, turn.noteAlerts))) {
      const reads = await parseBody(ctx, endpoint, delivery.body);
      if (typeof reads === 'string') await keepUnread(ctx, endpoint, delivery, 'unreadable', reads);
      else if (endpoint.incident_id === null) await keepReads(ctx, endpoint, delivery, reads);
      else await importReads(ctx, endpoint, endpoint.incident_id, delivery, reads);
    }
    return true;
  });
}

/** Notes alerts. True if a delivery has nothing else than test alerts, and is at its end. */
async function readAlerts(
  ctx: Context,
  endpoint: EndpointRow,
  delivery: DeliveryRow,
  body: Uint8Array,
  noteAlerts: NoteAlerts,
): Promise<boolean> {
  const tests = splitTestAlerts(body);
  const names = endpoint.source === 'alertmanager' ? listFiringAlerts(body) : [];
  if (!tests && names.length === 0) return false;
  const { name, incident_id: incidentId } = endpoint;
  await noteAlerts(ctx, {
    endpoint: { name, incidentId },
    deliveryId: delivery.id,
    receivedAt: delivery.received_at,
    receiver: tests?.receiver ?? '',
    marks: tests?.marks ?? [],
    names,
  });
  if (!tests || tests.rest !== null) return false;
  const state = incidentId === null ? 'read' : 'imported';
  await endDelivery(ctx, delivery.id, { state, body: null, is_test: true });
  return true;
}

async function importReads(
  ctx: Context,
  endpoint: EndpointRow,
  incidentId: string,
  delivery: DeliveryRow,
  reads: readonly Read[],
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const problem = describeRejected(reads);
    // What was not understood completely is kept, to be read again.
    const end = { state: 'imported' as const, problem, ...(problem === null && { body: null }) };
    if (!(await endDelivery(ctx, delivery.id, end))) return;
    const made = await importDelivery(ctx, {
      ...toDelivery(endpoint, delivery),
      incidentId,
      // Its problem was known before it was read again.
      reads: delivery.problem === null ? reads : toOldReads(reads),
    });
    await ctx.db
      .updateTable('inbound_delivery')
      // A body that was kept for its rejected records also repeats what was removed before.
      .set({ import_id: made.id, ...(made.withheld > 0 && { body: null }) })
      .where('id', '=', delivery.id)
      .execute();
  });
}

/** What a source said long ago is not its current state: only items that are not known are added. */
function toOldReads(reads: readonly Read[]): Read[] {
  return reads.flatMap((read): Read[] => {
    if (read.type === 'covered') return [];
    if (read.type !== 'record' || read.record.state !== 'current') return [read];
    return [{ ...read, record: { ...read.record, state: 'first' } }];
  });
}

/**
 * Keeps a delivery to the organization, and adds its records to the incidents that they belong to. A
 * test is in none.
 */
async function keepReads(
  ctx: Context,
  endpoint: EndpointRow,
  delivery: DeliveryRow,
  reads: readonly Read[],
): Promise<void> {
  const end = { state: 'read' as const, problem: describeRejected(reads) };
  if (!(await endDelivery(ctx, delivery.id, end))) return;
  if (!delivery.is_test) {
    const items = await keepRecords(ctx, endpoint, delivery.id, numberRecords(reads));
    await routeArrived(ctx, endpoint, items);
  }
  await clearOldDeliveries(ctx, endpoint.id);
}

/** How many records could not be read, and why the first one; null if there are none. */
function describeRejected(reads: readonly Read[]): string | null {
  const rejected = reads.filter((read) => read.type === 'rejected');
  const [first] = rejected;
  if (first === undefined) return null;
  const count = reads.filter((read) => read.type === 'record').length + rejected.length;
  return `${rejected.length} of ${count} records couldn't be read. ${first.place}: ${first.reason}`;
}

async function keepUnread(
  ctx: Context,
  endpoint: EndpointRow,
  delivery: DeliveryRow,
  state: DeliveryState,
  problem: string,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'evidence:import');
    if (!(await endDelivery(ctx, delivery.id, { state, problem }))) return;
    // It was known before it was read again.
    if (delivery.problem !== null) return;
    await record(ctx, {
      kind: 'inbound.rejected',
      incidentId: endpoint.incident_id,
      subjectId: endpoint.id,
      after: presentEndpoint(ctx, endpoint),
    });
  });
}

/**
 * False if another run of the job has ended the delivery: this run waits for it and does nothing.
 */
async function endDelivery(
  ctx: Context,
  id: string,
  end: { state: DeliveryState; problem?: string | null; body?: null; is_test?: boolean },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('inbound_delivery')
    .set(end)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
