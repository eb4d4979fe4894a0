import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError, type Incident } from '@debrief/contract';
import { refuseUnless } from '@debrief/core/access';
import { getOrCreateSetting } from '@debrief/core/account';
import { importBundle } from '@debrief/core/bundle';
import type { Context } from '@debrief/core/context';
import { deleteIncident } from '@debrief/core/delete-incident';
import { beginImport, listImports } from '@debrief/core/evidence';
import { declareIncident } from '@debrief/core/incident';
import { listIncidents } from '@debrief/core/library';
import { addExampleStory } from '@debrief/core/story';
import { openUpload } from '@debrief/readers';
import type { DemoKind } from './setting.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../demo/${path}`, import.meta.url));
const files = [
  { path: 'slack-export', source: 'Slack' },
  { path: 'alerts.jsonl', source: 'Alertmanager' },
  { path: 'deploys.jsonl', source: 'Deploys' },
  { path: 'ticket.json', source: 'Tickets' },
];

const twin = {
  title: 'Try it yourself: Search shows no results for new products',
  summary:
    'Sample data from an invented incident, as its teams would have had it. Read it, add what matters to the timeline, and cite the evidence.',
  severity: 'SEV-2',
  zone: 'America/New_York',
} as const;

/**
 * Fills an empty database with an example: a finished incident with the story of one of its people,
 * or only its evidence to try it on. Of several processes, only one does it. A process with
 * exclusive access continues where an earlier start was interrupted.
 */
export async function makeDemo(
  ctx: Context,
  kind: DemoKind,
  { isAlone, signal }: { isAlone: boolean; signal?: AbortSignal },
): Promise<void> {
  if (kind === 'none') return;
  const mine = ctx.ids.next();
  const { items } = await listIncidents(ctx, { limit: 3 });
  if (items.length > 2 || items.some((one) => !one.isDemo) || (items.length > 0 && !isAlone))
    return;
  const stored = await getOrCreateSetting(ctx, 'demo', () => `${mine} ${kind}`);
  // An earlier version stored no kind, and had only the evidence.
  const [maker, wanted = 'raw'] = stored.split(' ');
  if (maker !== mine && !isAlone) return;
  if (wanted === 'finished') await importFinished(ctx);
  await importTwin(ctx, items.find((one) => one.title === twin.title)?.ref, signal);
}

/** Deletes the sample incidents, with what was done in them, and adds them again. One that was made private stays. */
export async function resetDemo(ctx: Context): Promise<{ items: Incident[] }> {
  refuseUnless(ctx, 'incident:manage');
  const system: Context = { ...ctx, actor: { type: 'system', name: 'Debrief' } };
  const given = [
    ...(await listIncidents(system, { limit: 200 })).items,
    ...(await listIncidents(system, { limit: 200, archived: 'true' })).items,
  ];
  for (const { ref, title } of given.filter((one) => one.isDemo && one.visibility === 'everyone'))
    await deleteIncident(ctx, { incident: ref, title });
  await importFinished(system);
  await importTwin(system, undefined, undefined);
  const { items } = await listIncidents(system, { limit: 200 });
  const isShown = (one: Incident) => one.isDemo && one.visibility === 'everyone';
  return {
    items: items.filter(isShown),
  };
}

async function importFinished(ctx: Context): Promise<void> {
  const upload = await openUpload(at('sample/finished.bundle.jsonl'), 'finished.bundle.jsonl');
  await importBundle(ctx, upload).catch((error: unknown) => {
    if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
  });
  const story: unknown = JSON.parse(await readFile(at('sample/story.json'), 'utf8'));
  await addExampleStory(ctx, story);
}

async function importTwin(
  ctx: Context,
  known: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ref = known ?? (await declareIncident(ctx, twin, { isDemo: true })).ref;
  const tried = (await listImports(ctx, { incident: ref, limit: 200 })).items
    .filter((one) => one.state !== 'interrupted')
    .map((one) => one.name);
  for (const file of files) {
    if (signal?.aborted) return;
    const upload = await openUpload(at(`search-alias/${file.path}`), basename(file.path));
    if (tried.includes(upload.name)) continue;
    const begun = await beginImport(
      ctx,
      { incident: ref, name: upload.name, source: file.source },
      upload,
      '',
    );
    const ended = await begun.run();
    if (ended.state !== 'done')
      ctx.log.warn(
        { file: file.path, problem: ended.problem },
        'the sample data could not be read',
      );
  }
}
