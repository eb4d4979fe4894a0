import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadGrammar, lensRules, readLens, isRuleOn } from '@debrief/prose/lens';
import { openBrowser } from '@debrief/testkit/browser';
import { startDebrief } from '@debrief/testkit/process';
import nlp from 'compromise/two';
import {
  judgeSentences,
  lensTable,
  measureLens,
  type JudgedSentence,
} from '../packages/prose/labelled/lens.ts';
import { markdownPassages } from '../packages/prose/src/lens/markdown.ts';
import {
  calculateLensPrecision,
  lensPrecision,
} from '../packages/prose/src/lens/rule-precision.ts';
import { lensRuleIds } from '../packages/prose/src/lens/rule.ts';
import { ensureWebBuilt } from '../tools/set-up.mjs';
import { countFigure, inTurns, median, ms, ratioFigure, type Figure } from './figures.ts';

const wordsOfReport = 5_000;
const boundMs = 150;
/** People notice a delay of three frames. */
const longestStopMs = 50;
const data = join(import.meta.dirname, '../../shared/data');

const countWords = (text: string) => text.match(/\S+/gu)?.length ?? 0;

/** Reports of 5,000 words, each of other paragraphs: a sentence is parsed only once. */
function realReports(): string[][] {
  const reports: string[][] = [];
  let report: string[] = [];
  let words = 0;
  for (const { file } of lensTable().files) {
    const text = readFileSync(join(data, file), 'utf8');
    for (const passage of markdownPassages(text)) {
      report.push(passage.text);
      words += countWords(passage.text);
      if (words < wordsOfReport) continue;
      reports.push(report);
      [report, words] = [[], 0];
    }
  }
  return reports;
}

/**
 * What the worker of the browser does with a report, and precision and recall of each rule over all
 * published reports. It needs the reports next to the repository.
 */
export async function* measure(): AsyncIterable<Figure> {
  const grammar = await loadGrammar();
  const judged = judgeSentences(grammar);
  if (judged === null) {
    yield countFigure('the lens', 'not measured: no reports in ../shared/data', '', true);
    return;
  }
  const reports = realReports();
  const ofRound = (round: number) => reports[round % reports.length] ?? [];
  const turns = await inTurns(
    reports.length - 2,
    async (round) => ofRound(round).map((text) => readLens(text, 'account', grammar)),
    async (round) => nlp(ofRound(round).join('\n')).document.length,
  );
  const what = `the lens over ${wordsOfReport.toLocaleString('en')} words, all new`;
  yield ratioFigure(what, turns, 'a bare parse of them', 0.5);
  const ratio = median(turns.ours) / boundMs;
  yield {
    what: 'the same',
    measured: ms(median(turns.ours)),
    yardstick: `the bound: ${boundMs} ms`,
    ratio,
    bound: 'at most 1',
    isMet: ratio <= 1,
  };
  yield* measureWorker(reports, turns.ours);
  const published = judged.filter((one) => one.file !== null);
  for (const id of lensRuleIds) {
    const name = lensRules.find((rule) => rule.id === id)?.name ?? id;
    yield countFigure(
      `${name}${isRuleOn(id) ? '' : ' (off)'}`,
      [
        `held out: ${describe(judged, id, 'held-out')}`,
        `tuning: ${describe(judged, id, 'tuning')}`,
        `all published: ${describe(published, id, 'all')}`,
      ].join('; '),
      'precision 0.70 held out, or off',
      calculateLensPrecision(lensPrecision[id]) >= 0.7 || !isRuleOn(id),
    );
  }
}

/**
 * The same reports in the worker of a browser, from the message to the answer, next to Node in the
 * same run, and the longest time in which the page did not answer.
 */
async function* measureWorker(
  reports: readonly string[][],
  inNode: readonly number[],
): AsyncIterable<Figure> {
  ensureWebBuilt();
  const names = await readdir(join(import.meta.dirname, '../apps/web/dist/assets'));
  const path = names.find((name) => /^lens-worker-.*\.js$/.test(name));
  if (path === undefined) throw new Error('The web application has no worker for the lens.');
  await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'none' } });
  await using browser = await openBrowser();
  const page = await browser.newPage({ baseURL: debrief.origin });
  await page.goto('/sign-in');
  const { took, longest } = await page.evaluate(readInWorker, {
    path: `/assets/${path}`,
    reports: reports.map((report) => report.map((text) => ({ text, place: 'account' }))),
  });
  // The first two warm up, as in Node.
  const turns = { ours: took.slice(2), bare: [...inNode] };
  const what = `the lens in the worker of the browser, ${wordsOfReport.toLocaleString('en')} words`;
  yield ratioFigure(what, turns, 'in Node', 3);
  const ratio = median(turns.ours) / boundMs;
  yield {
    what: 'the same',
    measured: ms(median(turns.ours)),
    yardstick: `the bound: ${boundMs} ms`,
    ratio,
    bound: 'at most 1',
    isMet: ratio <= 1,
  };
  yield {
    what: 'the longest stop of the page while the worker reads',
    measured: ms(longest),
    yardstick: `the bound: ${longestStopMs} ms`,
    ratio: longest / longestStopMs,
    bound: 'at most 1',
    isMet: longest <= longestStopMs,
  };
}

interface WorkerTask {
  path: string;
  reports: { text: string; place: string }[][];
}

/** Runs in the page. */
async function readInWorker({ path, reports }: WorkerTask) {
  const worker = new Worker(path, { type: 'module' });
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 4);
  const took: number[] = [];
  for (const [id, texts] of reports.entries()) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    worker.addEventListener('message', resolve, { once: true });
    const start = performance.now();
    worker.postMessage({ id, texts });
    await promise;
    took.push(performance.now() - start);
  }
  clearInterval(timer);
  worker.terminate();
  return { took, longest };
}

function describe(
  judged: readonly JudgedSentence[],
  ...[rule, set]: [Parameters<typeof measureLens>[1], Parameters<typeof measureLens>[2]]
): string {
  const score = measureLens(judged, rule, set);
  const asked = score.right + score.wrong;
  const precision = asked === 0 ? '–' : calculateLensPrecision(score).toFixed(2);
  return `precision ${precision} (${score.right} of ${asked}), recall ${score.recall.toFixed(2)} (${score.missed} missed)`;
}
