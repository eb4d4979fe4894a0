import type { RouteInput, Routes } from '@debrief/contract';
import { openBrowser, signInPage } from '@debrief/testkit/browser';
import type { DebriefProcess } from '@debrief/testkit/process';
import { openBareCopy } from './bare-database.ts';
import { countFigure, inTurns, median, ms, ratioFigure, type Figure } from './figures.ts';
import { largeFolder, largeIncident, largeItems, startOnLargeRecord } from './large-record.ts';

type Filter = Omit<RouteInput<Routes['evidence']['record']>, 'incident'>;

const times = 40;
const pageOfItems = 100;

/**
 * Over HTTP, as a browser asks, compared with the bare query for as many items of one stream on a
 * copy of the same database.
 */
export async function* measure(): AsyncGenerator<Figure> {
  await using bare = await openBareCopy(await largeFolder());
  await using debrief = await startOnLargeRecord();
  const [stream] = await bare.query<{ id: string }>(
    'select stream_id as id from evidence group by 1 order by count(*) desc limit 1',
  );
  const query = () =>
    bare.query(
      `select e.id, e.text, e.details, e.occurred_at, identity.name from evidence e
        left join identity on identity.id = e.identity_id
        where e.stream_id = $1 order by e.occurred_at, e.id limit $2`,
      [stream?.id, pageOfItems],
    );
  const bareAndEmpty = async () => {
    await debrief.client.access.session(undefined);
    await query();
  };
  const ask = async (what: string, filter: Filter, atMost: number): Promise<Figure> => {
    const page = () => debrief.client.evidence.record({ incident: largeIncident, ...filter });
    return ratioFigure(
      what,
      await inTurns(times, page, bareAndEmpty),
      'an empty request and the bare query',
      atMost,
    );
  };
  yield ask(`first page of ${largeItems.toLocaleString('en')} items, embedded`, {}, 6);
  for (const [what, filter] of await filters(debrief))
    yield ask(`page filtered by ${what}`, filter, 12);
  yield measureScrolling(debrief);
}

/** Every filter of the record, by itself and combined; words that are everywhere, rare, and nowhere. */
async function filters(debrief: DebriefProcess): Promise<[string, Filter][]> {
  const outline = await debrief.client.evidence.outline({ incident: largeIncident });
  const { items: people } = await debrief.client.people
    .list({ incident: largeIncident })
    .then((answer) => ({ items: answer.participants }));
  const stream = outline.streams[0]?.streamId ?? '';
  const author = people[0]?.personId ?? '';
  const middle = new Date(
    (Date.parse(outline.from ?? '') + Date.parse(outline.until ?? '')) / 2,
  ).toISOString();
  return [
    ['one stream', { stream }],
    ['kind', { kind: 'message' }],
    ['one author', { author }],
    ['a common word', { text: 'broker' }],
    ['three words', { text: 'alias old index' }],
    ['a word that is nowhere', { text: 'zeppelin' }],
    ['only people (no bots)', { bots: 'without' }],
    ['flat threads', { threads: 'flat' }],
    ['half of the time', { from: middle }],
    ['a place in the middle', { at: middle }],
    [
      'stream, author, word and time together',
      { stream, author, text: 'broker', from: middle, bots: 'without' },
    ],
  ];
}

/**
 * Scrolls through the record for ten seconds; a frame counts as dropped if the next one is more
 * than half a frame late.
 */
async function measureScrolling(debrief: DebriefProcess): Promise<Figure> {
  await using browser = await openBrowser();
  await using context = await signInPage(browser, debrief);
  const page = await context.newPage();
  await page.goto(`/incidents/${largeIncident}`);
  await page.locator('[data-evidence]').first().waitFor();
  const box = await page.getByRole('grid', { name: 'Record' }).boundingBox();
  await page.mouse.move((box?.x ?? 300) + 100, (box?.y ?? 300) + 200);
  const frames = page.evaluate(async (forMs: number) => {
    const gaps: number[] = [];
    const { promise, resolve } = Promise.withResolvers<number[]>();
    let last = performance.now();
    const begin = last;
    const frame = (now: number) => {
      gaps.push(now - last);
      last = now;
      if (now - begin < forMs) requestAnimationFrame(frame);
      else resolve(gaps.slice(1));
    };
    requestAnimationFrame(frame);
    return promise;
  }, 10_000);
  for (let turn = 0; turn < 300; turn += 1) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(30);
  }
  const gaps = await frames;
  const frameMs = median(gaps);
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frameMs) - 1), 0);
  const share = dropped / (gaps.length + dropped);
  return countFigure(
    `frames dropped while scrolling ${largeItems.toLocaleString('en')} items in the browser`,
    `${(share * 100).toFixed(1)} % of ${gaps.length + dropped} (a frame is ${ms(frameMs)})`,
    'at most 1 %',
    share <= 0.01,
  );
}
