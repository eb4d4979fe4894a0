import { declareIncident } from '@debrief/core/incident';
import { beginImport } from '@debrief/core/evidence';
import { openStore } from '@debrief/core/db';
import { openUpload } from '@debrief/readers';
import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, ms, type Figure } from './figures.ts';
import { writeSlackExport } from './slack-export.ts';
import { createContext } from './stores.ts';

const items = 10_000;
const eventCount = 200;
const findingCount = 100;
const frames = 240;
const frameMs = 1000 / 60;

/**
 * The handle of _Known at_ is dragged over the timeline of an incident in a browser: the work in a
 * frame, from the movement of the pointer to the new layout, next to the time that a frame has at 60
 * per second.
 */
export async function* measure(): AsyncGenerator<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'debrief-bench-known-'));
  await makeRecord(dataDir);
  await using debrief = await startDebrief({ dataDir, env: { DEBRIEF_DEMO: 'false' } });
  const { from, until } = await addClaims(debrief);
  await using browser = await openBrowser();
  await using context = await signInPage(browser, debrief);
  const page = await context.newPage();
  const middle = new Date((from + until) / 2).toISOString();
  await page.goto(`/incidents/INC-1?known=${middle}`);
  const handle = page.getByRole('slider', { name: 'Known at' });
  await handle.waitFor();
  await page.locator('[data-evidence]').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
  const { work, gaps } = await handle.evaluate(dragAlong, frames);
  await rm(dataDir, { recursive: true, force: true });
  const sorted = work.toSorted((a, b) => a - b);
  const slow = sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
  yield frameFigure('a frame of a drag', median(work));
  yield frameFigure('95 of 100 frames', slow);
  yield {
    what: 'between two frames of the drag',
    measured: ms(median(gaps)),
    yardstick: `a frame: ${ms(frameMs)}`,
    ratio: median(gaps) / frameMs,
    bound: 'at most 1.1',
    isMet: median(gaps) / frameMs <= 1.1,
  };
}

function frameFigure(what: string, took: number): Figure {
  const ratio = took / frameMs;
  return {
    what: `${what}, ${items.toLocaleString('en')} items, ${eventCount} events, ${findingCount} findings`,
    measured: ms(took),
    yardstick: `a frame: ${ms(frameMs)}`,
    ratio,
    bound: 'at most 1',
    isMet: ratio <= 1,
  };
}

/** Runs in the page. Moves over the full track and back, one step in each frame. */
async function dragAlong(
  track: Element,
  count: number,
): Promise<{ work: number[]; gaps: number[] }> {
  const box = track.getBoundingClientRect();
  const send = (type: string, part: number) =>
    track.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 1,
        buttons: 1,
        clientX: box.left + part * box.width,
        clientY: box.top + box.height / 2,
      }),
    );
  Element.prototype.setPointerCapture = () => {};
  const frame = () => new Promise<number>((resolve) => void requestAnimationFrame(resolve));
  send('pointerdown', 0);
  const [work, gaps]: [number[], number[]] = [[], []];
  let last = await frame();
  for (let index = 0; index < count; index += 1) {
    const part = index / count;
    const start = performance.now();
    send('pointermove', part < 0.5 ? part * 2 : 2 - part * 2);
    await Promise.resolve();
    document.body.getBoundingClientRect();
    work.push(performance.now() - start);
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  return { work, gaps };
}

async function makeRecord(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'export');
  await writeSlackExport(folder, { messages: items });
  const store = await openStore({ kind: 'embedded', dataDir });
  const ctx = createContext(store);
  const incident = await declareIncident(ctx, { title: `A record of ${items} items` });
  const upload = await openUpload(folder, 'export');
  const begun = await beginImport(ctx, { incident: incident.ref, name: 'export' }, upload, 'bench');
  const { imported, problem } = await begun.run();
  await store.close();
  await rm(folder, { recursive: true });
  if (imported !== items) throw new Error(`the import stored ${imported}: ${problem}`);
}

/** Events and hypotheses that cite the record, evenly over its time. */
async function addClaims({ client }: DebriefProcess): Promise<{ from: number; until: number }> {
  const incident = 'INC-1';
  const { from, until } = await client.evidence.outline({ incident });
  const [start, end] = [Date.parse(from ?? ''), Date.parse(until ?? '')];
  const at = (part: number) => new Date(start + part * (end - start)).toISOString();
  for (let index = 0; index < eventCount; index += 1) {
    const { items: near } = await client.evidence.record({
      incident,
      threads: 'flat',
      at: at(index / eventCount),
      limit: 2,
    });
    await client.timeline.add({
      incident,
      type: (['impact', 'detection', 'diagnosis', 'repair'] as const)[index % 4] ?? 'context',
      citations: near.map(({ id }) => ({ evidenceId: id })),
    });
  }
  for (let index = 0; index < findingCount; index += 1) {
    const when = at(index / findingCount);
    const { findings } = await client.investigation.add({
      incident,
      type: 'hypothesis',
      statement: `Hypothesis ${index}`,
      at: when,
    });
    const [added] = findings;
    if (added)
      await client.investigation.updateStatus({
        id: added.id,
        version: added.version,
        kind: 'ruled-out',
        at: at((index + 0.5) / findingCount),
      });
  }
  return { from: start, until: end };
}
