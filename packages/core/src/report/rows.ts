import type { Report } from '@debrief/contract';
import { textBlocks, findUncitedSentences } from '@debrief/prose/report';
import { sql } from 'kysely';
import * as Y from 'yjs';
import { type Authorized, mayIn } from '../access/index.ts';
import { actorRef, type Actor, type Context } from '../context.ts';
import { atOneMoment, jsonb } from '../db/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { readDocument } from './from-yjs.ts';

/**
 * The channel that notifies every process of changes to reports; the payload is the incident's id
 * and the number of the change.
 */
export const reportChannel = 'debrief_report';

/** The saved shared document, up to the change numbered `seq`. */
export interface Draft {
  doc: Y.Doc;
  seq: number;
  updatedAt: Date;
}

export interface ReportUpdate {
  update: Uint8Array;
  by: Actor;
}

/**
 * Locks the report to the end of the transaction, so that changes to it run one after the other.
 * False if there is none yet.
 */
export async function lockReport(ctx: Context, incidentId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('report')
    .select('incident_id')
    .where('incident_id', '=', incidentId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Like `lockReport`, for several incidents: no one can publish what was read before. */
export async function lockReports(ctx: Context, incidentIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(incidentIds)].toSorted()) await lockReport(ctx, id);
}

/** The changes after number `seq`; all of them after a compaction. Null if there is no report. */
export async function changesSince(
  ctx: Context,
  incidentId: string,
  seq: number,
): Promise<{ updates: Uint8Array[]; seq: number; updatedAt: Date } | null> {
  return atOneMoment(ctx, async (ctx) => {
    const report = await ctx.db
      .selectFrom('report')
      .select([
        'state_seq',
        'updated_at',
        sql<Uint8Array | null>`case when state_seq > ${seq}::bigint or ${seq}::bigint < 0 then state end`.as(
          'state',
        ),
      ])
      .where('incident_id', '=', incidentId)
      .executeTakeFirst();
    if (!report) return null;
    const rows = await ctx.db
      .selectFrom('report_update')
      .select(['seq', 'update'])
      .where('incident_id', '=', incidentId)
      .where('seq', '>', String(Math.max(seq, Number(report.state_seq))))
      .orderBy('seq')
      .execute();
    return {
      updates: [
        ...(report.state ? [bytes(report.state)] : []),
        ...rows.map((row) => bytes(row.update)),
      ],
      seq: Number(rows.at(-1)?.seq ?? Math.max(seq, Number(report.state_seq))),
      updatedAt: report.updated_at,
    };
  });
}

/** A driver's Buffer can be a view into a larger one, and Yjs keeps what it gets. */
function bytes(value: Uint8Array): Uint8Array {
  return Uint8Array.from(value);
}

export async function loadDraft(ctx: Context, incidentId: string): Promise<Draft | null> {
  const saved = await changesSince(ctx, incidentId, -1);
  if (!saved) return null;
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of saved.updates) Y.applyUpdate(doc, update);
  });
  return { doc, seq: saved.seq, updatedAt: saved.updatedAt };
}

/** Creates the report with its first state; false if someone else just did. */
export async function insertReport(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: Uint8Array,
): Promise<boolean> {
  const [now, by] = [ctx.clock.now(), jsonb(actorRef(ctx.actor))];
  const row = await ctx.db
    .insertInto('report')
    .values({
      incident_id: incident.id,
      state,
      created_at: now,
      created_by: by,
      updated_at: now,
      updated_by: by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('incident_id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Adds changes to a locked report and notifies the processes that have it open. `previous` is the
 * number of the change before them.
 */
export function insertUpdates(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  updates: readonly ReportUpdate[],
): Promise<{ previous: number; last: number }> {
  return appendUpdates(ctx, incident.id, updates);
}

/** As `insertUpdates`, for a redaction: it reaches every report with a copy of the words. */
export async function appendUpdates(
  ctx: Context,
  incidentId: string,
  updates: readonly ReportUpdate[],
): Promise<{ previous: number; last: number }> {
  const now = ctx.clock.now();
  const before = await sql<{ seq: string }>`
    select greatest(state_seq, coalesce((select max(seq) from report_update where incident_id = ${incidentId}), 0)) as seq
    from report where incident_id = ${incidentId}`.execute(ctx.db);
  const rows = await ctx.db
    .insertInto('report_update')
    .values(
      updates.map(({ update, by }) => ({
        incident_id: incidentId,
        update,
        by: jsonb(actorRef(by)),
        at: now,
      })),
    )
    .returning('seq')
    .execute();
  const last = Math.max(...rows.map((row) => Number(row.seq)));
  await ctx.db
    .updateTable('report')
    .set({ updated_at: now, updated_by: jsonb(actorRef(updates.at(-1)?.by ?? ctx.actor)) })
    .where('incident_id', '=', incidentId)
    .execute();
  await sql`select pg_notify(${reportChannel}, ${`${incidentId} ${last}`})`.execute(ctx.db);
  return { previous: Number(before.rows[0]?.seq ?? 0), last };
}

/**
 * Compacts all changes of a locked report into its state. No notification is needed: a process that
 * is behind gets the state.
 */
export async function foldUpdates(ctx: Context, incidentId: string): Promise<void> {
  const draft = await loadDraft(ctx, incidentId);
  if (!draft) return;
  await ctx.db
    .updateTable('report')
    .set({ state: Y.encodeStateAsUpdate(draft.doc), state_seq: String(draft.seq) })
    .where('incident_id', '=', incidentId)
    .execute();
  await ctx.db
    .deleteFrom('report_update')
    .where('incident_id', '=', incidentId)
    .where('seq', '<=', String(draft.seq))
    .execute();
}

export async function countUpdates(ctx: Context, incidentId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('report_update')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** The version of a document that an editor or publisher has seen. */
export function stateToken(draft: Pick<Draft, 'seq'> | null): string {
  return draft ? `v${draft.seq}` : 'v';
}

export function presentReport(ctx: Context, incident: IncidentRow, draft: Draft | null): Report {
  const document = draft ? readDocument(draft.doc) : { type: 'doc' as const, content: [] };
  const standing = document.content.filter((section) => !section.attrs.isRemoved);
  const canWrite = mayIn(incident, ctx.actor, 'incident:write');
  return {
    incidentId: incident.id,
    isBegun: draft !== null,
    document,
    uncited: findUncitedSentences(document),
    words: standing.reduce(
      (sum, { content: [, ...blocks] }) =>
        sum + textBlocks(blocks).reduce((of, { text }) => of + wordsIn(text), 0),
      0,
    ),
    state: stateToken(draft),
    updatedAt: draft?.updatedAt.toISOString() ?? null,
    can: { write: canWrite, publish: canWrite },
  };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsIn(text: string): number {
  let count = 0;
  for (const part of segmenter.segment(text)) if (part.isWordLike) count += 1;
  return count;
}
