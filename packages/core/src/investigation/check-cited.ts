import type { CitationInput, Precision } from '@debrief/contract';
import type { CitationRow } from '@debrief/rules/citation';
import type { Context } from '../context.ts';
import { checkCitations } from '../evidence/index.ts';

/**
 * Checks citations against the evidence of the incident; returns them with their earliest time.
 * Errors: `invalid`.
 */
export async function checkCited(
  ctx: Context,
  incidentId: string,
  citations: readonly CitationInput[],
): Promise<{ rows: CitationRow[]; earliest: { at: Date; precision: Precision } | null }> {
  const { rows, cited } = await checkCitations(ctx, incidentId, citations);
  const [earliest] = cited.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { rows, earliest: earliest ? { at: earliest.at, precision: earliest.precision } : null };
}
