import type { Context } from '../context.ts';
import { visibleIncidents } from '../access/index.ts';

/** Whether a visible incident contains evidence, except the sample. */
export async function hasOwnEvidence(ctx: Context): Promise<boolean> {
  const row = await visibleIncidents(ctx)
    .select('incident.id')
    .where('incident.is_demo', '=', false)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('incident_stream')
          .select('stream_id')
          .whereRef('incident_stream.incident_id', '=', 'incident.id'),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
