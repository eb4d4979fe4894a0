import type { BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { IncidentRow } from './rows.ts';

type IncidentLine = BundleOf<'incident'>;

/** A bundle takes its number over up to here: a made-up one must not use up the numbers. */
const highestTakenOver = 1_000_000;

/** What the incident was called where it was first exported. */
export function originRefOf(row: IncidentRow): string {
  return row.origin_ref ?? `INC-${row.number}`;
}

export function incidentLine(row: IncidentRow): IncidentLine {
  return {
    type: 'incident',
    id: row.id,
    title: row.title,
    summary: row.summary,
    severity: row.severity,
    status: row.status,
    mode: row.mode,
    visibility: row.visibility,
    zone: row.zone,
    isDemo: row.is_demo,
    createdAt: row.created_at.toISOString(),
    createdBy: { type: row.created_by.type, id: row.created_by.id, name: row.created_by.name },
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

/** Inserts the incident of a bundle under the number that it had, where that is free, else under the next one. */
export async function insertBundledIncident(ctx: Context, line: IncidentLine, ref: string): Promise<IncidentRow> {
  const number = Number(ref.slice('INC-'.length));
  const values = {
    id: line.id,
    title: line.title,
    summary: line.summary,
    severity: line.severity,
    status: line.status,
    mode: line.mode,
    visibility: line.visibility,
    zone: line.zone,
    is_demo: line.isDemo,
    created_at: new Date(line.createdAt),
    created_by: jsonb(line.createdBy),
    updated_at: new Date(line.updatedAt),
    version: line.version,
    origin_ref: ref,
  };
  if (number <= highestTakenOver) {
    // First the sequence, so that nobody is given the number meanwhile.
    await sql`select setval('incident_number', ${number}::bigint) from incident_number where last_value < ${number} or not is_called`.execute(ctx.db);
    const row = await ctx.db
      .insertInto('incident')
      .values({ ...values, number })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return row;
  }
  return ctx.db.insertInto('incident').values(values).returningAll().executeTakeFirstOrThrow();
}
