import { DomainError, type Runbook } from '@debrief/contract';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { may, visibleIncidents } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { listServiceNames } from '../catalog/index.ts';
import type { RunbookTables } from './tables.ts';

export type RunbookRow = Selectable<RunbookTables['runbook']>;

/** A runbook as its changes record it, for undo. */
export type RunbookState = Pick<RunbookRow, 'id' | 'name' | 'text' | 'steps' | 'alerts'> & {
  serviceIds: string[];
  isRemoved: boolean;
};

export const toState = (row: RunbookRow): RunbookState => ({
  id: row.id,
  name: row.name,
  text: row.text,
  steps: row.steps,
  alerts: row.alerts,
  serviceIds: row.service_ids,
  isRemoved: row.removed_at !== null,
});

/** The runbooks that were not removed. */
export function liveRunbooks(ctx: Context) {
  return ctx.db.selectFrom('runbook').where('runbook.removed_at', 'is', null);
}

/** Locked to the end of the transaction. Errors: `not-found`, also for a removed one. */
export async function lockRunbook(ctx: Context, id: string): Promise<RunbookRow> {
  const row = await liveRunbooks(ctx)
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Runbook not found. It may have been removed.');
  return row;
}

export function toColumns(ctx: Context, { serviceIds, isRemoved, steps, ...state }: RunbookState) {
  const now = ctx.clock.now();
  return {
    ...state,
    steps: jsonb(steps),
    service_ids: serviceIds,
    removed_at: isRemoved ? now : null,
    updated_at: now,
    updated_by: jsonb(actorRef(ctx.actor)),
  };
}

interface Use {
  runbook_id: string;
  uses: string;
  at: Date;
  number: number;
  title: string;
}

/** How often each was started, and last where: in incidents that the reader can see. */
async function loadUses(ctx: Context, ids: readonly string[]): Promise<Map<string, Use>> {
  const { rows } = await sql<Use>`
    with seen as (${visibleIncidents(ctx).select(['incident.id', 'incident.number', 'incident.title'])})
    select distinct on (run.runbook_id) run.runbook_id, count(*) over (partition by run.runbook_id) as uses,
      run.created_at as at, seen.number, seen.title
    from runbook_run run join seen on seen.id = run.incident_id
    where run.removed_at is null and run.runbook_id = any(${[...ids]}::uuid[])
    order by run.runbook_id, run.created_at desc`.execute(ctx.db);
  return new Map(rows.map((row) => [row.runbook_id, row]));
}

export async function presentRunbooks(
  ctx: Context,
  rows: readonly RunbookRow[],
): Promise<Runbook[]> {
  const uses = await loadUses(
    ctx,
    rows.map(({ id }) => id),
  );
  const names = await listServiceNames(ctx, [...new Set(rows.flatMap((row) => row.service_ids))]);
  const can = { change: may(ctx.actor, 'catalog:write') };
  return rows.map((row) => {
    const use = uses.get(row.id);
    return {
      id: row.id,
      name: row.name,
      text: row.text,
      steps: row.steps,
      services: row.service_ids.flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ id, name }];
      }),
      alerts: row.alerts,
      verified:
        row.verified_at && row.verified_by
          ? {
              by: row.verified_by.name,
              at: row.verified_at.toISOString(),
              isChanged: row.text_changed_at > row.verified_at,
            }
          : null,
      lastUsed: use
        ? { at: use.at.toISOString(), incident: `INC-${use.number}`, title: use.title }
        : null,
      uses: Number(use?.uses ?? 0),
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      version: row.version,
      can,
    };
  });
}
