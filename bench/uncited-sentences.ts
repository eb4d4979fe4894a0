import { statesFact } from '@debrief/prose/report';
import { labelledSentences, measureStatesFact } from '../packages/prose/labelled/report.ts';
import nlp from 'compromise/two';
import { countFigure, inTurns, ratioFigure, type Figure } from './figures.ts';

/**
 * How well the list of sentences without a citation separates statements of fact from everything
 * else in a report.
 */
export async function* measure(): AsyncIterable<Figure> {
  const sentences = labelledSentences().map((one) => one.text);
  const thousand = Array.from(
    { length: 1_000 },
    (_, index) => sentences[index % sentences.length] ?? '',
  );
  yield ratioFigure(
    'a report of 1,000 sentences',
    await inTurns(
      10,
      async () => thousand.filter(statesFact).length,
      async () => nlp(thousand.join('\n')).document.length,
    ),
    'a bare parse of it',
    0.1,
  );
  for (const set of ['tuning', 'held-out'] as const) {
    const { right, wrong, missed } = measureStatesFact(set);
    const [precision, recall] = [right / (right + wrong), right / (right + missed)];
    yield countFigure(
      `${set === 'tuning' ? 'tuning' : 'held out'}: ${labelledSentences().filter((one) => one.set === set).length} sentences`,
      `precision ${precision.toFixed(2)} (${right} of ${right + wrong}), recall ${recall.toFixed(2)} (${right} of ${right + missed})`,
      'precision 0.80',
      precision >= 0.8,
    );
  }
}
