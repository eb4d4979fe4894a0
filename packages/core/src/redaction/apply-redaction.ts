import type { ActorRef, RedactionKind } from '@debrief/contract';
import type { Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import {
  addLinks,
  createMasker,
  eraseRemoved,
  insertRedactions,
  listIncidentsOfItems,
  loadSealsOfRows,
  recordSeals,
  saveMasked,
  toSpellings,
  type Wording,
} from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { spreadRedaction } from './spread-redaction.ts';

export interface PlannedRedaction {
  incident: Authorized<IncidentRow>;
  /** The first one is the subject of the activity. */
  itemIds: readonly string[];
  kind: RedactionKind;
  reason: string;
  by: ActorRef;
  /** Copies of them are masked. */
  words: readonly string[];
  /** What an event or a finding can have copied from an item, other than its text. */
  alsoCopied?: readonly string[];
  /** All revisions of the items, and those that change. */
  before: readonly Wording[];
  changed: readonly Wording[];
  isWhole: boolean;
  alsoWritten: boolean;
}

/**
 * Masks the planned revisions and the copies of their words, and records it in every incident that
 * contains the items. Returns the activity of the named incident.
 */
export async function applyRedaction(ctx: Context, plan: PlannedRedaction): Promise<string> {
  const { incident, itemIds, kind, reason, words, before, changed, alsoCopied = [] } = plan;
  await insertRedactions(ctx, itemIds, plan);
  await saveMasked(ctx, changed);
  if (kind === 'removed') await eraseRemoved(ctx, itemIds);
  const changedIds = changed.map((wording) => wording.id);
  await addLinks(ctx, 'masked', changedIds);
  const seals = await loadSealsOfRows(ctx, changedIds);
  const holding = await listIncidentsOfItems(ctx, itemIds);
  const [first = ''] = itemIds;
  holding.set(incident.id, holding.get(incident.id) ?? [first]);
  await spreadRedaction(ctx, {
    masker: createMasker(words),
    fileMasker: createMasker(toSpellings(words)),
    before: before.filter((wording) => itemIds.includes(wording.itemId)),
    after: new Map<string, Wording>([...before, ...changed].map((one) => [one.id, one])),
    alsoCopied,
    replacement: kind === 'removed' ? 'Removed for a legal reason' : null,
    incidentIds: [...holding.keys()],
    incident,
    isWhole: plan.isWhole,
    alsoWritten: plan.alsoWritten,
  });
  let activityId = '';
  for (const [incidentId, held] of holding) {
    const subjectId = held.includes(first) ? first : (held[0] ?? first);
    const own = { items: held.length, seals: seals.get(incidentId) ?? {} };
    const made = await record(
      ctx,
      kind === 'removed'
        ? { kind: 'evidence.removed', incidentId, subjectId, after: { reason, ...own } }
        : { kind: 'evidence.redacted', incidentId, subjectId, after: { kind, reason, ...own } },
    );
    if (incidentId === incident.id) activityId = made;
  }
  for (const [incidentId, others] of seals)
    if (!holding.has(incidentId)) await recordSeals(ctx, incidentId, others);
  return activityId;
}
