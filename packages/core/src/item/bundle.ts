import { itemStates, type BundleOf, type ItemKind } from '@debrief/contract';
import { authorshipColumns, authorshipLine } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { insertCitations, loadCitationRows } from '../evidence/index.ts';
import type { ItemDefinition } from './definition.ts';
import { allItemRows, columnsFromState, insertColumns, stateFromRow } from './rows.ts';

export type ItemLine = BundleOf<ItemKind>;

/**
 * All items of a kind in an incident, including removed ones, by id. The caller has checked that
 * the actor can see the incident.
 */
export async function itemLines(
  ctx: Context,
  item: ItemDefinition,
  incidentId: string,
): Promise<ItemLine[]> {
  const citations = await loadCitationRows(ctx, [incidentId], item.kind);
  const rows = await allItemRows(ctx, item, [incidentId]);
  return rows.map((row) =>
    itemLine(item.kind, stateFromRow(item, row, citations.get(row.id) ?? []), authorshipLine(row)),
  );
}

/** The schema puts the fields in format order: jsonb has its own order. */
function itemLine(kind: ItemKind, state: object, authorship: object): ItemLine {
  const { isRemoved: _, version: __, ...kept } = { isRemoved: null, version: null, ...state };
  return { type: kind, state: itemStates[kind].parse(kept), ...authorship } as ItemLine;
}

export async function insertItemLines(
  ctx: Context,
  item: ItemDefinition,
  incidentId: string,
  lines: readonly ItemLine[],
): Promise<void> {
  await insertColumns(
    ctx,
    item,
    lines.map((line) => ({
      id: line.state.id,
      incident_id: incidentId,
      ...columnsFromState(item, line.state),
      ...authorshipColumns(line),
    })),
  );
  const claims = lines.map(({ state }) => ({ incidentId, kind: item.kind, id: state.id }));
  await insertCitations(
    ctx,
    claims.map((claim, index) => ({ claim, rows: lines[index]?.state.citations ?? [] })),
  );
}
