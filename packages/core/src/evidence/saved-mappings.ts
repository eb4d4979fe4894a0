import { DomainError, ReadOptions, SaveMapping, type SavedMapping } from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, plainActorRef, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { parse } from '../parse.ts';
import { verb } from '../verb.ts';
import type { EvidenceTables } from './tables.ts';

type Row = Selectable<EvidenceTables['saved_mapping']>;

function presentMapping(row: Row): SavedMapping {
  return {
    id: row.id,
    name: row.name,
    columns: row.columns,
    options: row.options,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: plainActorRef(row.updated_by),
  };
}

/** All saved mappings by name, for everyone who can import. Errors: `forbidden`. */
export async function listMappings(ctx: Context): Promise<{ items: SavedMapping[] }> {
  refuseUnless(ctx, 'evidence:import');
  const rows = await ctx.db.selectFrom('saved_mapping').selectAll().orderBy('name').execute();
  return { items: rows.map(presentMapping) };
}

/** The mappings that were saved for files with these columns, in any order. */
export async function findMappings(
  ctx: Context,
  columns: readonly string[],
): Promise<SavedMapping[]> {
  if (columns.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('saved_mapping')
    .selectAll()
    .where(sql<boolean>`columns @> ${[...columns]}::text[] and columns <@ ${[...columns]}::text[]`)
    .orderBy('name')
    .execute();
  return rows.map(presentMapping);
}

/** How to read with a saved mapping; null if it was removed. */
export async function findReading(
  ctx: Context,
  id: string,
): Promise<{ name: string; options: ReadOptions } | null> {
  const row = await ctx.db
    .selectFrom('saved_mapping')
    .select(['name', 'options'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { name: row.name, options: parse(ReadOptions, row.options) } : null;
}

/**
 * Saves how to read files with these columns; replaces the mapping with this name. Errors: `invalid`,
 * `forbidden`.
 */
export const saveMapping = verb(SaveMapping, async (ctx, input): Promise<SavedMapping> => {
  refuseUnless(ctx, 'evidence:import');
  const saved = {
    columns: input.columns,
    options: jsonb(input.options),
    updated_at: ctx.clock.now(),
    updated_by: jsonb(actorRef(ctx.actor)),
  };
  const row = await ctx.db
    .insertInto('saved_mapping')
    .values({ id: ctx.ids.next(), name: input.name, ...saved })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(saved))
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(ctx, {
    kind: 'mapping.saved',
    incidentId: null,
    subjectId: row.id,
    after: { name: row.name },
  });
  return presentMapping(row);
});

/** Errors: `not-found`, `forbidden`. */
export async function removeMapping(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'evidence:import');
    const row = await ctx.db
      .deleteFrom('saved_mapping')
      .where('id', '=', input.id)
      .returning('name')
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', 'Saved mapping not found.');
    await record(ctx, {
      kind: 'mapping.removed',
      incidentId: null,
      subjectId: input.id,
      before: { name: row.name },
    });
  });
}
