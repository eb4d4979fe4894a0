import { checkStory, loadGrammar, rules, buildStoryText } from '@debrief/prose/story';
import nlp from 'compromise/two';
import { labelled, measureRules, recallOf } from '../packages/prose/labelled/story-reviewed.ts';
import {
  isEnabled,
  calculatePrecision,
  type Score,
} from '../packages/prose/src/story/checks/rule-precision.ts';
import { measureNames } from '../packages/prose/labelled/story-names.ts';
import { median, ms, quantile, timed, type Figure } from './figures.ts';

const wordsAsked = 600;
const allowedMs = 50;

/** A story of the labelled sentences, as long as a talk of four minutes. */
function longStory() {
  const claims: { part: 'S' | 'T' | 'A' | 'R' | 'L'; text: string }[] = [];
  let words = 0;
  for (const { part, text } of labelled().sentences) {
    if (words >= wordsAsked) break;
    claims.push({ part, text });
    words += text.split(' ').length;
  }
  return { claims, words };
}

/** What a keystroke costs: one sentence is new each time, the others were parsed before; and how well each rule asks. */
export async function* measure(): AsyncIterable<Figure> {
  const grammar = await loadGrammar();
  const { claims, words } = longStory();
  const whole = claims.map((one) => one.text).join('\n');
  const bare = median(await timed(30, async () => nlp(whole).document.length, 5));
  const typed = await timed(
    60,
    async (key) =>
      checkStory(
        buildStoryText(
          claims.map((one, at) =>
            at === key % claims.length ? { ...one, text: `${one.text} And then key ${key}.` } : one,
          ),
        ),
        {
          grammar,
          otherParticipants: 3,
        },
      ),
    5,
  );
  const first = median(
    await timed(
      10,
      async (run) =>
        checkStory(
          buildStoryText(
            claims.map((one) => ({ ...one, text: `${one.text} ${'x'.repeat(run + 1)}` })),
          ),
          { grammar },
        ),
      2,
    ),
  );
  yield {
    what: `all ${rules.length} checks on a story of ${words} words, at a keystroke`,
    measured: `${ms(median(typed))} (95 % under ${ms(quantile(typed, 0.95))})`,
    yardstick: `under ${allowedMs} ms; a bare parse of it takes ${ms(bare)}`,
    isMet: quantile(typed, 0.95) < allowedMs,
  };
  yield {
    what: 'the same with every sentence new',
    measured: ms(first),
    yardstick: `a bare parse of it takes ${ms(bare)}`,
    isMet: first < bare * 3 + allowedMs,
  };
  const [all, tuning, heldOut] = [
    measureRules(grammar),
    measureRules(grammar, 'tuning'),
    measureRules(grammar, 'held-out'),
  ].map((one) => one.scores);
  const nothing: Score = { right: 0, wrong: 0, missed: 0 };
  const figures = (score: Score) =>
    `precision ${calculatePrecision(score).toFixed(2)} (${score.right} of ${score.right + score.wrong}), recall ${recallOf(score).toFixed(2)} (${score.right} of ${score.right + score.missed})`;
  const sum = (scores: Iterable<Score>) =>
    [...scores].reduce(
      (all, one) => ({
        right: all.right + one.right,
        wrong: all.wrong + one.wrong,
        missed: all.missed + one.missed,
      }),
      nothing,
    );
  yield {
    what: 'all rules together',
    measured: `tuning: ${figures(sum(tuning?.values() ?? []))}; held out: ${figures(sum(heldOut?.values() ?? []))}`,
    yardstick: 'precision 0.80 on what was held out',
    isMet: calculatePrecision(sum(heldOut?.values() ?? [])) >= 0.8,
  };
  const names = measureNames(grammar);
  yield {
    what: 'names that nobody listed, in labelled texts and the founding answers where present',
    measured: `${figures(names.score)}; held out: ${figures(measureNames(grammar, 'held out').score)}${names.worstAnswer === null ? '' : `; at most ${names.worstAnswer} beside the point in one answer`}`,
    yardstick: 'recall 0.95, precision 0.90',
    isMet: recallOf(names.score) >= 0.95 && calculatePrecision(names.score) >= 0.9,
  };
  for (const { id } of rules) {
    const score = all?.get(id) ?? nothing;
    yield {
      what: `${id}${isEnabled(id) ? '' : ' (off)'}`,
      measured: `tuning: ${figures(tuning?.get(id) ?? nothing)}; held out: ${figures(heldOut?.get(id) ?? nothing)}`,
      yardstick: 'precision 0.80 on both together, or off',
      isMet: calculatePrecision(score) >= 0.8 || !isEnabled(id),
    };
  }
}
