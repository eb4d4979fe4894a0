import type { IncidentSummary, Page, Status } from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { recordExtents } from '../evidence/index.ts';
import { incidentRows, presentIncident } from '../incident/index.ts';
import { eventCounts } from '../timeline/index.ts';

/** Visible incidents, newest first, with the size of their record and timeline. */
export async function listIncidents(
  ctx: Context,
  filter: {
    text?: string | undefined;
    status?: Status | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<Page<IncidentSummary>> {
  refuseUnless(ctx, 'incident:read');
  const limit = filter.limit ?? 50;
  const before = filter.cursor && /^\d{1,9}$/.test(filter.cursor) ? Number(filter.cursor) : null;
  const rows = await incidentRows(ctx, { ...filter, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const ids = shown.map((row) => row.id);
  const [extents, events] = [await recordExtents(ctx, ids), await eventCounts(ctx, ids)];
  const items = shown.map((row) => {
    const extent = extents.get(row.id);
    return {
      ...presentIncident(ctx, row),
      evidenceCount: extent?.count ?? 0,
      eventCount: events.get(row.id) ?? 0,
      firstAt: extent?.firstAt?.toISOString() ?? null,
      lastAt: extent?.lastAt?.toISOString() ?? null,
    };
  });
  return { items, next: rows.length > limit ? String(shown.at(-1)?.number ?? '') : null };
}
