import { DomainError, type Finding, type Investigation } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { lastOwnChange, loadActiveItem, presentItems } from '../item/index.ts';
import { isOngoing, measureImpact } from '@debrief/rules/incident';
import { maskFindings, maskLinks } from '@debrief/rules/known';
import { findCycles } from '@debrief/rules/investigation';
import { listImpactEvents, listTimeline } from '../timeline/index.ts';
import { findingItem } from './item.ts';
import { loadFactorLinks } from './rows.ts';

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
    const shown = maskFindings(findings, t);
    const shownLinks = maskLinks(links, shown);
    const { events } = await listTimeline(ctx, input);
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

/** Errors: `not-found`. */
export async function getFinding(ctx: Context, input: { id: string }): Promise<Finding> {
  const found = loadActiveItem(ctx, findingItem, input.id);
  const { incident } = await authorize(ctx, 'incident:read', found);
  const [finding] = await presentItems(ctx, incident, findingItem, [input.id]);
  if (!finding) throw new DomainError('not-found', 'This finding was not found.');
  return finding;
}
