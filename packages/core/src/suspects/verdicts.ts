import type { Hypothesis, SuspectVerdict } from '@debrief/contract';
import type { Context } from '../context.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { presentItems } from '../item/index.ts';

/** By the item of evidence that a hypothesis cites. */
export type Verdicts = ReadonlyMap<string, SuspectVerdict>;

/**
 * What people think of each cited item: the newest hypothesis that cites it. The caller has checked
 * that the actor can see the incident.
 */
export async function loadVerdicts(ctx: Context, incident: IncidentRow): Promise<Verdicts> {
  const findings = await presentItems(ctx, incident, findingItem);
  const hypotheses = findings.filter((finding) => finding.type === 'hypothesis');
  return new Map(
    hypotheses
      .toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))
      .flatMap((hypothesis) =>
        listCitedItems(hypothesis).map((itemId): [string, SuspectVerdict] => [
          itemId,
          toVerdict(hypothesis),
        ]),
      ),
  );
}

/** What its proposal and its own citations name: later steps cite what speaks for or against it. */
function listCitedItems({ citations, steps }: Hypothesis): string[] {
  const proposed = steps.filter(({ kind }) => kind === 'proposed');
  return [...citations, ...proposed.flatMap((step) => step.citations)]
    .filter(({ kind }) => kind === 'change')
    .map(({ itemId }) => itemId);
}

function toVerdict({ id, status, steps }: Hypothesis): SuspectVerdict {
  const last = steps.findLast(({ kind }) => kind !== 'tested');
  return { findingId: id, status, by: last?.by ?? '', reason: last?.note ?? '' };
}
