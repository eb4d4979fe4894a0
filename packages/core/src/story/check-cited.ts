import { type AddClaim, type StoryCitationInput, DomainError } from '@debrief/contract';
import type { CitedTarget } from '@debrief/rules/story';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { loadEvidenceStatus } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { loadShown } from './story-citations.ts';

type Input = NonNullable<z.output<typeof AddClaim>['citations']>[number];
type Fresh = z.output<typeof StoryCitationInput>;

/**
 * Checks citations against what the actor can see now; existing ones are not changed. Errors:
 * `not-found` for an incident that the actor cannot see; `invalid` for evidence outside it, and for
 * a quote past the end of its text.
 */
export async function checkCited(
  ctx: Context,
  inputs: readonly Input[],
  before: readonly CitedTarget[] = [],
): Promise<CitedTarget[]> {
  const incidents = new Map<string, IncidentRow>();
  for (const one of inputs)
    if (!('id' in one) && !incidents.has(one.incident))
      incidents.set(one.incident, await incidentByRef(ctx, one.incident));
  const issues: { at: string; message: string }[] = [];
  const kept: (CitedTarget | null)[] = [];
  for (const [index, one] of inputs.entries()) {
    if ('id' in one) {
      const there = before.find((citation) => citation.id === one.id);
      if (!there)
        issues.push({
          at: `citations.${index}.id`,
          message: 'This citation no longer exists',
        });
      kept.push(there ?? null);
      continue;
    }
    const incident = incidents.get(one.incident);
    const problem = incident ? await findProblem(ctx, incident, one) : 'Incident not found';
    if (problem) issues.push({ at: `citations.${index}.targetId`, message: problem });
    kept.push(
      incident
        ? {
            id: ctx.ids.next(),
            incidentId: incident.id,
            target: one.target,
            targetId: one.targetId,
            stance: one.stance ?? 'supports',
            quoteStart: one.quoteStart ?? null,
            quoteEnd: one.quoteEnd ?? null,
          }
        : null,
    );
  }
  if (issues[0]) throw new DomainError('invalid', `${issues[0].message}.`, { issues });
  return onceEach(kept.filter((one) => one !== null));
}

async function findProblem(
  ctx: Context,
  incident: IncidentRow,
  one: Fresh,
): Promise<string | null> {
  const place = {
    target: one.target,
    targetId: one.targetId,
    quoteStart: one.quoteStart ?? null,
    quoteEnd: one.quoteEnd ?? null,
  };
  const shown = (await loadShown(ctx, incident, [place]))(place);
  if (!shown)
    return `There is no ${one.target.replace('-', ' ')} with this ID in INC-${incident.number}`;
  if (one.target !== 'evidence' || place.quoteEnd === null) return null;
  const length =
    (await loadEvidenceStatus(ctx, incident.id, [one.targetId])).get(one.targetId)?.text.length ??
    0;
  return place.quoteEnd > length
    ? `The quote ends at ${place.quoteEnd}, but the text ends at ${length}`
    : null;
}

function onceEach(citations: readonly CitedTarget[]): CitedTarget[] {
  const seen = new Set<string>();
  return citations.filter(({ id: _, ...place }) => {
    const name = JSON.stringify(place);
    return !seen.has(name) && seen.add(name) !== undefined;
  });
}
