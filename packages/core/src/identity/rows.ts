import { DomainError } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { insertPerson } from './identify.ts';

export interface PersonRow {
  id: string;
  name: string;
  compartment: string | null;
  merged_into: string | null;
  version: number;
}

interface IdentityRow {
  id: string;
  sourceId: string;
  key: string;
  name: string;
  email: string | null;
  isBot: boolean;
  personId: string;
  personName: string;
  personVersion: number;
}

export async function identitiesByIds(
  ctx: Context,
  ids: readonly string[],
): Promise<IdentityRow[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select([
      'identity.id',
      'identity.source_id as sourceId',
      'identity.key',
      'identity.name',
      'identity.email',
      'identity.is_bot as isBot',
      'person.id as personId',
      'person.name as personName',
      'person.version as personVersion',
    ])
    .where('identity.id', 'in', [...new Set(ids)])
    .orderBy('identity.id')
    .execute();
}

export async function listIdentityIds(
  ctx: Context,
  personIds: readonly string[],
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('identity')
    .select('id')
    .where('person_id', 'in', [...personIds])
    .execute();
  return rows.map((row) => row.id);
}

export async function personNames(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('person')
    .leftJoin('person as now', 'now.id', 'person.merged_into')
    .select(['person.id', 'person.name', 'now.name as nowName'])
    .where('person.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.nowName ?? row.name]));
}

/** The people who these were merged into, by id; not those who are themselves. */
export async function personIdsNow(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('person')
    .select(['id', 'merged_into'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.flatMap((row) => (row.merged_into ? [[row.id, row.merged_into]] : [])));
}

/** Errors: `not-found`. */
export async function personById(ctx: Context, id: string): Promise<PersonRow> {
  const row = await ctx.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Person not found in this incident.');
  return row;
}

/** The sources of a person's identities, without one identity. */
export async function listSourceIds(
  ctx: Context,
  personId: string,
  withoutId: string,
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('identity')
    .select('source_id')
    .where('person_id', '=', personId)
    .where('id', '<>', withoutId)
    .execute();
  return rows.map((row) => row.source_id);
}

/** Moves people whose identities all belong to these sources. */
export async function movePersonsIntoCompartment(
  ctx: Context,
  sourceIds: readonly string[],
  compartment: string,
): Promise<void> {
  await ctx.db
    .updateTable('person')
    .set({ compartment })
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('identity')
          .select('id')
          .whereRef('person_id', '=', 'person.id')
          .where('source_id', 'in', [...sourceIds]),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('identity')
            .select('id')
            .whereRef('person_id', '=', 'person.id')
            .where('source_id', 'not in', [...sourceIds]),
        ),
      ),
    )
    .execute();
}

/** Moves the identities of `from`, and the people merged into `from`, to the person `into`. */
export async function joinPersons(
  ctx: Context,
  { into, from }: { into: string; from: string },
): Promise<void> {
  await ctx.db
    .updateTable('identity')
    .set({ person_id: into })
    .where('person_id', '=', from)
    .execute();
  await ctx.db
    .updateTable('person')
    .set({ merged_into: into })
    .where((eb) => eb.or([eb('id', '=', from), eb('merged_into', '=', from)]))
    .execute();
  await raiseVersion(ctx, into);
}

/** Moves one identity to a new person; returns that person's id. */
export async function separateIdentity(
  ctx: Context,
  identity: { id: string; name: string },
  personId: string,
): Promise<string> {
  const { compartment } = await personById(ctx, personId);
  const newId = await insertPerson(ctx, identity.name, compartment);
  await ctx.db
    .updateTable('identity')
    .set({ person_id: newId })
    .where('id', '=', identity.id)
    .execute();
  await raiseVersion(ctx, personId);
  return newId;
}

async function raiseVersion(ctx: Context, personId: string): Promise<void> {
  await ctx.db
    .updateTable('person')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', personId)
    .execute();
}

/** Whether the name was saved: not if the person has changed since `version`. */
export async function savePersonName(
  ctx: Context,
  { personId, name, version }: { personId: string; name: string; version: number },
): Promise<boolean> {
  const saved = await ctx.db
    .updateTable('person')
    .set({ name, version: version + 1 })
    .where('id', '=', personId)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

/** Persons without a name in a source go, unless something still refers to them. */
export async function deleteUnusedPersons(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`select delete_unused_persons(${[...ids]}::uuid[])`.execute(ctx.db);
}
