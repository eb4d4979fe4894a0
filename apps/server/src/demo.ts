import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beginImport, listImports } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { declareIncident } from '@debrief/core/incident';
import { listIncidents } from '@debrief/core/library';
import { getOrCreateSetting } from '@debrief/core/account';
import type { Context } from '@debrief/core/context';

const folder = fileURLToPath(new URL('../../../demo/search-alias/', import.meta.url));
const files = [
  { path: 'slack-export', source: 'Slack' },
  { path: 'alerts.jsonl', source: 'Alertmanager' },
  { path: 'deploys.jsonl', source: 'Deploys' },
  { path: 'ticket.json', source: 'Tickets' },
];

const incident = {
  title: 'Search shows no results for new products',
  summary:
    'Sample data from an invented incident, as its teams would have had it. Read it, add what matters to the timeline, and cite the evidence.',
  severity: 'SEV-2',
  zone: 'America/New_York',
} as const;

/**
 * Fills an empty database with an example incident, through the regular import; of several
 * processes, only one does it. A process with exclusive access continues where an earlier start was
 * interrupted.
 */
export async function makeDemo(ctx: Context, { isAlone }: { isAlone: boolean }): Promise<void> {
  const mine = ctx.ids.next();
  const [first, second] = (await listIncidents(ctx, { limit: 2 })).items;
  if (second || (first && !(first.isDemo && isAlone))) return;
  const isMine = (await getOrCreateSetting(ctx, 'demo', () => mine)) === mine;
  if (!isMine && !isAlone) return;
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const { ref } = first ?? (await declareIncident(ctx, incident, { isDemo: true }));
  const tried = (await listImports(ctx, { incident: ref, limit: 200 })).items
    .filter((one) => one.state !== 'interrupted')
    .map((one) => one.name);
  for (const file of files) {
    const path = `${folder}${file.path}`;
    const upload = await openUpload(path, basename(file.path));
    if (tried.includes(upload.name)) continue;
    const begun = await beginImport(
      ctx,
      { incident: ref, name: upload.name, source: file.source },
      upload,
      '',
    );
    const ended = await begun.run();
    if (ended.state !== 'done')
      ctx.log.warn({ file: file.path, problem: ended.problem }, 'the demo could not be read');
  }
}
