import type { BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';

type PersonLine = BundleOf<'person'>;
type IdentityLine = BundleOf<'identity'>;

/**
 * These identities with their people, and the people merged into those, each by id. The caller has
 * checked that the actor can see the incident.
 */
export async function loadBundledPeople(
  ctx: Context,
  incidentId: string,
  named: { identityIds: readonly string[]; personIds: readonly string[] },
): Promise<{ persons: PersonLine[]; identities: IdentityLine[] }> {
  const identities = await sql<Omit<IdentityLine, 'type'>>`
    select id, source_id as "sourceId", key, name, email, is_bot as "isBot", person_id as "personId" from identity
    where id = any(${[...named.identityIds]}::uuid[]) order by id`.execute(ctx.db);
  const direct = [...new Set([...identities.rows.map((row) => row.personId), ...named.personIds])];
  const persons = await sql<Omit<PersonLine, 'type'>>`
    with direct as (select id, merged_into from person where id = any(${direct}::uuid[])),
      reached as (select id from direct union select merged_into from direct where merged_into is not null)
    select id, name, merged_into as "mergedInto", version from person
    where id in (select id from reached)
      or (merged_into in (select id from reached) and (compartment is null or compartment = ${incidentId}))
    order by id`.execute(ctx.db);
  return {
    persons: persons.rows.map((row) => toLine('person', row)),
    identities: identities.rows.map((row) => toLine('identity', row)),
  };
}

/** Inserts people unmerged. When all are inserted, `linkMergedPersons` links merged ones. */
export async function insertPersons(
  ctx: Context,
  compartment: string,
  lines: readonly PersonLine[],
): Promise<void> {
  await ctx.db
    .insertInto('person')
    .values(lines.map((line) => ({ ...toColumns(line), compartment, merged_into: null })))
    .execute();
}

export async function linkMergedPersons(
  ctx: Context,
  merged: ReadonlyMap<string, string>,
): Promise<void> {
  if (merged.size === 0) return;
  await sql`
    update person set merged_into = merged.into_id
    from unnest(${[...merged.keys()]}::uuid[], ${[...merged.values()]}::uuid[]) as merged (id, into_id)
    where person.id = merged.id`.execute(ctx.db);
}

export async function insertIdentities(
  ctx: Context,
  lines: readonly IdentityLine[],
): Promise<void> {
  await ctx.db.insertInto('identity').values(lines.map(toColumns)).execute();
}
