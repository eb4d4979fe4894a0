import { isDeepStrictEqual } from 'node:util';
import type { SuggestionContent } from '@debrief/contract';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';

/** Masks a text that a suggestion took from these places of the evidence. */
export type MaskProposed = (
  quote: { evidenceId: string; quoteStart: number; quoteEnd: number },
  text: string,
) => string;

/** Masks words in the suggestions from this evidence. */
export async function maskSuggestions(
  ctx: Context,
  evidenceIds: readonly string[],
  mask: MaskProposed,
): Promise<void> {
  const rows = await ctx.db
    .selectFrom('suggestion')
    .select(['id', 'evidence_id', 'quote_start', 'quote_end', 'content'])
    .where('evidence_id', 'in', [...evidenceIds])
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const quote = {
      evidenceId: row.evidence_id,
      quoteStart: row.quote_start,
      quoteEnd: row.quote_end,
    };
    const content = maskedContent(row.content, (text) => mask(quote, text));
    if (!isDeepStrictEqual(content, row.content))
      await ctx.db
        .updateTable('suggestion')
        .set({ content: jsonb(content) })
        .where('id', '=', row.id)
        .execute();
  }
}

/** Masks a suggestion's text, its owner, and its ticket's URL, which is dropped if masked. */
function maskedContent(
  content: SuggestionContent,
  mask: (text: string) => string,
): SuggestionContent {
  const text = mask(content.text);
  if (content.kind !== 'follow-up') return { ...content, text };
  const isTracked = content.trackerUrl !== null && mask(content.trackerUrl) === content.trackerUrl;
  return {
    ...content,
    text,
    owner: content.owner === null ? null : mask(content.owner),
    trackerUrl: isTracked ? content.trackerUrl : null,
  };
}
