import type { SourceRef, StreamRef } from '@debrief/readers';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { movePersonsIntoCompartment } from '../identity/index.ts';

export interface SourceRow {
  id: string;
  kind: string;
  key: string;
  name: string;
  compartment: string | null;
}

/**
 * The source that an import into this incident writes to: an existing one of the incident, else the
 * shared one, or a new private one for a private incident.
 */
export async function sourceFor(
  ctx: Context,
  incident: IncidentRow,
  ref: SourceRef,
): Promise<SourceRow> {
  const compartment = incident.visibility === 'private' ? incident.id : null;
  const existing = await findSource(ctx, incident, ref.key);
  if (existing) return existing;
  await ctx.db
    .insertInto('source')
    .values({ id: ctx.ids.next(), kind: ref.kind, key: ref.key, name: ref.name, compartment })
    .onConflict((conflict) => conflict.columns(['key', 'compartment']).doNothing())
    .execute();
  return ctx.db
    .selectFrom('source')
    .select(['id', 'kind', 'key', 'name', 'compartment'])
    .where('key', '=', ref.key)
    .where('compartment', compartment ? '=' : 'is', compartment)
    .executeTakeFirstOrThrow();
}

/** The source that an incident has, or shares, with this key. */
export async function findSource(
  ctx: Context,
  incident: Pick<IncidentRow, 'id' | 'visibility'>,
  key: string,
): Promise<(SourceRow & { clock_offset_ms: number }) | null> {
  const row = await ctx.db
    .selectFrom('source')
    .select(['id', 'kind', 'key', 'name', 'compartment', 'clock_offset_ms'])
    .where('key', '=', key)
    .where((eb) =>
      eb.or([
        eb('compartment', '=', incident.id),
        ...(incident.visibility === 'private' ? [] : [eb('compartment', 'is', null)]),
      ]),
    )
    .orderBy('compartment', (order) => order.asc().nullsLast())
    .executeTakeFirst();
  return row ?? null;
}

/**
 * A file is a source of one incident only, unless it is named: two files called alerts.csv are not
 * one tool.
 */
export function findFileSource(
  ref: SourceRef,
  incident: IncidentRow,
  name: string | undefined,
): SourceRef {
  if (name) return { ...ref, name };
  return ref.kind === 'file' ? { ...ref, key: `${ref.key} of ${incident.id}` } : ref;
}

/** Those of these sources that an incident can see: shared ones and its own. */
export async function sourcesSeenBy(
  ctx: Context,
  incidentId: string,
  sourceIds: readonly string[],
): Promise<string[]> {
  if (sourceIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('source')
    .select('id')
    .where('id', 'in', [...new Set(sourceIds)])
    .where((eb) => eb.or([eb('compartment', 'is', null), eb('compartment', '=', incidentId)]))
    .execute();
  return rows.map((row) => row.id);
}

/** Whether a visible incident has a source that knows `person`. */
export function isPersonInSight(ctx: Context): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from identity known join stream on stream.source_id = known.source_id join incident_stream on incident_stream.stream_id = stream.id
    where known.person_id = person.id and incident_stream.incident_id in (${incidentIdsSeenBy(ctx)}))`;
}

/** The stream of a source. A new one is created and included in the incident. */
export async function streamFor(
  ctx: Context,
  incident: IncidentRow,
  source: SourceRow,
  ref: StreamRef,
): Promise<string> {
  const id = await addStream(ctx, source, ref);
  await ctx.db
    .insertInto('incident_stream')
    .values({ incident_id: incident.id, stream_id: id, from_at: null, until_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

/** The stream of a source. A new one is created, and one that has another name now is renamed. */
export async function addStream(ctx: Context, source: SourceRow, ref: StreamRef): Promise<string> {
  const row = await ctx.db
    .insertInto('stream')
    .values({ id: ctx.ids.next(), source_id: source.id, key: ref.key, name: ref.name })
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'key']).doUpdateSet({ name: ref.name }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Moves what only this incident uses into its compartment, so that it cannot be detected outside:
 * full sources if no other incident uses their streams, else only the streams.
 */
export async function moveIntoCompartment(ctx: Context, incident: IncidentRow): Promise<void> {
  const streams = await ctx.db
    .selectFrom('stream')
    .innerJoin('source', 'source.id', 'stream.source_id')
    .innerJoin('incident_stream', 'incident_stream.stream_id', 'stream.id')
    .select([
      'stream.id',
      'source.id as sourceId',
      'source.key',
      'source.kind',
      'source.name',
      'source.clock_offset_ms',
    ])
    .where('incident_stream.incident_id', '=', incident.id)
    .where('source.compartment', 'is', null)
    .execute();
  const shared = await sharedWithOthers(ctx, incident, [
    ...new Set(streams.map((stream) => stream.sourceId)),
  ]);
  const whole = [...new Set(streams.map((stream) => stream.sourceId))].filter(
    (sourceId) => !shared.some((one) => one.sourceId === sourceId),
  );
  if (whole.length > 0) {
    await ctx.db
      .updateTable('source')
      .set({ compartment: incident.id })
      .where('id', 'in', whole)
      .execute();
    await movePersonsIntoCompartment(ctx, whole, incident.id);
  }
  for (const stream of streams) {
    if (whole.includes(stream.sourceId) || shared.some((one) => one.streamId === stream.id))
      continue;
    await ctx.db
      .insertInto('source')
      .values({
        id: ctx.ids.next(),
        kind: stream.kind,
        key: stream.key,
        name: stream.name,
        clock_offset_ms: stream.clock_offset_ms,
        compartment: incident.id,
      })
      .onConflict((conflict) => conflict.columns(['key', 'compartment']).doNothing())
      .execute();
    await ctx.db
      .updateTable('stream')
      .set((eb) => ({
        source_id: eb
          .selectFrom('source')
          .select('source.id')
          .where('key', '=', stream.key)
          .where('compartment', '=', incident.id),
      }))
      .where('id', '=', stream.id)
      .execute();
  }
}

/** The streams of these sources that another incident also uses. */
async function sharedWithOthers(
  ctx: Context,
  incident: IncidentRow,
  sourceIds: string[],
): Promise<{ sourceId: string; streamId: string }[]> {
  if (sourceIds.length === 0) return [];
  return ctx.db
    .selectFrom('incident_stream')
    .innerJoin('stream', 'stream.id', 'incident_stream.stream_id')
    .select(['stream.source_id as sourceId', 'stream.id as streamId'])
    .where('stream.source_id', 'in', sourceIds)
    .where('incident_stream.incident_id', '<>', incident.id)
    .execute();
}
