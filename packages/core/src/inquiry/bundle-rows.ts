import type { BundleOf } from '@debrief/contract';
import { authorshipColumns, authorshipLine } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

type EntryLine = BundleOf<'entry'>;
type FactorLinkLine = BundleOf<'factor-link'>;

/** All entries of an incident, removed ones too, by id. The caller has made sure that the actor sees the incident. */
export async function entryLines(
  ctx: Context,
  incidentId: string,
  citations: ReadonlyMap<string, EntryLine['citations']>,
): Promise<EntryLine[]> {
  const rows = await ctx.db
    .selectFrom('entry')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    type: 'entry',
    id: row.id,
    entryType: row.type,
    statement: row.statement,
    at: row.at.toISOString(),
    precision: row.precision,
    content: row.content,
    citations: citations.get(row.id) ?? [],
    ...authorshipLine(row),
  }));
}

/** The links between factors, removed ones' too, by id. */
export async function factorLinkLines(ctx: Context, incidentId: string): Promise<FactorLinkLine[]> {
  const rows = await ctx.db
    .selectFrom('factor_link')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    type: 'factor-link',
    id: row.id,
    from: row.from_id,
    to: row.to_id,
    kind: row.kind,
  }));
}

export async function insertEntries(
  ctx: Context,
  incidentId: string,
  lines: readonly EntryLine[],
): Promise<void> {
  await ctx.db
    .insertInto('entry')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        type: line.entryType,
        statement: line.statement,
        at: new Date(line.at),
        precision: line.precision,
        content: jsonb(line.content),
        ...authorshipColumns(line),
      })),
    )
    .execute();
}

export async function insertFactorLinks(
  ctx: Context,
  incidentId: string,
  lines: readonly FactorLinkLine[],
): Promise<void> {
  await ctx.db
    .insertInto('factor_link')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        from_id: line.from,
        to_id: line.to,
        kind: line.kind,
      })),
    )
    .execute();
}
