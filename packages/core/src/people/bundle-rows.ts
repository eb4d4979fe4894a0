import type { BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';

type PersonRoleLine = BundleOf<'person-role'>;
type DeclinedMatchLine = BundleOf<'declined-match'>;

/** Pairs of these people that someone marked as different people. */
export async function loadDeclinedMatchLines(
  ctx: Context,
  personIds: readonly string[],
): Promise<DeclinedMatchLine[]> {
  const { rows } = await sql<Omit<DeclinedMatchLine, 'type'>>`
    select one, other from declined_match where one = any(${[...personIds]}::uuid[]) and other = any(${[...personIds]}::uuid[]) order by one, other`.execute(
    ctx.db,
  );
  return rows.map((row) => toLine('declined-match', row));
}

/**
 * The roles of people in an incident, including those no longer in its record. The caller has
 * checked that the actor can see it.
 */
export async function personRoleLines(ctx: Context, incidentId: string): Promise<PersonRoleLine[]> {
  const rows = await ctx.db
    .selectFrom('person_role')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => toLine('person-role', row));
}

export async function insertPersonRoles(
  ctx: Context,
  incidentId: string,
  lines: readonly PersonRoleLine[],
): Promise<void> {
  await ctx.db
    .insertInto('person_role')
    .values(lines.map((line) => ({ ...toColumns(line), incident_id: incidentId })))
    .execute();
}

export async function insertDeclinedMatches(
  ctx: Context,
  lines: readonly DeclinedMatchLine[],
): Promise<void> {
  await ctx.db.insertInto('declined_match').values(lines.map(toColumns)).execute();
}
