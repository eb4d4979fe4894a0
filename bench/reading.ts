import { openBrowser } from '@debrief/testkit/browser';
import { startDebrief, waitForSample } from '@debrief/testkit/process';
import { study } from '../demo/study/study.ts';
import { countFigure, inTurns, median, ratioFigure, type Figure, type Turns } from './figures.ts';
import { visit } from './page.ts';

const rounds = 7;

/**
 * The published review of the demo incident in a browser with an empty cache, compared with an
 * empty page of the same server.
 */
export async function* measure(): AsyncGenerator<Figure> {
  await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'raw' } });
  await waitForSample(debrief.client, 'INC-1');
  const { incident } = await study(debrief.client, 'INC-1');
  const { state } = await debrief.client.report.readiness({ incident: incident.ref });
  const version = await debrief.client.report.publish({ incident: incident.ref, state });
  await using browser = await openBrowser();
  const turns: Turns = { ours: [], bare: [] };
  const scripts: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const bare = await visit(browser, debrief, '/api/health', 'body');
    const ours = await visit(
      browser,
      debrief,
      version.path,
      'button:has-text("Ask about this section")',
    );
    if (round < 0) continue;
    turns.bare.push(bare.usableMs);
    turns.ours.push(ours.usableMs);
    scripts.push(ours.scriptBytes);
  }
  const bytes = median(scripts);
  yield ratioFigure(
    `a review of ${version.words} words usable, cold cache`,
    turns,
    'an empty page',
    8,
  );
  yield countFigure(
    'compressed script of the review',
    `${(bytes / 1000).toFixed(1)} kB`,
    'at most 100 kB',
    bytes > 0 && bytes <= 100_000,
  );
  const download = async (format: 'html' | 'pdf' | 'markdown') =>
    (await debrief.client.report.exportVersion({ incident: incident.ref, format })).text();
  const markdown = () => download('markdown');
  const html = await inTurns(rounds, () => download('html'), markdown);
  yield ratioFigure('the same as one HTML file', html, 'as Markdown', 5);
  const pdf = await inTurns(3, () => download('pdf'), markdown, 1);
  yield ratioFigure('the same as a PDF', pdf, 'as Markdown', 60);
}
