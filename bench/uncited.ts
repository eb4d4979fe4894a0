import { statesFact } from '@debrief/prose/report';
import { labelledSentences, measureStatesFact } from '../packages/prose/labelled/report.ts';
import { median, ms, timed, type Figure } from './figures.ts';

/** How well the list of sentences without a citation tells a statement of what was from everything else that a report says. */
export async function* measure(): AsyncIterable<Figure> {
  const sentences = labelledSentences().map((one) => one.text);
  const thousand = Array.from(
    { length: 1_000 },
    (_, index) => sentences[index % sentences.length] ?? '',
  );
  const took = median(await timed(10, async () => thousand.filter(statesFact).length, 3));
  yield {
    what: 'a report of 1,000 sentences',
    measured: ms(took),
    yardstick: 'under 50 ms',
    isMet: took < 50,
  };
  for (const set of ['tuning', 'held-out'] as const) {
    const { right, wrong, missed } = measureStatesFact(set);
    const [precision, recall] = [right / (right + wrong), right / (right + missed)];
    yield {
      what: `${set === 'tuning' ? 'tuning' : 'held out'}: ${labelledSentences().filter((one) => one.set === set).length} sentences`,
      measured: `precision ${precision.toFixed(2)} (${right} of ${right + wrong}), recall ${recall.toFixed(2)} (${right} of ${right + missed})`,
      yardstick: 'precision 0.80',
      isMet: precision >= 0.8,
    };
  }
}
