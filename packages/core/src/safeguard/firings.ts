import type { PastFiring, SafeguardFirings } from '@debrief/contract';
import { describeCheckRun, readArmedAt, type KeptSafeguard } from '@debrief/rules/safeguard';
import { parseRuleFile } from '@debrief/promql';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { findFiredAlerts } from '../evidence/index.ts';
import { incidentByRef, incidentsByIds, type IncidentRow } from '../incident/index.ts';
import { loadActiveItem } from '../item/index.ts';
import { safeguardItem } from './item.ts';
import { presentRun } from './last-runs.ts';

const mostCounted = 1_000;
const mostShown = 20;

/**
 * What a safeguard did since it was armed: alerts in evidence that the actor can see, or reported
 * runs that halted. Errors: `not-found`.
 */
export async function listFirings(ctx: Context, { id }: { id: string }): Promise<SafeguardFirings> {
  const { incident: found, state } = await loadActiveItem(ctx, safeguardItem, id);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, found.id));
  const armedAt = readArmedAt(state.proof);
  if (armedAt === null) return { armedAt, count: 0, isMore: false, items: [] };
  const find = state.checks === null ? findAlerts : findHalts;
  const all = await find(ctx, { incident, state, since: new Date(armedAt) });
  const items = await presentFirings(ctx, incident, all.slice(0, mostShown));
  return { armedAt, count: all.length, isMore: all.length === mostCounted, items };
}

interface Found {
  id: string;
  itemId: string | null;
  at: Date;
  text: string;
  incidentId: string;
}
interface Armed {
  incident: IncidentRow;
  state: KeptSafeguard;
  since: Date;
}

async function findAlerts(ctx: Context, { incident, state, since }: Armed): Promise<Found[]> {
  const labels = readLabels(state);
  const wanted = { names: [state.alert], labels, since, incidentId: incident.id };
  return findFiredAlerts(ctx, wanted);
}

/** The labels that the rule sets, without those that come from the series. */
function readLabels({ rules, alert }: KeptSafeguard): Record<string, string> {
  const rule = parseRuleFile('rules', rules)
    .flatMap((group) => group.rules)
    .find(({ kind, name }) => kind === 'alert' && name === alert);
  return Object.fromEntries(
    Object.entries(rule?.labels ?? {}).filter(([, value]) => !value.includes('{{')),
  );
}

async function findHalts(ctx: Context, { incident, state, since }: Armed): Promise<Found[]> {
  const rows = await ctx.db
    .selectFrom('gate_run')
    .selectAll()
    .where('safeguard_id', '=', state.id)
    .where('verdict', '=', 'halted')
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(mostCounted)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemId: null,
    at: row.at,
    text: describeCheckRun(presentRun(row)),
    incidentId: incident.id,
  }));
}

/** In their order, without those of incidents that the actor cannot see. */
export async function presentFirings(
  ctx: Context,
  incident: Pick<IncidentRow, 'id'>,
  found: readonly Found[],
): Promise<PastFiring[]> {
  const incidents = await incidentsByIds(ctx, [...new Set(found.map((one) => one.incidentId))]);
  return found.flatMap(({ id, itemId, at, text, incidentId }) => {
    const place = incidents.get(incidentId);
    if (!place) return [];
    return [
      {
        id,
        itemId,
        at: at.toISOString(),
        text,
        incidentRef: `INC-${place.number}`,
        incidentTitle: place.title,
        isCitable: itemId !== null && incidentId === incident.id,
      },
    ];
  });
}
