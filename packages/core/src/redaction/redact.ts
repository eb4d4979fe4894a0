import {
  PreviewRedaction,
  RedactEvidence,
  type EvidenceRedacted,
  type RedactionPreview,
  DomainError,
} from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import {
  addLinks,
  loadSealsOfRows,
  recordSeals,
  presentEvidence,
  evidenceInIncident,
  lockStreams,
  toSpellings,
  createMasker,
  listIncidentsOfItems,
  insertRedactions,
  findItemsWithWords,
  loadRedactions,
  saveMasked,
  loadWordings,
  type Wording,
} from '../evidence/index.ts';
import { listSelectedWords, redactWordings } from './plan.ts';
import { countWritten, spreadRedaction } from './spread-redaction.ts';
import { verb } from '../verb.ts';

/**
 * What else redacting an item, or a part of it, would mask. Nothing changes. Errors: `invalid` if
 * the part exceeds the text or has no words, `not-found`, `forbidden`.
 */
export async function previewRedaction(
  ctx: Context,
  raw: PreviewRedaction,
): Promise<RedactionPreview> {
  const input = parse(PreviewRedaction, raw);
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const item = await evidenceInIncident(ctx, incident.id, input.id);
  const wordings = await loadWordings(ctx, [item.itemId], false);
  const words = listSelectedWords(wordings, input);
  const changed = redactWordings(wordings, input, createMasker(words));
  return {
    revisions: changed.filter((after) =>
      wordings.some((before) => before.id === after.id && before.text !== after.text),
    ).length,
    isLookedFor: words.length > 0,
    otherItems: (await findItemsWithWords(ctx, incident.id, words, item.itemId)).length,
    ...(await countWritten(ctx, incident.id, createMasker(words))),
  };
}

/**
 * Removes words permanently: from every revision of an item, its details, its raw payload, and
 * copies. The fact of the redaction stays. Errors: `invalid` if the part exceeds the text or has no
 * words, or if the reason repeats them; `not-found`, `forbidden`; `conflict` if the words are
 * already redacted.
 */
export const redactEvidence = verb(
  RedactEvidence,
  async (ctx, input): Promise<EvidenceRedacted> => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const { itemId } = await evidenceInIncident(ctx, incident.id, input.id);
    const seen = await loadWordings(ctx, [itemId], false);
    const others = input.everywhere
      ? await findItemsWithWords(ctx, incident.id, listSelectedWords(seen, input), itemId)
      : [];
    // Locks the streams so that no import adds a revision now; what was read before can have
    // changed.
    await lockStreams(
      ctx,
      [...seen, ...(await loadWordings(ctx, others, false))].map((wording) => wording.streamId),
    );
    const before = await loadWordings(ctx, [itemId, ...others], true);
    const own = before.filter((wording) => wording.itemId === itemId);
    const words = listSelectedWords(own, input);
    const masker = createMasker(words);
    if (masker.whole(input.reason) !== input.reason)
      throw new DomainError(
        'invalid',
        'The reason repeats the redacted text. Give a reason without it.',
        {
          issues: [{ at: 'reason', message: "Don't repeat the redacted text" }],
        },
      );
    const changed = [
      ...redactWordings(own, input, masker),
      ...redactWordings(
        before.filter((wording) => wording.itemId !== itemId),
        null,
        masker,
      ),
    ];
    if (!changed.some((wording) => wording.itemId === itemId)) await refuseAgain(ctx, itemId);
    const itemIds = [
      itemId,
      ...new Set(changed.map((wording) => wording.itemId).filter((id) => id !== itemId)),
    ];
    await insertRedactions(ctx, itemIds, input);
    for (const wording of changed) await saveMasked(ctx, wording);
    const changedIds = changed.map((wording) => wording.id);
    await addLinks(ctx, 'masked', changedIds);
    const seals = await loadSealsOfRows(ctx, changedIds);
    const holding = await listIncidentsOfItems(ctx, itemIds);
    holding.set(incident.id, holding.get(incident.id) ?? [itemId]);
    await spreadRedaction(ctx, {
      masker,
      fileMasker: createMasker(toSpellings(words)),
      before: before.filter((wording) => itemIds.includes(wording.itemId)),
      after: new Map<string, Wording>(
        [...before, ...changed].map((wording) => [wording.id, wording]),
      ),
      incidentIds: [...holding.keys()],
      incident,
      isWhole: input.start === undefined,
      alsoWritten: input.alsoWritten ?? false,
    });
    let activityId = '';
    for (const [incidentId, held] of holding) {
      const subjectId = held.includes(itemId) ? itemId : (held[0] ?? itemId);
      const own = { seals: seals.get(incidentId) ?? {} };
      const after = { kind: input.kind, reason: input.reason, items: held.length, ...own };
      const made = await record(ctx, { kind: 'evidence.redacted', incidentId, subjectId, after });
      if (incidentId === incident.id) activityId = made;
    }
    for (const [incidentId, others] of seals)
      if (!holding.has(incidentId)) await recordSeals(ctx, incidentId, others);
    const head = own.at(-1)?.id ?? itemId;
    const [evidence] = await presentEvidence(ctx, incident.id, [head]);
    if (!evidence) throw new DomainError('not-found', 'Evidence not found in this incident.');
    return { evidence, items: itemIds.length, activityId };
  },
);

async function refuseAgain(ctx: Context, itemId: string): Promise<never> {
  const last = (await loadRedactions(ctx, [itemId])).get(itemId)?.at(-1);
  throw new DomainError(
    'conflict',
    last ? `${last.by.name} already redacted this text.` : 'There is nothing to redact here.',
  );
}
