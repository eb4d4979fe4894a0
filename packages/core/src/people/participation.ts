import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { loadParticipation } from '../evidence/index.ts';

/**
 * Whether someone with this email address wrote or reacted in an incident's record, under any
 * identity of their person.
 */
export async function hasTakenPart(
  ctx: Context,
  incidentId: string,
  email: string,
): Promise<boolean> {
  const rows = await ctx.db
    .selectFrom('identity')
    .innerJoin('identity as known', 'known.person_id', 'identity.person_id')
    .select('identity.id')
    .where(sql<boolean>`lower(known.email) = ${email.toLowerCase()}`)
    .execute();
  if (rows.length === 0) return false;
  const own = new Set(rows.map((row) => row.id));
  return (await loadParticipation(ctx, incidentId)).some(
    (part) => own.has(part.identityId) && part.written + part.reactions > 0,
  );
}
