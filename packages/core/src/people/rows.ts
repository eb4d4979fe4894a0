import { DomainError, type Context } from '../context.ts';
import { sourcesSeenBy } from '../evidence/index.ts';

export interface PersonRow {
  id: string;
  name: string;
  compartment: string | null;
  merged_into: string | null;
  version: number;
}

export interface IdentityRow {
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

/** The identities of these ids with the persons that they belong to. */
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

export async function identityIdsOfPersons(
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

/** Names of persons; a merged one bears the name of the person that it became. */
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

/** Errors: `not-found`. */
export async function personById(ctx: Context, id: string): Promise<PersonRow> {
  const row = await ctx.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such person in this incident.');
  return row;
}

/** Whether the person has another identity, as far as this incident may know: one of another compartment is not there. */
export async function hasOtherIdentity(
  ctx: Context,
  incidentId: string,
  personId: string,
  identityId: string,
): Promise<boolean> {
  const sources = await sourcesSeenBy(
    ctx,
    incidentId,
    await sourceIdsOfPerson(ctx, personId, identityId),
  );
  return sources.length > 0;
}

async function sourceIdsOfPerson(
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

/** Persons whose identities all belong to these sources go with them. */
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
