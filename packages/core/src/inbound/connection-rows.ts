import { ConnectionAbout, DomainError, type Connection } from '@debrief/contract';
import type { Selectable } from 'kysely';
import { enqueue, type Context } from '../context.ts';
import type { EndpointRow } from './rows.ts';
import { summarizeEndpoints } from './summaries.ts';
import type { InboundTables } from './tables.ts';

export type ConnectionRow = EndpointRow & Selectable<InboundTables['connection']>;

export function connectionRows(ctx: Context) {
  return ctx.db
    .selectFrom('inbound_endpoint')
    .innerJoin('connection', 'connection.endpoint_id', 'inbound_endpoint.id')
    .selectAll();
}

/** Errors: `not-found`. */
export async function loadConnection(
  ctx: Context,
  incidentId: string | null,
  id: string,
): Promise<ConnectionRow> {
  const row = await connectionRows(ctx)
    .where('inbound_endpoint.id', '=', id)
    .where('incident_id', 'is not distinct from', incidentId)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Connection not found.');
  return row;
}

export async function presentConnections(
  ctx: Context,
  rows: readonly ConnectionRow[],
): Promise<Connection[]> {
  const summaries = await summarizeEndpoints(ctx, rows);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return summaries.flatMap((summary) => {
    const row = byId.get(summary.id);
    return row ? [{ ...summary, ...presentRequests(ctx, row) }] : [];
  });
}

function presentRequests(ctx: Context, row: ConnectionRow) {
  return {
    settings: row.settings,
    isPaused: row.is_paused,
    isAsking: isLeased(ctx, row),
    askedAt: row.asked_at?.toISOString() ?? null,
    nextAt: row.is_paused || row.token_hash === null ? null : row.next_at.toISOString(),
    problem: row.problem,
    about: ConnectionAbout.safeParse(row.about).data ?? null,
  };
}

/** Whether a process asks it now. */
export function isLeased(ctx: Context, row: Pick<ConnectionRow, 'lease_until'>): boolean {
  return row.lease_until !== null && row.lease_until > ctx.clock.now();
}

/** Adds the job of a request at the time that the connection names. */
export async function schedulePull(ctx: Context, connectionId: string, at: Date): Promise<void> {
  const data = { connectionId, dueAt: at.toISOString() };
  const delayMs = Math.max(0, at.getTime() - ctx.clock.now().getTime());
  await enqueue(ctx, { kind: 'connection.pull', data, ...(delayMs > 0 && { delayMs }) });
}
