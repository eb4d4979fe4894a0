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
  const items = await present(ctx, incident, all.slice(0, mostShown));
  return { armedAt, count: all.length, isMore: all.length === mostCounted, items };
}

interface Found {
  id: string;
  at: Date;
  text: string;
  incidentId: string;
  isEvidence: boolean;
}
interface Armed {
  incident: IncidentRow;
  state: KeptSafeguard;
  since: Date;
}

async function findAlerts(ctx: Context, { incident, state, since }: Armed): Promise<Found[]> {
  const name = state.alert;
  const labels = readLabels(state);
  const alerts = await findFiredAlerts(ctx, { name, labels, since, incidentId: incident.id });
  return alerts.map((alert) => ({ ...alert, isEvidence: true }));
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
    at: row.at,
    text: describeCheckRun(presentRun(row)),
    incidentId: incident.id,
    isEvidence: false,
  }));
}

async function present(
  ctx: Context,
  incident: IncidentRow,
  found: readonly Found[],
): Promise<PastFiring[]> {
  const incidents = await incidentsByIds(ctx, [...new Set(found.map((one) => one.incidentId))]);
  return found.flatMap(({ id, at, text, incidentId, isEvidence }) => {
    const place = incidents.get(incidentId);
    if (!place) return [];
    return [
      {
        id,
        at: at.toISOString(),
        text,
        incidentRef: `INC-${place.number}`,
        incidentTitle: place.title,
        isCitable: isEvidence && incidentId === incident.id,
      },
    ];
  });
}
