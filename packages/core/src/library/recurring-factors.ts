import type { FollowUp, Recurrence, RecurrenceMatch } from '@debrief/contract';
import type { Context } from '../context.ts';
import { listIncidentRecurrences } from '../safeguard/index.ts';
import { factorElsewhere } from './similar-factors.ts';

/** Specific words that both factors have: fewer say little about whether it is the same problem. */
const leastWords = 3;
/** The follow-ups of an incident that were done last. */
const mostCompared = 20;

/**
 * What came back after the follow-ups of an incident were done or verified: alerts, errors, and
 * factors of later incidents that are of the same kind and share three specific words with theirs.
 * Errors: `not-found`.
 */
export async function listRecurrences(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Recurrence[] }> {
  const items: Recurrence[] = [];
  for (const { followUp, ...recurrence } of await listIncidentRecurrences(ctx, input)) {
    const factors = items.length < mostCompared ? await findFactors(ctx, followUp) : [];
    items.push({ ...recurrence, matches: [...factors, ...recurrence.matches] });
  }
  return { items };
}

async function findFactors(
  ctx: Context,
  { origin, stateAt, recurrences }: FollowUp,
): Promise<RecurrenceMatch[]> {
  if (origin?.type !== 'factor') return [];
  const known = new Set(recurrences?.flatMap(({ evidenceIds }) => evidenceIds));
  const { items } = await factorElsewhere(ctx, { id: origin.findingId });
  return items
    .filter(
      ({ id, at, isSameKind, words }) =>
        at > stateAt && isSameKind && words.length >= leastWords && !known.has(id),
    )
    .map(({ id, at, statement, incident }): RecurrenceMatch => ({
      what: 'factor',
      id,
      itemId: null,
      at,
      text: statement,
      incidentRef: incident.ref,
      incidentTitle: incident.title,
      isCitable: false,
    }));
}
