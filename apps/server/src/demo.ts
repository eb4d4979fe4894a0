import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beginImport, openUpload } from '@debrief/core/evidence';
import { declareIncident, listIncidents } from '@debrief/core/incident';
import { settingOnce } from '@debrief/core/access';
import type { Context } from '@debrief/core/context';

const folder = fileURLToPath(new URL('../../../demo/search-alias/', import.meta.url));
const files = [
  { path: 'slack-export', source: 'Slack' },
  { path: 'alerts.jsonl', source: 'Alertmanager' },
  { path: 'deploys.jsonl', source: 'Deploys' },
  { path: 'ticket.json', source: 'Tickets' },
];

/** Begins an empty database with an incident to look at, through the same import as everybody's data; of several processes, one does it. */
export async function makeDemo(ctx: Context): Promise<void> {
  const mine = ctx.ids.next();
  if ((await listIncidents(ctx, { limit: 1 })).items.length > 0) return;
  if ((await settingOnce(ctx, 'demo', () => mine)) !== mine) return;
  if (
    !(await access(folder).then(
      () => true,
      () => false,
    ))
  )
    return;
  const incident = await declareIncident(
    ctx,
    {
      title: 'Search shows no results for new products',
      summary:
        'The demo: the raw record of an invented incident, as its teams would have had it. Read it, promote what matters, and see how a cited timeline comes about.',
      severity: 'SEV-2',
      zone: 'America/New_York',
    },
    { isDemo: true },
  );
  for (const file of files) {
    const path = `${folder}${file.path}`;
    const upload = await openUpload(path, basename(file.path));
    const begun = await beginImport(ctx, { incident: incident.ref, name: upload.name, source: file.source }, upload, '');
    const ended = await begun.run();
    if (ended.state !== 'done') ctx.log.warn({ file: file.path, problem: ended.problem }, 'the demo could not be read');
  }
}
