import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@debrief/core/db';
import { readRecord, walkRecord } from '@debrief/core/evidence';
import { getIncident } from '@debrief/core/incident';
import { checkReportFile } from '@debrief/core/report-check';
import { openUpload } from '@debrief/readers';
import { sql } from 'kysely';
import { countFigure, inTurns, median, ms, ratioFigure, type Figure } from './figures.ts';
import { largeFolder, largeIncident, largeItems } from './large-record.ts';
import { createContext } from './stores.ts';

const words = 5_000;
const bound = 2_000;

/**
 * A report of 5,000 words against a record of 100,000 items, next to only reading the items, and to
 * only selecting their texts with the bare driver. Each runs in turn with the check.
 */
export async function* measure(): AsyncIterable<Figure> {
  const dataDir = await largeFolder();
  const store = await openStore({ kind: 'embedded', dataDir });
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-check-'));
  try {
    const ctx = createContext(store);
    const { items } = await readRecord(ctx, largeIncident, { limit: 400 });
    let text = '# Report\n\nAll times are in UTC.\n\n';
    for (let at = 0; text.split(/\s+/).length < words; at = (at + 1) % items.length) {
      const item = items[at];
      if (item === undefined) continue;
      const [day, clock] = [item.occurredAt.slice(0, 10), item.occurredAt.slice(11, 16)];
      const said = item.text.replaceAll(/\s+/g, ' ').replaceAll('"', '').slice(0, 70);
      text += `On ${day} at ${clock} ${item.author?.name ?? 'someone'} wrote "${said}" in ${item.streamName}, after ${1 + (at % 50)} minutes and ${100 + at} requests.\n\n`;
    }
    const path = join(folder, 'report.md');
    await writeFile(path, text);
    const upload = await openUpload(path, 'report.md');
    const { id } = await getIncident(ctx, { incident: largeIncident });
    let claims = 0;
    const check = async () => {
      const checked = await checkReportFile(
        ctx,
        { incident: largeIncident, name: 'report.md' },
        upload,
      );
      claims = checked.claims.length;
      if (checked.items !== largeItems) throw new Error(`compared ${checked.items} items`);
    };
    const walk = async () => {
      let read = 0;
      for await (const page of walkRecord(ctx, id)) read += page.length;
      if (read !== largeItems) throw new Error(`read ${read} items`);
    };
    const select = async () => {
      const { rows } = await sql`select text from evidence`.execute(ctx.db);
      if (rows.length !== largeItems) throw new Error(`selected ${rows.length} items`);
    };
    const overWalk = await inTurns(5, check, walk, 1);
    const what = `check ${claims} claims of ${words} words against ${largeItems} items`;
    yield ratioFigure(what, overWalk, 'only reading the items', 5);
    const overSelect = await inTurns(5, check, select, 0);
    yield ratioFigure('the same', overSelect, 'only `select text` with the bare driver', 8);
    const took = [...overWalk.ours, ...overSelect.ours];
    yield countFigure('the same', ms(median(took)), 'less than 2 s', median(took) < bound);
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}
