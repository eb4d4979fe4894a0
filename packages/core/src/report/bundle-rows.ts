import { type BundleOf, DomainError, largestReportChange } from '@debrief/contract';
import * as Y from 'yjs';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import { readDocument } from './from-yjs.ts';
import { hasTooManyPieces } from './pieces.ts';
import { changesSince } from './rows.ts';

type ReportLine = BundleOf<'report'>;

/**
 * The living report of an incident, if it was started. The caller has checked that the actor can
 * see the incident.
 */
export async function reportLines(ctx: Context, incidentId: string): Promise<ReportLine[]> {
  const row = await ctx.db
    .selectFrom('report')
    .select(['created_at', 'created_by', 'updated_at', 'updated_by'])
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  const saved = row && (await changesSince(ctx, incidentId, -1));
  if (!row || !saved) return [];
  const state = Buffer.from(canonicalState(saved.updates)).toString('base64');
  return [toLine('report', row, { state })];
}

const mostRounds = 8;

/**
 * All changes as one state that does not change when read and written again: the layout of a
 * document depends on the order of its updates.
 */
export function canonicalState(updates: readonly Uint8Array[]): Uint8Array {
  let state = rewritten(updates);
  for (let round = 0; round < mostRounds; round += 1) {
    const next = rewritten([state]);
    if (Buffer.compare(state, next) === 0) return state;
    state = next;
  }
  return state;
}

function rewritten(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return Y.encodeStateAsUpdate(doc);
}

/** Errors: `bad-file` if the state is not a shared document. */
export async function insertBundledReports(
  ctx: Context,
  incidentId: string,
  lines: readonly ReportLine[],
): Promise<void> {
  await ctx.db
    .insertInto('report')
    .values(
      lines.map((line) => ({
        ...toColumns(line),
        incident_id: incidentId,
        state: readState(line.state),
      })),
    )
    .execute();
}

function readState(text: string): Uint8Array {
  try {
    const doc = new Y.Doc();
    const state = Uint8Array.from(Buffer.from(text, 'base64'));
    if (state.length > largestReportChange || hasTooManyPieces(state))
      throw new Error('The report is larger than people write');
    Y.applyUpdate(doc, state);
    readDocument(doc);
    return state;
  } catch (error) {
    throw new DomainError(
      'bad-file',
      "Can't read the report in this bundle. Export or copy the bundle again.",
      { cause: error },
    );
  }
}
