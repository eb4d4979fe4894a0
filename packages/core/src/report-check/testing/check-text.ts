import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openUpload } from '@debrief/readers';
import { importFile, makeIncident } from '@debrief/testkit';
import type { Context } from '../../context.ts';
import { checkReportFile } from '../index.ts';

export async function checkText(
  ctx: Context,
  incident: string,
  text: string,
  { name = 'report.md', knownAt }: { name?: string; knownAt?: string } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'check-'));
  try {
    const path = join(folder, 'report');
    await writeFile(path, text);
    return await checkReportFile(ctx, { incident, name, knownAt }, await openUpload(path, name));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const record = [
  ['2026-03-02T08:00:00Z', 'ada', 'disk of db-07 is full, writes fail'],
  ['2026-03-02T08:04:30Z', 'ben', 'restarted db-07, 412 writes were lost'],
  ['2026-03-02T08:09:00Z', 'ada', 'writes work again, deployed storage 2.3.1'],
];

export async function smallRecord(ctx: Context, zone = 'UTC') {
  const incident = await makeIncident(ctx, { zone });
  const lines = record.map(([at, author, text]) => JSON.stringify({ at, author, text }));
  await importFile(ctx, incident, { name: 'chat.jsonl', text: lines.join('\n') });
  return incident;
}
