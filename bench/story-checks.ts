import { checkStory, loadGrammar, rules, buildStoryText } from '@debrief/prose/story';
import nlp from 'compromise/two';
import {
  loadLabelled,
  measureRules,
  calculateRecall,
} from '../packages/prose/labelled/story-reviewed.ts';
import {
  isEnabled,
  calculatePrecision,
  type Score,
} from '../packages/prose/src/story/checks/rule-precision.ts';
import { measureNames } from '../packages/prose/labelled/story-names.ts';
import { countFigure, inTurns, ratioFigure, type Figure } from './figures.ts';

const wordsAsked = 600;

/** A story from the labeled sentences, as long as a talk of four minutes. */
function longStory() {
  const claims: { part: 'S' | 'T' | 'A' | 'R' | 'L'; text: string }[] = [];
  let words = 0;
  for (const { part, text } of loadLabelled().sentences) {
    if (words >= wordsAsked) break;
    claims.push({ part, text });
    words += text.split(' ').length;
  }
  return { claims, words };
}

/**
 * The cost of a keystroke: one sentence is new each time, the others are already parsed; and the
 * precision of each rule.
 */
export async function* measure(): AsyncIterable<Figure> {
  const grammar = await loadGrammar();
  const { claims, words } = longStory();
  const whole = claims.map((one) => one.text).join('\n');
  const bare = async () => nlp(whole).document.length;
  const check = (change: (text: string, at: number) => string) =>
    checkStory(buildStoryText(claims.map((one, at) => ({ ...one, text: change(one.text, at) }))), {
      grammar,
      otherParticipants: 3,
    });
  const keystroke = async (key: number) =>
    check((text, at) => (at === key % claims.length ? `${text} And then key ${key}.` : text));
  const allNew = async (key: number) => check((text) => `${text} ${'x'.repeat(key + 1)}`);
  const story = `all ${rules.length} checks on a story of ${words} words`;
  yield ratioFigure(
    `${story}, at a keystroke`,
    await inTurns(60, keystroke, bare, 5),
    'a bare parse of it',
    1.5,
  );
  yield ratioFigure(
    `${story}, every sentence new`,
    await inTurns(10, allNew, bare),
    'a bare parse of it',
    6,
  );
  const [all, tuning, heldOut] = [
    measureRules(grammar),
    measureRules(grammar, 'tuning'),
    measureRules(grammar, 'held-out'),
  ].map((one) => one.scores);
  const nothing: Score = { right: 0, wrong: 0, missed: 0 };
  const figures = (score: Score) =>
    `precision ${calculatePrecision(score).toFixed(2)} (${score.right} of ${score.right + score.wrong}), recall ${calculateRecall(score).toFixed(2)} (${score.right} of ${score.right + score.missed})`;
  const sum = (scores: Iterable<Score>) =>
    [...scores].reduce(
      (all, one) => ({
        right: all.right + one.right,
        wrong: all.wrong + one.wrong,
        missed: all.missed + one.missed,
      }),
      nothing,
    );
  yield countFigure(
    'all rules together',
    `tuning: ${figures(sum(tuning?.values() ?? []))}; held out: ${figures(sum(heldOut?.values() ?? []))}`,
    'precision 0.80 on what was held out',
    calculatePrecision(sum(heldOut?.values() ?? [])) >= 0.8,
  );
  const names = measureNames(grammar);
  yield countFigure(
    'unlisted names, in labeled texts and the founding answers if present',
    `${figures(names.score)}; held out: ${figures(measureNames(grammar, 'held out').score)}${names.worstAnswer === null ? '' : `; at most ${names.worstAnswer} wrong in one answer`}`,
    'recall 0.95, precision 0.90',
    calculateRecall(names.score) >= 0.95 && calculatePrecision(names.score) >= 0.9,
  );
  for (const { id } of rules) {
    const score = all?.get(id) ?? nothing;
    yield countFigure(
      `${id}${isEnabled(id) ? '' : ' (off)'}`,
      `tuning: ${figures(tuning?.get(id) ?? nothing)}; held out: ${figures(heldOut?.get(id) ?? nothing)}`,
      'precision 0.80 on both together, or off',
      calculatePrecision(score) >= 0.8 || !isEnabled(id),
    );
  }
}
