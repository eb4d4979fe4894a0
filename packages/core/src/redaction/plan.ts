import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '@debrief/contract';
import {
  stripDetails,
  hasWords,
  maskText,
  maskDetails,
  splitWords,
  type Masker,
  type Wording,
} from '../evidence/index.ts';

/**
 * The selected part of one revision; without start and end the full item. In a deleted item, people
 * select from its last text.
 */
export interface RedactedPart {
  id: string;
  start?: number | undefined;
  end?: number | undefined;
}

/**
 * The selected words that are not yet masked, as searched for elsewhere. Errors: `invalid` if the
 * part exceeds the text or has no words; `conflict` if they are already redacted.
 */
export function listSelectedWords(
  wordings: readonly Wording[],
  { id, start, end }: RedactedPart,
): string[] {
  if (start === undefined || end === undefined)
    return [...new Set(wordings.flatMap((wording) => splitWords(wording.text)))];
  const text = lookedAt(wordings, id)?.text ?? '';
  if (end > text.length)
    throw new DomainError(
      'invalid',
      `The selection ends at ${end}, but the text ends at ${text.length}. Select it again.`,
      {
        issues: [{ at: 'end', message: `The text ends at ${text.length}` }],
      },
    );
  const part = text.slice(start, end);
  if (part.trim() === '')
    throw new DomainError('invalid', 'The selection contains no text. Select the text to redact.', {
      issues: [{ at: 'start', message: 'Select text' }],
    });
  if (!hasWords(part)) throw new DomainError('conflict', 'This text is already redacted.');
  return splitWords(part);
}

/**
 * The wording that was on screen: that of the revision or, for a tombstone, the last one with text.
 */
function lookedAt(wordings: readonly Wording[], id: string): Wording | undefined {
  const named = wordings.find((wording) => wording.id === id);
  return named?.text === ''
    ? wordings.findLast((wording) => wording.itemId === named.itemId && wording.text !== '')
    : named;
}

/**
 * The revisions that change, with the words masked. The raw payload is deleted from every revision
 * of an affected item, because it can spell the words in other ways. `chosen` is null for other
 * items, which lose only the words.
 */
export function redactWordings(
  wordings: readonly Wording[],
  chosen: RedactedPart | null,
  masker: Masker,
): Wording[] {
  const isWhole = chosen !== null && chosen.start === undefined;
  const chosenId = chosen && lookedAt(wordings, chosen.id)?.id;
  const next = wordings.map((wording): Wording => {
    if (isWhole)
      return {
        ...wording,
        text: maskText(wording.text),
        details: stripDetails(wording.details),
        hasPayload: false,
      };
    const text =
      chosen && wording.id === chosenId
        ? maskText(wording.text, chosen.start, chosen.end)
        : wording.text;
    const details = maskDetails(wording.details, (one) =>
      chosen ? masker.pieces(one) : masker.whole(one),
    );
    return { ...wording, text: masker.whole(text), details, hasPayload: false };
  });
  const touched = new Set(
    next.flatMap((after, index) =>
      isDeepStrictEqual(after, wordings[index]) ? [] : [after.itemId],
    ),
  );
  return next.filter((wording) => touched.has(wording.itemId));
}
