import type { SourceRecord, StreamRef } from '@debrief/readers';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { clockOffset, importDelivery, includeByRule } from '../../evidence/index.ts';
import { clearRoutedDeliveries } from '../deliveries.ts';
import { parseBody } from '../parse-body.ts';
import { toDelivery, type DeliveryRow, type EndpointRow } from '../rows.ts';
import type { RoutingWindow } from './incident-window.ts';
import { numberRecords } from './keep-records.ts';
import {
  findRule,
  findService,
  moveToStream,
  readFacts,
  toRuleStream,
  type Rule,
} from './match-rule.ts';

/** A record that an incident does not have. */
export interface Candidate {
  delivery_id: string;
  number: number;
  item: string;
}

export type Place = Pick<Candidate, 'delivery_id' | 'number'>;

/** Where an item belongs in an incident. */
export interface Route {
  /** Null if a person added it. */
  ruleId: string | null;
  stream: StreamRef;
}

/** Each is an import, and one transaction must not stall others for long. */
const pageRecords = 25;

/**
 * Adds to an incident, in the caller's transaction, the next records of an endpoint that belong to it
 * and that it does not have, in the order in which they arrived: an item with all its states, or not at all.
 * The caller has locked the endpoint. Returns where to continue, null at the end. Errors: `not-found`,
 * `conflict` in an archived incident.
 */
export async function routeRecords(
  ctx: Context,
  input: {
    endpoint: EndpointRow;
    rules: readonly Rule[];
    window: RoutingWindow;
    /** Only of these items. */
    items?: readonly string[];
    after: Place | null;
  },
): Promise<Place | null> {
  const { endpoint, rules, window } = input;
  const actor = toActor(endpoint, window.incident_id);
  const own: Context = { ...ctx, actor };
  const candidates = await listCandidates(own, input);
  const bodies = createBodies(own, endpoint);
  const routes = await findRoutes(own, { endpoint, rules, window, candidates, bodies });
  const wanted = candidates.filter(({ item }) => routes.has(item));
  const streams = new Map(
    [...routes.values()].flatMap(({ ruleId, stream }) =>
      ruleId === null ? [] : [[stream.key, { ruleId, stream }]],
    ),
  );
  if (wanted.length > 0) {
    const included = await includeByRule(own, {
      incidentId: window.incident_id,
      source: toSource(endpoint),
      streams: [...streams.values()].map(({ ruleId, stream }) => ({
        ...stream,
        rule: rules.find(({ id }) => id === ruleId)?.stream ?? stream.name,
      })),
      from: window.from_at,
      until: window.until_at,
    });
    const taken = wanted.filter(({ item }) => included.has(routes.get(item)?.stream.key ?? ''));
    for (const [deliveryId, records] of Map.groupBy(taken, (one) => one.delivery_id))
      await importRecords(own, {
        endpoint,
        incidentId: window.incident_id,
        routes,
        bodies,
        deliveryId,
        records,
      });
  }
  const last = candidates.at(-1);
  return candidates.length < pageRecords || !last ? null : last;
}

export function toActor(
  { id: endpointId, name }: EndpointRow,
  incidentId: string | null,
): Context['actor'] {
  return { type: 'inbound', endpointId, incidentId, name };
}

const toSource = ({ id, name }: EndpointRow) => ({ kind: 'inbound', key: `inbound:${id}`, name });

async function listCandidates(
  ctx: Context,
  { endpoint, window, items, after }: Parameters<typeof routeRecords>[1],
): Promise<Candidate[]> {
  const offsetMs = await clockOffset(ctx, window.incident_id, toSource(endpoint).key);
  const toSourceTime = (time: Date) => new Date(time.getTime() - offsetMs);
  const { rows } = await sql<Candidate>`
    select record.delivery_id, record.number, record.item from inbound_record record
    where record.endpoint_id = ${endpoint.id} and record.at >= ${toSourceTime(window.from_at)}
      and ${window.until_at ? sql`record.at < ${toSourceTime(window.until_at)}` : sql`true`}
      and ${items ? sql`record.item = any(${[...items]}::text[])` : sql`true`}
      and ${after ? sql`(record.delivery_id, record.number) > (${after.delivery_id}::uuid, ${after.number})` : sql`true`}
      and exists (select 1 from inbound_delivery d where d.id = record.delivery_id and d.body is not null)
      and not exists (select 1 from inbound_routed routed where routed.incident_id = ${window.incident_id}
        and routed.delivery_id = record.delivery_id and routed.number = record.number)
    order by record.delivery_id, record.number limit ${sql.lit(pageRecords)}`.execute(ctx.db);
  return rows;
}

export type Bodies = (deliveryId: string) => Promise<{
  row: DeliveryRow;
  records: ReadonlyMap<number, SourceRecord>;
} | null>;

/** Each delivery is loaded and parsed once. */
export function createBodies(ctx: Context, endpoint: EndpointRow): Bodies {
  const known = new Map<string, Awaited<ReturnType<Bodies>>>();
  return async (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const row = await ctx.db
      .selectFrom('inbound_delivery')
      .selectAll()
      .where('id', '=', id)
      .where('body', 'is not', null)
      .executeTakeFirst();
    const reads = row?.body ? await parseBody(ctx, endpoint, row.body) : '';
    const records = typeof reads === 'string' ? [] : numberRecords(reads);
    const delivery = row
      ? { row, records: new Map(records.map(({ number, record }) => [number, record])) }
      : null;
    known.set(id, delivery);
    return delivery;
  };
}

/**
 * Where the items of these records belong in the incident. The first state of an item decides, by the
 * rule that decided when a state was added: an alert does not end in another stream than it started in.
 */
async function findRoutes(
  ctx: Context,
  given: {
    endpoint: EndpointRow;
    rules: readonly Rule[];
    window: RoutingWindow;
    candidates: readonly Candidate[];
    bodies: Bodies;
  },
): Promise<Map<string, Route>> {
  const { endpoint, rules, window, candidates, bodies } = given;
  const items = [...new Set(candidates.map(({ item }) => item))];
  const known = await loadRoutes(ctx, endpoint.id, window.incident_id, items);
  // What a person added is followed by itself, whatever the window.
  const routes = new Map([...known].filter(([, { ruleId }]) => ruleId !== null));
  const firsts = await sql<Candidate>`
    select distinct on (record.item) record.item, record.delivery_id, record.number
    from inbound_record record join inbound_delivery d on d.id = record.delivery_id and d.body is not null
    where record.endpoint_id = ${endpoint.id} and record.item = any(${items.filter((item) => !known.has(item))}::text[])
    order by record.item, record.delivery_id, record.number`.execute(ctx.db);
  for (const { item, delivery_id: deliveryId, number } of firsts.rows) {
    const record = (await bodies(deliveryId))?.records.get(number);
    const facts = record && readFacts(record, { key: endpoint.id, name: endpoint.name });
    const rule = facts && findRule(rules, facts);
    const service = rule && findService(rule, facts);
    if (rule && service !== null && service !== undefined && window.services.includes(service))
      routes.set(item, { ruleId: rule.id, stream: toRuleStream(rule, facts) });
  }
  return routes;
}

/** Where items are that an incident has. */
export async function loadRoutes(
  ctx: Context,
  endpointId: string,
  incidentId: string,
  items: readonly string[],
): Promise<Map<string, Route>> {
  const { rows } = await sql<{ item: string; ruleId: string | null; key: string; name: string }>`
    select distinct on (record.item) record.item, routed.rule_id as "ruleId", routed.stream_key as key, routed.stream_name as name
    from inbound_record record join inbound_routed routed on routed.delivery_id = record.delivery_id and routed.number = record.number
    where record.endpoint_id = ${endpointId} and record.item = any(${[...items]}::text[]) and routed.incident_id = ${incidentId}
    order by record.item, routed.delivery_id desc`.execute(ctx.db);
  return new Map(
    rows.map(({ item, ruleId, key, name }) => [item, { ruleId, stream: { key, name } }]),
  );
}

/**
 * Imports records of a delivery into an incident, each into the stream of its route. Returns how many
 * are still kept.
 */
export async function importRecords(
  ctx: Context,
  given: {
    endpoint: EndpointRow;
    incidentId: string;
    routes: ReadonlyMap<string, Route>;
    bodies: Bodies;
    deliveryId: string;
    records: readonly Candidate[];
  },
): Promise<number> {
  const { endpoint, incidentId, routes } = given;
  const delivery = await given.bodies(given.deliveryId);
  const added = given.records.flatMap((candidate) => {
    const route = routes.get(candidate.item);
    const record = delivery?.records.get(candidate.number);
    return route && record
      ? [
          {
            candidate,
            route,
            read: { type: 'record', record: moveToStream(record, route.stream) },
          } as const,
        ]
      : [];
  });
  if (!delivery || added.length === 0) return 0;
  const { id: importId, withheld } = await importDelivery(ctx, {
    ...toDelivery(endpoint, delivery.row),
    incidentId,
    reads: added.map(({ read }) => read),
  });
  await ctx.db
    .insertInto('inbound_routed')
    .values(
      added.map(({ candidate, route }) => ({
        delivery_id: candidate.delivery_id,
        number: candidate.number,
        incident_id: incidentId,
        import_id: importId,
        rule_id: route.ruleId,
        stream_key: route.stream.key,
        stream_name: route.stream.name,
      })),
    )
    .execute();
  // It repeats what was removed before.
  if (withheld > 0) await clearRoutedDeliveries(ctx, [importId]);
  return added.length;
}
