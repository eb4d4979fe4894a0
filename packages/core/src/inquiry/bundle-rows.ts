import type { ActorRef, BundleOf } from '@debrief/contract';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

type EntryLine = BundleOf<'entry'>;
type FactorLinkLine = BundleOf<'factor-link'>;

/** All entries of an incident, removed ones too, by id. The caller has made sure that the actor sees the incident. */
export async function entryLines(ctx: Context, incidentId: string, citations: ReadonlyMap<string, EntryLine['citations']>): Promise<EntryLine[]> {
  const rows = await ctx.db.selectFrom('entry').selectAll().where('incident_id', '=', incidentId).orderBy('id').execute();
  return rows.map((row) => ({
    type: 'entry',
    id: row.id,
    entryType: row.type,
    statement: row.statement,
    at: row.at.toISOString(),
    precision: row.precision,
    content: row.content,
    citations: citations.get(row.id) ?? [],
    createdAt: row.created_at.toISOString(),
    createdBy: actorOf(row.created_by),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: actorOf(row.updated_by),
    removedAt: row.removed_at?.toISOString() ?? null,
    version: row.version,
  }));
}

function actorOf({ type, id, name }: ActorRef): ActorRef {
  return { type, id, name };
}

/** The links between factors, removed ones' too, by id. */
export async function factorLinkLines(ctx: Context, incidentId: string): Promise<FactorLinkLine[]> {
  const rows = await ctx.db.selectFrom('factor_link').selectAll().where('incident_id', '=', incidentId).orderBy('id').execute();
  return rows.map((row) => ({ type: 'factor-link', id: row.id, from: row.from_id, to: row.to_id, kind: row.kind }));
}

export async function insertEntries(ctx: Context, incidentId: string, lines: readonly EntryLine[]): Promise<void> {
  await ctx.db
    .insertInto('entry')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        type: line.entryType,
        statement: line.statement,
        at: new Date(line.at),
        precision: line.precision,
        content: jsonb(line.content),
        created_at: new Date(line.createdAt),
        created_by: jsonb(line.createdBy),
        updated_at: new Date(line.updatedAt),
        updated_by: jsonb(line.updatedBy),
        removed_at: line.removedAt === null ? null : new Date(line.removedAt),
        version: line.version,
      })),
    )
    .execute();
}

export async function insertFactorLinks(ctx: Context, incidentId: string, lines: readonly FactorLinkLine[]): Promise<void> {
  await ctx.db
    .insertInto('factor_link')
    .values(lines.map((line) => ({ id: line.id, incident_id: incidentId, from_id: line.from, to_id: line.to, kind: line.kind })))
    .execute();
}
