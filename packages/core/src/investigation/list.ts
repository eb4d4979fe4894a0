import { DomainError, type Finding, type FindingType, type Investigation } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { lastOwnChange, loadActiveItem, presentItems } from '../item/index.ts';
import { isOngoing, measureImpact } from '@debrief/rules/incident';
import { maskAccounts, maskFindings, maskLinks } from '@debrief/rules/known';
import { findCycles, type FindingState } from '@debrief/rules/investigation';
import { listImpactEvents, listTimeline } from '../timeline/index.ts';
import { findingItem } from './item.ts';
import { listFindingIds, loadFactorLinks } from './rows.ts';

/**
 * All findings of an incident, in time order, or what was known of them at a time. Errors:
 * `not-found`.
 */
export async function listInvestigation(
  ctx: Context,
  input: { incident: string; knownAt?: string | undefined },
): Promise<Investigation> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const links = await loadFactorLinks(ctx, incident.id);
  const findings = await presentItems(ctx, incident, findingItem);
  if (input.knownAt !== undefined) {
    const t = Date.parse(input.knownAt);
    const { events } = await listTimeline(ctx, input);
    const shown = maskFindings(findings, t).map((finding) => maskAccounts(finding, events));
    const shownLinks = maskLinks(links, shown);
    return {
      findings: shown,
      impact: measureImpact(events, shown, { isOngoing: true, now: new Date(t) }),
      links: shownLinks,
      cycles: findCycles(shownLinks),
      lastChange: null,
    };
  }
  const now = ctx.clock.now();
  const events = await listImpactEvents(ctx, incident.id);
  return {
    findings,
    impact: measureImpact(events, findings, { isOngoing: isOngoing(incident.status), now }),
    links,
    cycles: findCycles(links),
    lastChange: await lastOwnChange(ctx, incident.id, findingItem),
  };
}

/**
 * The findings of some types, in time order. The caller has checked that the actor can see the
 * incident.
 */
export async function listFindings<const Type extends FindingType>(
  ctx: Context,
  incident: IncidentRow,
  types: readonly Type[],
): Promise<Extract<Finding, { type: Type }>[]> {
  const ids = await listFindingIds(ctx, incident.id, types);
  const findings = await presentItems<FindingState, Finding>(ctx, incident, findingItem, ids);
  const isWanted = (finding: Finding): finding is Extract<Finding, { type: Type }> =>
    types.some((type) => type === finding.type);
  return findings.filter(isWanted);
}

/** Errors: `not-found`. */
export async function getFinding(ctx: Context, input: { id: string }): Promise<Finding> {
  const found = loadActiveItem(ctx, findingItem, input.id);
  const { incident } = await authorize(ctx, 'incident:read', found);
  const [finding] = await presentItems(ctx, incident, findingItem, [input.id]);
  if (!finding) throw new DomainError('not-found', 'This finding was not found.');
  return finding;
}
