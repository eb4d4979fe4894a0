import { DomainError } from '@debrief/contract';
import { sql } from 'kysely';
import type { Authorized } from '../access/index.ts';
import { addLinks, loadSeals, recordSeals } from './chain/links.ts';
import type { Context } from '../context.ts';
import type { IncidentRow } from '../incident/index.ts';

interface Stream {
  id: string;
  source_id: string;
  compartment: string | null;
  /** Another incident that uses the stream: it stays, with the imports that stored its items. */
  heir: string | null;
}

/** Sources and persons that nothing can need once the incident is deleted. */
export interface LeftOver {
  sourceIds: string[];
  personIds: string[];
}

/** Errors: `conflict` while evidence is imported into the incident, or an import is undone. */
export async function refuseDuringImport(ctx: Context, incidentId: string): Promise<void> {
  const running = await ctx.db
    .selectFrom('import')
    .select('name')
    .where('incident_id', '=', incidentId)
    .where('state', 'in', ['running', 'undoing'])
    .executeTakeFirst();
  if (running)
    throw new DomainError(
      'conflict',
      `The import of ${running.name} is still running. Cancel it or wait until it ends, then try again.`,
    );
}

/**
 * Deletes the evidence that no other incident includes, cites or imported. What stays belongs to the
 * incident that needs it. Errors: `conflict` if another incident cites evidence that only this one
 * can contain.
 */
export async function deleteEvidence(
  ctx: Context,
  incident: Authorized<IncidentRow>,
): Promise<LeftOver> {
  const streams = await loadStreams(ctx, incident.id);
  const moved = new Set<string>();
  for (const stream of streams.filter((one) => one.heir !== null)) {
    if (stream.compartment === incident.id)
      throw new DomainError(
        'conflict',
        'Another incident uses evidence of this one. Remove its citations there, then try again.',
      );
    const { rows } = await sql<{ id: string }>`
      update import set incident_id = ${stream.heir} where incident_id = ${incident.id}
        and id in (select import_id from evidence where stream_id = ${stream.id}) returning id`.execute(
      ctx.db,
    );
    for (const row of rows) moved.add(row.id);
  }
  const ownIds = streams.filter((one) => one.heir === null).map((one) => one.id);
  await sealMovedImports(ctx, [...moved], ownIds);
  const sourceIds = [...new Set(streams.map((one) => one.source_id))];
  const persons = await ctx.db
    .selectFrom('identity')
    .select('person_id')
    .distinct()
    .where('source_id', '=', sql<string>`any(${sourceIds}::uuid[])`)
    .execute();
  await ctx.db.deleteFrom('citation').where('incident_id', '=', incident.id).execute();
  await ctx.db
    .deleteFrom('stream')
    .where('id', '=', sql<string>`any(${ownIds}::uuid[])`)
    .execute();
  return { sourceIds, personIds: persons.map((row) => row.person_id) };
}

/**
 * An import that moved to another incident loses its rows in streams that only this one used, and the
 * activity of this incident, which contains its hashes.
 */
async function sealMovedImports(
  ctx: Context,
  importIds: readonly string[],
  streamIds: readonly string[],
): Promise<void> {
  const lost = await ctx.db
    .selectFrom('evidence')
    .select('id')
    .where('import_id', '=', sql<string>`any(${[...importIds]}::uuid[])`)
    .where('stream_id', '=', sql<string>`any(${[...streamIds]}::uuid[])`)
    .execute();
  await addLinks(
    ctx,
    'removed',
    lost.map((row) => row.id),
  );
  const seals = await loadSeals(ctx, importIds);
  const moved = await ctx.db
    .selectFrom('import')
    .select(['id', 'incident_id'])
    .where('id', '=', sql<string>`any(${Object.keys(seals)}::uuid[])`)
    .execute();
  for (const { id, incident_id: incidentId } of moved)
    await recordSeals(ctx, incidentId, { [id]: seals[id] ?? '' });
}

async function loadStreams(ctx: Context, incidentId: string): Promise<Stream[]> {
  const { rows } = await sql<Stream>`
    with own as (
      select stream_id as id from incident_stream where incident_id = ${incidentId}
      union select e.stream_id from evidence e join import on import.id = e.import_id where import.incident_id = ${incidentId}
      union select stream.id from stream join source on source.id = stream.source_id where source.compartment = ${incidentId}
    )
    select own.id, stream.source_id, source.compartment, coalesce(
      (select incident_id from incident_stream where stream_id = own.id and incident_id <> ${incidentId} order by 1 limit 1),
      (select c.incident_id from evidence e join citation c on c.evidence_id = e.id where e.stream_id = own.id and c.incident_id <> ${incidentId} order by 1 limit 1),
      (select import.incident_id from evidence e join import on import.id = e.import_id where e.stream_id = own.id and import.incident_id <> ${incidentId} order by 1 limit 1)
    ) as heir
    from own join stream on stream.id = own.id join source on source.id = stream.source_id order by own.id`.execute(
    ctx.db,
  );
  return rows;
}

/** Sources without streams and imports, with the names in them. */
export async function deleteUnusedSources(
  ctx: Context,
  sourceIds: readonly string[],
): Promise<void> {
  await sql`delete from source where id = any(${[...sourceIds]}::uuid[])
    and not exists (select 1 from stream where stream.source_id = source.id)
    and not exists (select 1 from import where import.source_id = source.id)`.execute(ctx.db);
}
