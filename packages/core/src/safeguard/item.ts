import type { Safeguard, SafeguardProof, TimeWindow } from '@debrief/contract';
import { judgeSafeguard, type KeptSafeguard } from '@debrief/rules/safeguard';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import { defineItem, jsonField, plainField, proseField } from '../item/index.ts';
import { loadHeartbeats } from './heartbeat-rows.ts';
import { lastDrills } from './last-drills.ts';
import { lastRuns } from './last-runs.ts';

/** What should catch an incident the next time. Its state comes from its proof. */
export const safeguardItem = defineItem({
  kind: 'safeguard',
  table: 'safeguard',
  orderBy: 'created_at',
  fields: {
    name: proseField('name'),
    alert: proseField('alert'),
    rules: proseField('rules'),
    checks: proseField<string | null>('checks'),
    routing: proseField('routing'),
    silences: proseField('silences'),
    intervalMs: plainField<number>('interval_ms'),
    incidentSeries: proseField('incident_series'),
    healthySeries: proseField('healthy_series'),
    incidentWindow: jsonField<TimeWindow | null>('incident_window'),
    healthyWindow: jsonField<TimeWindow | null>('healthy_window'),
    followUpId: plainField<string | null>('follow_up_id'),
    proof: jsonField<SafeguardProof | null>('proof', {
      labels: 'prose',
      receivers: 'prose',
      mutedBy: 'prose',
      mutedReceivers: 'prose',
      missing: 'prose',
      url: 'prose',
      problem: 'prose',
      why: 'prose',
      name: 'prose',
      check: 'prose',
      text: 'prose',
    }),
  },
  noun: (_state: KeptSafeguard | null) => 'safeguard',
  references: ({ followUpId }) => [['follow-up', followUpId]],
  async present(ctx, items): Promise<Safeguard[]> {
    const now = ctx.clock.now();
    const ids = items.map(({ state }) => state.id);
    const runs = await lastRuns(ctx, ids);
    const drills = await lastDrills(ctx, ids);
    const heartbeats = await loadHeartbeats(ctx, ids);
    return items.map(({ incident, row, state: { citations: _, isRemoved: __, ...safeguard } }) => ({
      ...safeguard,
      incidentRef: `INC-${incident.number}`,
      ...judgeSafeguard(safeguard.proof, now),
      lastRun: runs.get(safeguard.id) ?? null,
      lastDrill: drills.get(safeguard.id) ?? null,
      heartbeat: heartbeats.get(safeguard.id) ?? null,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      can: { change: mayIn(incident, ctx.actor, 'incident:write') },
    }));
  },
  answer: async (_ctx, _incident, { items, ...change }) => ({ safeguards: items, ...change }),
  searchable: sql`select 'safeguard' as kind, id, incident_id, created_at as at, 'exact' as precision,
    name as title, coalesce(checks, rules) as text, null::text as factor_kind, search from safeguard where removed_at is null`,
});
