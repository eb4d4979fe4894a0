import type { ReviewDepth, ReviewFacts, ReviewTrigger, UndecidedIncident } from '@debrief/contract';
import { deepestDepth } from '@debrief/rules/review';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { listRecentIncidents, type IncidentRow } from '../incident/index.ts';
import { createLimit } from '../limit.ts';
import { applyPolicies } from './apply-policies.ts';
import { readTriggers } from './facts.ts';
import { reviewsByIncident } from './rows.ts';

/** The reasons of an incident take several queries. */
const mostRead = 25;
const mostLooked = 200;
const reads = createLimit(
  2,
  20,
  'Too many lists of reasons are being read. Try again in a minute.',
);

export interface RecentIncident {
  incident: IncidentRow;
  depth: ReviewDepth | null;
  triggers: ReviewTrigger[];
  facts: ReviewFacts;
}

/** The latest visible incidents with their reasons for a review; merged and declined ones have none. */
export async function readRecentIncidents(
  ctx: Context,
  { isUndecided, limit = mostRead }: { isUndecided: boolean; limit?: number },
): Promise<RecentIncident[]> {
  return reads.run(async () => {
    const recent = await listRecentIncidents(ctx, mostLooked);
    const reviews = await reviewsByIncident(
      ctx,
      recent.map(({ id }) => id),
    );
    const wanted = recent.filter(
      ({ id, status }) =>
        status !== 'merged' &&
        status !== 'declined' &&
        !(isUndecided && (reviews.get(id)?.depth ?? null) !== null),
    );
    const found: RecentIncident[] = [];
    for (const incident of wanted.slice(0, limit)) {
      const review = reviews.get(incident.id) ?? null;
      const { triggers, facts } = await readTriggers(ctx, incident, review);
      found.push({ incident, depth: review?.depth ?? null, triggers, facts });
    }
    return found;
  });
}

/**
 * Recent incidents that no one has decided about, although there are reasons to be curious. Errors:
 * `not-signed-in`, `too-many`.
 */
export async function listUndecided(
  ctx: Context,
): Promise<{ items: UndecidedIncident[]; checked: number }> {
  refuseUnless(ctx, 'incident:read');
  const recent = await readRecentIncidents(ctx, { isUndecided: true });
  const items: UndecidedIncident[] = [];
  for (const { incident, triggers, facts } of recent) {
    if (triggers.length === 0) continue;
    const policies = await applyPolicies(ctx, facts);
    items.push({
      incidentId: incident.id,
      incidentRef: `INC-${incident.number}`,
      incidentTitle: incident.title,
      incidentStatus: incident.status,
      triggers,
      proposed: deepestDepth(policies.flatMap(({ applies, depth }) => (applies ? [depth] : []))),
    });
  }
  return { items, checked: recent.length };
}
