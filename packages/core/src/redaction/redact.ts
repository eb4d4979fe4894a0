import {
  PreviewRedaction,
  RedactEvidence,
  type EvidenceRedacted,
  type RedactionPreview,
  DomainError,
} from '@debrief/contract';
import type { z } from 'zod';
import { authorize } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import {
  presentEvidence,
  evidenceInIncident,
  lockStreams,
  createMasker,
  findItemsWithWords,
  loadRedactions,
  loadWordings,
  type Wording,
} from '../evidence/index.ts';
import { applyRedaction } from './apply-redaction.ts';
import { listSelectedWords, redactWordings } from './plan.ts';
import { countWritten } from './spread-redaction.ts';
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
export const redactEvidence = verb(RedactEvidence, redactWithin);

/**
 * As `redactEvidence`, in the caller's transaction. With `words`, these are masked wherever the item
 * has them: in its text, its details or its raw payload.
 */
export async function redactWithin(
  ctx: Context,
  input: z.output<typeof RedactEvidence>,
  given?: readonly string[],
): Promise<EvidenceRedacted> {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const listWords = (wordings: readonly Wording[]) => given ?? listSelectedWords(wordings, input);
  const { itemId } = await evidenceInIncident(ctx, incident.id, input.id);
  const seen = await loadWordings(ctx, [itemId], false);
  const others = input.everywhere
    ? await findItemsWithWords(ctx, incident.id, listWords(seen), itemId)
    : [];
  // Locks the streams so that no import adds a revision now; what was read before can have
  // changed.
  await lockStreams(
    ctx,
    [...seen, ...(await loadWordings(ctx, others, false))].map((wording) => wording.streamId),
  );
  const before = await loadWordings(ctx, [itemId, ...others], true);
  const own = before.filter((wording) => wording.itemId === itemId);
  const words = listWords(own);
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
    ...redactWordings(own, given ? null : input, masker),
    ...redactWordings(
      before.filter((wording) => wording.itemId !== itemId),
      null,
      masker,
    ),
  ];
  if (
    !changed.some((wording) => wording.itemId === itemId) &&
    (given === undefined || changed.length === 0)
  )
    await refuseAgain(ctx, itemId);
  const itemIds = [
    itemId,
    ...new Set(changed.map((wording) => wording.itemId).filter((id) => id !== itemId)),
  ];
  const activityId = await applyRedaction(ctx, {
    incident,
    itemIds,
    kind: input.kind,
    reason: input.reason,
    by: actorRef(ctx.actor),
    words,
    before,
    changed,
    isWhole: given === undefined && input.start === undefined,
    alsoWritten: input.alsoWritten ?? false,
  });
  const head = own.at(-1)?.id ?? itemId;
  const [evidence] = await presentEvidence(ctx, incident.id, [head]);
  if (!evidence) throw new DomainError('not-found', 'Evidence not found in this incident.');
  return { evidence, items: itemIds.length, activityId };
}

async function refuseAgain(ctx: Context, itemId: string): Promise<never> {
  const last = (await loadRedactions(ctx, [itemId])).get(itemId)?.at(-1);
  throw new DomainError(
    'conflict',
    last ? `${last.by.name} already redacted this text.` : 'There is nothing to redact here.',
  );
}
