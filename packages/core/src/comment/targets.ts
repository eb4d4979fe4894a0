import { DomainError, type CommentTarget } from '@debrief/contract';
import type { Context } from '../context.ts';
import { evidenceInIncident, loadQuotes } from '../evidence/index.ts';
import { followUpItem } from '../follow-up/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { loadActiveItem, loadItemTitles, type ItemDefinition } from '../item/index.ts';
import { eventItem } from '../timeline/index.ts';

const targetItems: Record<
  Exclude<CommentTarget['kind'], 'section' | 'evidence'>,
  ItemDefinition
> = {
  event: eventItem,
  finding: findingItem,
  'follow-up': followUpItem,
};

/**
 * The target as stored: evidence by its item. A section is not checked, because several people
 * write the draft at the same time. Errors: `not-found` unless it is in this incident.
 */
export async function checkTarget(
  ctx: Context,
  incident: IncidentRow,
  { kind, id }: CommentTarget,
): Promise<CommentTarget> {
  if (kind === 'section') return { kind, id };
  if (kind === 'evidence')
    return { kind, id: (await evidenceInIncident(ctx, incident.id, id)).itemId };
  const found = await loadActiveItem(ctx, targetItems[kind], id);
  if (found.incident.id !== incident.id)
    throw new DomainError('not-found', `This ${kind} is not in INC-${incident.number}.`);
  return { kind, id };
}

const maxLength = 200;

/**
 * The names of targets, by id, without removed ones and sections of the draft. The caller has
 * checked that the actor can see their incidents.
 */
export async function loadTargetTitles(
  ctx: Context,
  targets: readonly CommentTarget[],
): Promise<Map<string, string>> {
  const listIds = (wanted: string) => [
    ...new Set(targets.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))),
  ];
  const titles = new Map<string, string>();
  for (const item of Object.values(targetItems))
    for (const [id, title] of await loadItemTitles(ctx, item, listIds(item.kind)))
      titles.set(id, title);
  const evidenceIds = listIds('evidence');
  const quotes = await loadQuotes(
    ctx,
    evidenceIds.map((evidenceId) => ({
      evidenceId,
      quoteStart: null,
      quoteEnd: null,
      stance: 'supports',
    })),
  );
  for (const [index, quoted] of quotes.entries())
    if (quoted.state === 'shown') titles.set(evidenceIds[index] ?? '', quoted.quote);
  return new Map([...titles].map(([id, title]) => [id, title.slice(0, maxLength)]));
}
