import { asRoles } from '@debrief/rules/people';
import type { Context } from '../context.ts';

export interface KeptRoles {
  roles: string[];
  version: number;
}

/** Of everybody of whom it was said, by person. The caller has made sure that the actor sees the incident. */
export async function loadRoles(ctx: Context, incidentId: string): Promise<Map<string, KeptRoles>> {
  const rows = await ctx.db
    .selectFrom('person_role')
    .select(['person_id', 'roles', 'version'])
    .where('incident_id', '=', incidentId)
    .execute();
  return new Map(rows.map(({ person_id, roles, version }) => [person_id, { roles, version }]));
}

/** Whether they could be saved over what was read; version 0 is nothing said yet. */
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

/** Who becomes part of another person was in each incident what both were. None is lost, even where they are more than one may choose. */
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
