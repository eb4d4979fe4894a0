import { type SimilarFactor, DomainError } from '@debrief/contract';
import {
  measureSimilarity,
  commonShare,
  weighWord,
  listSignificantWords,
} from '@debrief/rules/search';
import type { Context } from '../context.ts';
import { countFactorWords, findFactorsWithWords, getFinding } from '../investigation/index.ts';
import { incidentNames } from './names.ts';

/**
 * How many words are searched for, the most specific first; how many factors are compared; how many
 * are shown.
 */
const limits = { counted: 60, lookedFor: 10, heldAgainst: 300, shown: 8 };

/**
 * Factors of other visible incidents that are similar to this one, with the words they share, the
 * most similar first. Errors: `not-found`, also for a finding that is not a factor.
 */
export async function factorElsewhere(
  ctx: Context,
  input: { id: string },
): Promise<{ items: SimilarFactor[] }> {
  const factor = await getFinding(ctx, input);
  if (factor.type !== 'factor') throw new DomainError('not-found', 'Factor not found.');
  const words = listSignificantWords(
    `${factor.statement} ${factor.reality} ${factor.belief}`,
  ).slice(0, limits.counted);
  const rarity = await countFactorWords(ctx, words, commonShare);
  const telling = words
    .map((word) => ({ word, tells: weighWord(word, rarity) }))
    .filter(({ tells }) => tells > 0)
    .toSorted((one, other) => other.tells - one.tells)
    .slice(0, limits.lookedFor)
    .map(({ word }) => word);
  const candidates = await findFactorsWithWords(ctx, telling, {
    thanIncidentId: factor.incidentId,
    limit: limits.heldAgainst,
  });
  const similar = candidates
    .flatMap((row) => {
      const how = measureSimilarity(factor, { ...row.content, statement: row.statement }, rarity);
      return how ? [{ row, how }] : [];
    })
    .toSorted((one, other) => other.how.weight - one.how.weight)
    .slice(0, limits.shown);
  const incidents = await incidentNames(
    ctx,
    similar.map(({ row }) => row.incidentId),
  );
  const items = similar.flatMap(({ row, how }): SimilarFactor[] => {
    const incident = incidents.get(row.incidentId);
    if (!incident) return [];
    const { isSameKind, words, beliefWords } = how;
    return [
      {
        id: row.id,
        incident,
        statement: row.statement,
        kind: row.content.kind,
        isSameKind,
        words,
        beliefWords,
        at: row.at.toISOString(),
      },
    ];
  });
  return { items };
}
