import { AddDelivery, DomainError, type InboundDelivery } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { listUndoneImports } from '../../evidence/index.ts';
import { incidentByRef, incidentsByIds } from '../../incident/index.ts';
import { verb } from '../../verb.ts';
import { getDelivery } from '../deliveries.ts';
import { authorizeEndpoint, presentEndpoint, type EndpointRow } from '../rows.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import {
  createBodies,
  importRecords,
  loadRoutes,
  toActor,
  type Candidate,
  type Route,
} from './route-records.ts';

/** More states than this are no delivery of alerts, and would stall others in one transaction. */
const mostRecords = 1_000;

/**
 * Adds a delivery that the organization keeps to an incident although no rule does: its items with
 * all their states, in a stream of this incident only. Later states follow. Errors: `invalid` for a
 * test, `not-found`, `forbidden`, `conflict` if it is no longer kept, has no records, or the incident
 * has it or is archived.
 */
export const addDelivery = verb(AddDelivery, async (ctx, input): Promise<InboundDelivery> => {
  const endpoint = await authorizeEndpoint(ctx, { id: input.id });
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  await lockEndpoint(ctx, endpoint.id);
  const delivery = await ctx.db
    .selectFrom('inbound_delivery')
    .select(['id', 'is_test', 'state', sql<boolean>`body is not null`.as('isKept')])
    .where('endpoint_id', '=', endpoint.id)
    .where('id', '=', input.delivery)
    .executeTakeFirst();
  if (!delivery) throw new DomainError('not-found', 'Delivery not found.');
  if (delivery.is_test) throw new DomainError('invalid', 'A test delivery belongs to no incident.');
  if (delivery.state !== 'read' || !delivery.isKept)
    throw new DomainError('conflict', 'This delivery is no longer kept, or could not be read.');
  const items = await ctx.db
    .selectFrom('inbound_record')
    .select('item')
    .distinct()
    .where('delivery_id', '=', delivery.id)
    .execute();
  const given = { endpoint, incidentId: incident.id, items: items.map(({ item }) => item) };
  await forgetUndone(ctx, given);
  if ((await addItems(ctx, given)) === 0)
    throw new DomainError(
      'conflict',
      items.length === 0
        ? 'This delivery has no records.'
        : `INC-${incident.number} already has this delivery.`,
    );
  await record(ctx, {
    kind: 'inbound.delivery-added',
    incidentId: incident.id,
    subjectId: endpoint.id,
    after: presentEndpoint(ctx, endpoint),
  });
  return getDelivery(ctx, { id: endpoint.id, delivery: delivery.id });
});

interface GivenItems {
  endpoint: EndpointRow;
  incidentId: string;
  items: readonly string[];
}

/**
 * Adds the later states of items that people added, in the transaction that reads them. The caller has
 * locked the endpoint.
 */
export async function followAdded(
  ctx: Context,
  endpoint: EndpointRow,
  items: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ incidentId: string; item: string; importId: string }>`
    select distinct routed.incident_id as "incidentId", record.item, routed.import_id as "importId"
    from inbound_routed routed join inbound_record record on record.delivery_id = routed.delivery_id and record.number = routed.number
    where record.endpoint_id = ${endpoint.id} and record.item = any(${[...items]}::text[]) and routed.rule_id is null
    order by routed.incident_id`.execute(ctx.db);
  const undone = new Set(
    await listUndoneImports(
      ctx,
      rows.map(({ importId }) => importId),
    ),
  );
  const added = rows.filter(({ importId }) => !undone.has(importId));
  for (const [incidentId, found] of Map.groupBy(added, (row) => row.incidentId)) {
    const own = { ...ctx, actor: toActor(endpoint, incidentId) };
    // It can be deleted or archived by now.
    const incident = (await incidentsByIds(own, [incidentId])).get(incidentId);
    if (!incident || incident.archived_at !== null) continue;
    const itemsOfIncident = [...new Set(found.map(({ item }) => item))];
    await addItems(own, { endpoint, incidentId, items: itemsOfIncident });
  }
}

/** Adds what the incident does not have of these items. Returns the number of records. */
async function addItems(ctx: Context, given: GivenItems): Promise<number> {
  const { endpoint, incidentId, items } = given;
  const { rows } = await sql<Candidate>`
    select record.delivery_id, record.number, record.item from inbound_record record
    where record.endpoint_id = ${endpoint.id} and record.item = any(${[...items]}::text[])
      and exists (select 1 from inbound_delivery d where d.id = record.delivery_id and d.body is not null)
      and not exists (select 1 from inbound_routed routed where routed.incident_id = ${incidentId}
        and routed.delivery_id = record.delivery_id and routed.number = record.number)
    order by record.delivery_id, record.number limit ${sql.lit(mostRecords)}`.execute(ctx.db);
  const known = await loadRoutes(ctx, endpoint.id, incidentId, items);
  // Incidents share streams, so one for all of them would show this to others.
  const stream = { key: `hand:${incidentId}`, name: `${endpoint.name}, added by hand` };
  const routes = new Map<string, Route>(
    items.map((item) => [item, known.get(item) ?? { ruleId: null, stream }]),
  );
  const bodies = createBodies(ctx, endpoint);
  let count = 0;
  for (const [deliveryId, records] of Map.groupBy(rows, (row) => row.delivery_id))
    count += await importRecords(ctx, { ...given, routes, bodies, deliveryId, records });
  return count;
}

/** What was undone is added again if someone asks for it. */
async function forgetUndone(ctx: Context, { endpoint, incidentId, items }: GivenItems) {
  const { rows } = await sql<{ id: string }>`
    select distinct routed.import_id as id from inbound_routed routed
    join inbound_record record on record.delivery_id = routed.delivery_id and record.number = routed.number
    where record.endpoint_id = ${endpoint.id} and record.item = any(${[...items]}::text[]) and routed.incident_id = ${incidentId}`.execute(
    ctx.db,
  );
  const undone = await listUndoneImports(
    ctx,
    rows.map(({ id }) => id),
  );
  await ctx.db
    .deleteFrom('inbound_routed')
    .where('incident_id', '=', incidentId)
    .where('import_id', '=', sql<string>`any(${undone}::uuid[])`)
    .execute();
}
