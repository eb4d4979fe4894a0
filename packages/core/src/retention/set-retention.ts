import {
  DomainError,
  PreviewRetention,
  SetRetention,
  type RetentionPreview,
  type SourceRetention,
  type SourceRetentions,
} from '@debrief/contract';
import type { Selectable } from 'kysely';
import { authorize, incidentIdsSeenBy, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, plainActorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { countExpired, listSourcesWithItems, type SourceWithItems } from '../evidence/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { verb } from '../verb.ts';
import { loadExpiry, nextRunAt } from './expiry.ts';
import type { RetentionTables } from './tables.ts';

type RetentionRow = Selectable<RetentionTables['source_retention']>;

/** The sources that the actor can see and how long each is kept. Errors: `forbidden`. */
export async function listRetention(ctx: Context): Promise<SourceRetentions> {
  refuseUnless(ctx, 'incident:manage');
  const sources = await listSourcesWithItems(ctx, incidentIdsSeenBy(ctx), null);
  return { items: await presentAll(ctx, sources), nextRunAt: nextRunAt(ctx) };
}

/**
 * What the next run would remove with this number of days, and what it would keep. Errors: `invalid`,
 * `not-found`, `forbidden`.
 */
export async function previewRetention(
  ctx: Context,
  raw: PreviewRetention,
): Promise<RetentionPreview> {
  const { id, days } = parse(PreviewRetention, raw);
  const source = await authorize(ctx, 'incident:manage', sourceById(ctx, id));
  const expiry = await loadExpiry(ctx, source.id, days);
  return {
    before: expiry.before.toISOString(),
    ...(await countExpired(ctx, expiry)),
    nextRunAt: nextRunAt(ctx),
  };
}

/**
 * Sets for how many days after its import evidence of a source is kept; null: forever. Errors:
 * `invalid`, `not-found`, `forbidden`.
 */
export const setRetention = verb(SetRetention, async (ctx, input): Promise<SourceRetention> => {
  const source = await authorize(ctx, 'incident:manage', sourceById(ctx, input.id));
  const [before] = await presentAll(ctx, [source]);
  if (input.days === null)
    await ctx.db.deleteFrom('source_retention').where('source_id', '=', source.id).execute();
  else {
    const set = {
      days: input.days,
      set_at: ctx.clock.now(),
      set_by: jsonb(actorRef(ctx.actor)),
    };
    await ctx.db
      .insertInto('source_retention')
      .values({ source_id: source.id, ...set })
      .onConflict((conflict) => conflict.column('source_id').doUpdateSet(set))
      .execute();
  }
  const [after] = await presentAll(ctx, [source]);
  if (!after) throw new DomainError('not-found', 'Source not found.');
  const state = (one: SourceRetention | undefined) => one && { name: one.name, days: one.days };
  for (const incidentId of source.incidentIds.length > 0 ? source.incidentIds : [null])
    await record(ctx, {
      kind: 'source.retention-set',
      incidentId,
      subjectId: source.id,
      before: state(before),
      after: state(after),
    });
  return after;
});

/** Errors: `not-found`, also for the source of a private incident that the actor can't see. */
async function sourceById(ctx: Context, id: string): Promise<SourceWithItems> {
  const [source] = await listSourcesWithItems(ctx, incidentIdsSeenBy(ctx), id);
  if (!source) throw new DomainError('not-found', 'Source not found.');
  return source;
}

async function presentAll(
  ctx: Context,
  sources: readonly SourceWithItems[],
): Promise<SourceRetention[]> {
  if (sources.length === 0) return [];
  const ids = sources.map((source) => source.id);
  const rows = await ctx.db
    .selectFrom('source_retention')
    .selectAll()
    .where('source_id', 'in', ids)
    .execute();
  const runs = await ctx.db
    .selectFrom('retention_run')
    .distinctOn('source_id')
    .selectAll()
    .where('source_id', 'in', ids)
    .where('items', '>', 0)
    .orderBy('source_id')
    .orderBy('at', 'desc')
    .execute();
  const set = new Map<string, RetentionRow>(rows.map((row) => [row.source_id, row]));
  const ran = new Map(runs.map((row) => [row.source_id, row]));
  const incidents = await incidentsByIds(ctx, [
    ...new Set(sources.flatMap((source) => source.incidentIds)),
  ]);
  return sources.map((source) => {
    const row = set.get(source.id);
    const run = ran.get(source.id);
    return {
      sourceId: source.id,
      name: source.name,
      kind: source.kind,
      incidents: source.incidentIds.flatMap((id) => {
        const incident = incidents.get(id);
        return incident ? [`INC-${incident.number}`] : [];
      }),
      items: source.items,
      oldestAt: source.oldestAt?.toISOString() ?? null,
      days: row?.days ?? null,
      setAt: row?.set_at.toISOString() ?? null,
      setBy: row ? plainActorRef(row.set_by) : null,
      lastRun: run ? { at: run.at.toISOString(), items: run.items } : null,
    };
  });
}
