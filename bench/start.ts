import { startDebrief } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, ms, type Figure } from './figures.ts';
import { largeItems, startOnLargeRecord } from './large-record.ts';

const rounds = 5;

/** From the start of the process to its line that it is ready. */
export async function* measure(): AsyncGenerator<Figure> {
  const empty: number[] = [];
  const existing: number[] = [];
  const large: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'debrief-bench-start-'));
    for (const taken of [empty, existing]) {
      await using debrief = await startDebrief({ dataDir });
      taken.push(debrief.readyMs);
    }
    await rm(dataDir, { recursive: true });
    await using debrief = await startOnLargeRecord();
    large.push(debrief.readyMs);
  }
  yield figure('ready on an empty folder, with the demo incident imported', empty, 10_000);
  yield figure('ready on existing data (the demo)', existing, 3_000);
  yield figure(`ready on existing data (${largeItems.toLocaleString('en')} items)`, large, 3_000);
}

function figure(what: string, taken: number[], limitMs: number): Figure {
  const middle = median(taken);
  return {
    what,
    measured: `${ms(middle)} (median of ${taken.length}, slowest ${ms(Math.max(...taken))})`,
    yardstick: `under ${ms(limitMs)}`,
    isMet: middle < limitMs,
  };
}
