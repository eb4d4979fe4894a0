import type { SourceRef, StreamRef } from '@debrief/readers';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { isIncluded, isSameTime, loadSourceStream } from './included-streams.ts';
import { addStream, findSource, sourceFor } from './sources.ts';
import { lockStreams } from './store-batch.ts';

/** A stream that a routing rule includes in an incident. */
export interface RuleStream extends StreamRef {
  rule: string;
}

interface TimeRange {
  from: Date;
  until: Date | null;
}

/**
 * Includes these streams of a source in an incident, unless someone excluded them there. Returns the
 * keys of those that are included. Errors: `not-found`, `forbidden`, `conflict` in an archived
 * incident.
 */
export async function includeByRule(
  ctx: Context,
  input: { incidentId: string; source: SourceRef; streams: readonly RuleStream[] } & TimeRange,
): Promise<Set<string>> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incidentId));
  const source = await sourceFor(ctx, incident, input.source);
  const found = [];
  for (const ref of input.streams) found.push({ ref, id: await addStream(ctx, source, ref) });
  await lockStreams(
    ctx,
    found.map(({ id }) => id),
  );
  const included = new Set<string>();
  const range = { from_at: input.from, until_at: input.until };
  for (const { ref, id } of found) {
    const own = { incident_id: incident.id, stream_id: id };
    const isNew = await ctx.db
      .insertInto('incident_stream_rule')
      .values({ ...own, rule: ref.rule, ...range })
      .onConflict((conflict) => conflict.doNothing())
      .returning('stream_id')
      .executeTakeFirst();
    if (isNew)
      await ctx.db
        .insertInto('incident_stream')
        .values({ ...own, ...range })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    if (isNew || (await isIncluded(ctx, incident.id, id))) included.add(ref.key);
    if (isNew)
      await record(ctx, {
        kind: 'stream.included-by-rule',
        incidentId: incident.id,
        subjectId: id,
        after: await loadSourceStream(ctx, incident, id),
      });
  }
  return included;
}

/**
 * Gives the streams that rules included the new time range of their incident, except those whose range
 * people changed. Errors: `not-found`, `forbidden`, `conflict` in an archived incident.
 */
export async function followTimeRange(
  ctx: Context,
  input: { incidentId: string } & TimeRange,
): Promise<void> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incidentId));
  const rows = await ctx.db
    .selectFrom('incident_stream_rule')
    .innerJoin('incident_stream', (join) =>
      join
        .onRef('incident_stream.stream_id', '=', 'incident_stream_rule.stream_id')
        .onRef('incident_stream.incident_id', '=', 'incident_stream_rule.incident_id'),
    )
    .select([
      'incident_stream.stream_id as id',
      'incident_stream.from_at as from',
      'incident_stream.until_at as until',
      'incident_stream_rule.from_at as ruleFrom',
      'incident_stream_rule.until_at as ruleUntil',
    ])
    .where('incident_stream.incident_id', '=', incident.id)
    .execute();
  for (const row of rows) {
    const isSame = isSameTime(row.ruleFrom, input.from) && isSameTime(row.ruleUntil, input.until);
    const isOwn = isSameTime(row.ruleFrom, row.from) && isSameTime(row.ruleUntil, row.until);
    if (isSame || !isOwn) continue;
    const before = await loadSourceStream(ctx, incident, row.id);
    for (const table of ['incident_stream', 'incident_stream_rule'] as const)
      await ctx.db
        .updateTable(table)
        .set({ from_at: input.from, until_at: input.until })
        .where('incident_id', '=', incident.id)
        .where('stream_id', '=', row.id)
        .execute();
    const after = await loadSourceStream(ctx, incident, row.id);
    await record(ctx, {
      kind: 'stream.time-range-changed',
      incidentId: incident.id,
      subjectId: row.id,
      before,
      after,
    });
  }
}

/** Milliseconds added to the times of a source in an incident; 0 if nothing was imported from it. */
export async function clockOffset(ctx: Context, incidentId: string, key: string): Promise<number> {
  const source = await findSource(ctx, await incidentByRef(ctx, incidentId), key);
  return source?.clock_offset_ms ?? 0;
}
