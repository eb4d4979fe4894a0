import { followUpQuestions, followUpRules } from '@debrief/prose/follow-up';
import { labelledItems, measureItems } from '../packages/prose/labelled/follow-up.ts';
import {
  isEnabled,
  calculateItemPrecision,
  type ItemScore,
} from '../packages/prose/src/follow-up/rule-precision.ts';
import nlp from 'compromise/two';
import { countFigure, inTurns, ratioFigure, type Figure } from './figures.ts';

const nothing: ItemScore = { right: 0, wrong: 0, missed: 0 };
const calculateRecall = ({ right, missed }: ItemScore) =>
  right + missed === 0 ? 1 : right / (right + missed);
const figures = (score: ItemScore) =>
  `precision ${calculateItemPrecision(score).toFixed(2)} (${score.right} of ${score.right + score.wrong}), recall ${calculateRecall(score).toFixed(2)} (${score.right} of ${score.right + score.missed})`;
const sum = (scores: Iterable<ItemScore>) =>
  [...scores].reduce(
    (all, one) => ({
      right: all.right + one.right,
      wrong: all.wrong + one.wrong,
      missed: all.missed + one.missed,
    }),
    nothing,
  );

/**
 * The precision of each rule of wording for action items, published ones (if they are next to the
 * repository) and our own.
 */
export async function* measure(): AsyncIterable<Figure> {
  const items = labelledItems();
  const here = items.flatMap((one) => (one.text === null ? [] : [one.text]));
  yield ratioFigure(
    `the questions of ${here.length} action items, ${items.filter((one) => one.isPublished && one.text !== null).length} of them published`,
    await inTurns(
      10,
      async () =>
        here.map((text) => followUpQuestions({ text, doneWhen: text, hasOwner: true })).length,
      async () => nlp(here.join('\n')).document.length,
    ),
    'a bare parse of them',
    2,
  );
  const [tuning, heldOut, union] = (['tuning', 'held-out', 'all'] as const).map(
    (set) => measureItems(set, items).scores,
  );
  const held = sum(heldOut?.values() ?? []);
  yield countFigure(
    'all rules together',
    `tuning: ${figures(sum(tuning?.values() ?? []))}; held out: ${figures(held)}`,
    'precision 0.80 on what was held out',
    calculateItemPrecision(held) >= 0.8,
  );
  for (const { id } of followUpRules) {
    yield countFigure(
      `${id}${isEnabled(id) ? '' : ' (off)'}`,
      `tuning: ${figures(tuning?.get(id) ?? nothing)}; held out: ${figures(heldOut?.get(id) ?? nothing)}`,
      'precision 0.80 on both together, or off',
      calculateItemPrecision(union?.get(id) ?? nothing) >= 0.8 || !isEnabled(id),
    );
  }
}
