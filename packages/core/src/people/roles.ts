import { asRoles } from '@debrief/rules/people';
import type { Context } from '../context.ts';

export interface KeptRoles {
  roles: string[];
  version: number;
}

/**
 * The roles of everyone who has one, by person. The caller has checked that the actor can see the
 * incident.
 */
export async function loadRoles(ctx: Context, incidentId: string): Promise<Map<string, KeptRoles>> {
  const rows = await ctx.db
    .selectFrom('person_role')
    .select(['person_id', 'roles', 'version'])
    .where('incident_id', '=', incidentId)
    .execute();
  return new Map(rows.map(({ person_id, roles, version }) => [person_id, { roles, version }]));
}

/**
 * Whether the roles were saved: not if they changed since `version`. Version 0 means no roles yet.
 */
export async function saveRoles(
  ctx: Context,
  at: { incidentId: string; personId: string },
  roles: string[],
  version: number,
): Promise<boolean> {
  if (version === 0) {
    const made = await ctx.db
      .insertInto('person_role')
      .values({ incident_id: at.incidentId, person_id: at.personId, roles })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const saved = await ctx.db
    .updateTable('person_role')
    .set({ roles, version: version + 1 })
    .where('incident_id', '=', at.incidentId)
    .where('person_id', '=', at.personId)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/**
 * Combines the roles of merged people in each incident. None is lost, even if there are more than
 * can be selected.
 */
export async function joinRoles(
  ctx: Context,
  { into, from }: { into: string; from: string },
): Promise<void> {
  const rows = await ctx.db
    .deleteFrom('person_role')
    .where('person_id', '=', from)
    .returningAll()
    .execute();
  for (const row of rows) {
    const at = { incidentId: row.incident_id, personId: into };
    const kept = (await loadRoles(ctx, row.incident_id)).get(into);
    await saveRoles(ctx, at, asRoles([...(kept?.roles ?? []), ...row.roles]), kept?.version ?? 0);
  }
}
