import { DomainError, type CodingRoundInFull } from '@debrief/contract';
import { calculateAgreement, masiDistance, nominalDistance } from '@debrief/rules/coding';
import { getAccountId, type Context } from '../context.ts';
import {
  isDone,
  presentRounds,
  type AnswerRow,
  type LoadedRound,
  type RoundRow,
} from './round-rows.ts';
import { loadShownItems } from './targets.ts';

/** A round for display: other coders' answers only when all are done. */
export async function presentRound(ctx: Context, loaded: LoadedRound): Promise<CodingRoundInFull> {
  const { round, coders, incident } = loaded;
  const [shown] = await presentRounds(ctx, incident, [round], coders);
  if (!shown) throw new DomainError('not-found', 'Round of coding not found.');
  const own = coders.find((coder) => coder.account_id === getAccountId(ctx.actor));
  const isOpen = isDone(coders);
  const texts = await loadShownItems(ctx, incident, round.items);
  return {
    round: shown,
    items: round.items.map(({ kind, id }) => ({
      kind,
      id,
      text: texts.get(id)?.text ?? null,
      at: texts.get(id)?.at ?? null,
      own: own?.answers[id] ?? null,
      answers: isOpen ? coders.map((coder) => coder.answers[id] ?? null) : null,
      isSettled: round.settled_ids.includes(id),
    })),
    results: isOpen ? measure(round, coders) : null,
  };
}

function measure(
  { items, tag_ids: tagIds }: RoundRow,
  coders: readonly AnswerRow[],
): CodingRoundInFull['results'] {
  const units = items.map(({ id }) =>
    coders.map((coder) => {
      const answer = coder.answers[id];
      return answer === undefined ? null : new Set(answer);
    }),
  );
  return {
    overall: calculateAgreement(units, masiDistance, (set) => [...set].toSorted().join(' ')),
    tags: tagIds.map((tagId) => ({
      tagId,
      ...calculateAgreement(
        units.map((sets) => sets.map((set) => set && set.has(tagId))),
        nominalDistance,
      ),
    })),
  };
}
