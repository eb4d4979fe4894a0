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

/** The part of one revision that was chosen; without its ends the whole item. Of a deleted item people choose in what it last said. */
export interface RedactedPart {
  id: string;
  start?: number | undefined;
  end?: number | undefined;
}

/** The words that were chosen and are still there, as they are looked for elsewhere.
 * Errors: `invalid` where the part reaches past the text or holds no words; `conflict` where they are redacted already. */
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

/** The wording that somebody had before them: that of the revision, or of a tombstone the last one that says something. */
function lookedAt(wordings: readonly Wording[], id: string): Wording | undefined {
  const named = wordings.find((wording) => wording.id === id);
  return named?.text === ''
    ? wordings.findLast((wording) => wording.itemId === named.itemId && wording.text !== '')
    : named;
}

/** The revisions that change, as they are without the words. The raw payload goes from every revision of an item that is touched: it may write the words in
 * ways of its own. `chosen` is null for other items, which lose the words alone. */
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
