import {
  parseSort,
  type IncidentSort,
  type IncidentSummary,
  type Page,
  type Severity,
  type Status,
} from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { recordExtents } from '../evidence/index.ts';
import { incidentRows, presentIncident, type IncidentRow } from '../incident/index.ts';
import { eventCounts } from '../timeline/index.ts';
import { pageSorted } from './sort-incidents.ts';

interface IncidentFilter {
  text?: string | undefined;
  status?: Status | undefined;
  severity?: Severity | undefined;
  archived?: 'true' | 'false' | undefined;
  sort?: IncidentSort | `-${IncidentSort}` | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** More incidents than one deployment has: a sorted list reads all matches. */
const mostSorted = 100_000;
const counted: readonly IncidentSort[] = ['start', 'evidence', 'events'];

/**
 * Visible incidents with the size of their record and timeline, newest first or by a column.
 * Errors: `invalid` for a cursor of another order.
 */
export async function listIncidents(
  ctx: Context,
  filter: IncidentFilter,
): Promise<Page<IncidentSummary>> {
  refuseUnless(ctx, 'incident:read');
  const { sort, cursor, limit = 50 } = filter;
  if (sort === undefined || sort === '-number') {
    const before = cursor && /^\d{1,9}$/.test(cursor) ? Number(cursor) : null;
    const rows = await incidentRows(ctx, { ...filter, before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? String(shown.at(-1)?.number ?? '') : null;
    return { items: await summarizeIncidents(ctx, shown), next };
  }
  const by = parseSort<IncidentSort>(sort);
  const rows = await incidentRows(ctx, { ...filter, before: null, limit: mostSorted });
  const sizes = await loadSizes(ctx, counted.includes(by.column) ? rows : []);
  const page = pageSorted(
    rows.map((row) => ({ row, ...row, ...(sizes.get(row.id) ?? noSize) })),
    by,
    { cursor, limit },
  );
  return {
    items: await summarizeIncidents(
      ctx,
      page.items.map(({ row }) => row),
    ),
    next: page.next,
  };
}

interface Size {
  evidenceCount: number;
  eventCount: number;
  firstAt: string | null;
  lastAt: string | null;
}
const noSize: Size = { evidenceCount: 0, eventCount: 0, firstAt: null, lastAt: null };

async function loadSizes(ctx: Context, rows: readonly IncidentRow[]): Promise<Map<string, Size>> {
  const ids = rows.map((row) => row.id);
  const [extents, events] = [await recordExtents(ctx, ids), await eventCounts(ctx, ids)];
  return new Map(
    ids.map((id) => {
      const extent = extents.get(id);
      const size = {
        evidenceCount: extent?.count ?? 0,
        eventCount: events.get(id) ?? 0,
        firstAt: extent?.firstAt?.toISOString() ?? null,
        lastAt: extent?.lastAt?.toISOString() ?? null,
      };
      return [id, size];
    }),
  );
}

export async function summarizeIncidents(
  ctx: Context,
  rows: readonly IncidentRow[],
): Promise<IncidentSummary[]> {
  const sizes = await loadSizes(ctx, rows);
  return rows.map((row) => ({ ...presentIncident(ctx, row), ...(sizes.get(row.id) ?? noSize) }));
}
