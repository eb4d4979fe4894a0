import type { Client } from '@debrief/client';
import {
  type Import,
  type Incident,
  type Preview,
  type ReadOptionsInput,
  errorTable,
} from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import { Exit, UsageError, toProblem, formatProblem, CliError } from '../errors.ts';
import { table } from '../output.ts';
import { oneLine } from '../text.ts';
import {
  summarizeImports,
  formatSummary,
  formatRejections,
  type ImportSummary,
} from './summary.ts';
import { formatMapping, planUploads, type Plan } from './plan.ts';
import { sendBundle, sendImport, StoppedSending } from './send.ts';
import type { Upload } from './upload.ts';

export interface ImportTarget {
  incident?: string;
  new?: string;
  /** Save how the columns are read under this name. */
  saveMapping?: string;
  /** Import without asking whether the guessed columns are right. */
  yes?: boolean;
}

export async function importUploads(
  call: Call,
  client: Client,
  uploads: readonly Upload[],
  target: ImportTarget,
  options: ReadOptionsInput,
): Promise<void> {
  const known =
    target.incident === undefined ? null : await client.incident.get({ incident: target.incident });
  const { plans, skipped } = await planUploads(client, uploads, options);
  for (const { name, reason } of skipped)
    await call.note(`Skipped ${oneLine(name)}: ${oneLine(reason)}`);
  const bundles = plans.filter((plan) => plan.isBundle);
  if (bundles.length > 0) return importBundles(call, client, bundles, plans.length, target);

  for (const plan of plans)
    await showReading(call, plan, target.yes === true, options.map !== undefined);
  if (target.saveMapping !== undefined) await saveMapping(call, client, plans, target.saveMapping);
  const incident = known ?? (await declareIncident(client, target));
  if (known === null) await call.note(`Created ${incident.ref}  ${oneLine(incident.title)}`);
  const { imports, exitCode } = await importEach(call, client, incident.ref, plans).catch(
    async (error: unknown) => {
      if (known === null)
        await call.note(
          `${incident.ref} was created but is empty. Continue with --incident ${incident.ref}.`,
        );
      throw error;
    },
  );
  await printSummary(
    call,
    client,
    summarizeImports(incident.ref, imports, skipped, exitCode === 130 ? 'cancelled' : 'done'),
  );
  if (exitCode !== 0) throw new Exit(exitCode);
}

async function saveMapping(
  call: Call,
  client: Client,
  plans: readonly Plan[],
  name: string,
): Promise<void> {
  const plan = plans.find((one) => (one.preview?.columns.length ?? 0) > 0);
  if (!plan?.preview) throw new UsageError('There is no table whose columns could be saved.');
  const { columns, mapping } = plan.preview;
  const { source: _, stream: __, timeOrigin: ___, ...read } = plan.read;
  const map = Object.entries({ ...mapping })
    .map(([field, column]) => `${field}=${column}`)
    .join(',');
  await client.evidence.saveMapping({ name, columns, options: { ...read, map } });
  await call.note(`Saved the mapping "${oneLine(name)}".`);
}

async function declareIncident(client: Client, target: ImportTarget): Promise<Incident> {
  if (target.new === undefined)
    throw new UsageError('Select an incident: --incident INC-12, or --new "title" to create one.');
  return client.incident.declare({ title: target.new });
}

async function importBundles(
  call: Call,
  client: Client,
  bundles: readonly Plan[],
  all: number,
  target: ImportTarget,
): Promise<void> {
  const [first] = bundles;
  if (bundles.length < all)
    throw new UsageError(`${first?.upload.name} is a bundle. Import bundles on their own.`);
  if (target.incident !== undefined || target.new !== undefined) {
    throw new UsageError(
      `${first?.upload.name} is a bundle and creates its own incident. Remove --incident and --new.`,
    );
  }
  const incidents: Incident[] = [];
  for (const { upload } of bundles) incidents.push(await sendBundle(call.world, client, upload));
  await call.show(
    { incident: incidents[0]?.ref, incidents },
    incidents.map((incident) => `${incident.ref}  ${oneLine(incident.title)}\n`).join(''),
  );
}

/**
 * Shows how the columns will be read, before the import; if they were guessed, asks an interactive
 * user.
 */
async function showReading(
  call: Call,
  { upload, preview }: Plan,
  isAgreed: boolean,
  isMapped: boolean,
): Promise<void> {
  if (preview === null || preview.columns.length === 0) return;
  const { world } = call;
  await call.note(
    `Reading ${oneLine(upload.name)} as ${preview.formatName ?? preview.format}: ${formatMapping(preview.mapping)}`,
  );
  const [saved] = preview.savedMappings;
  if (saved && !isMapped)
    await call.note(`Saved for these columns: --mapping "${oneLine(saved.name)}"`);
  if (isAgreed || isMapped || call.isJson || !world.canAsk) return;
  await world.stderr.write(table(preview.sample.slice(0, 3), sampleColumns, world.stderr));
  const answer = await world.ask('Import with these columns? [Y/n] ');
  if (/^\s*n/i.test(answer)) {
    throw new CliError(
      'invalid',
      `Nothing imported. Set the columns of ${upload.name} with --map field=column. Columns: ${preview.columns.join(', ')}.`,
    );
  }
}

const sampleColumns = [
  { name: 'at', of: (item: Preview['sample'][number]) => utcText(item.at) },
  { name: 'author', of: (item: Preview['sample'][number]) => item.author ?? '-' },
  { name: 'text', of: (item: Preview['sample'][number]) => item.problem ?? item.text },
];

async function importEach(
  call: Call,
  client: Client,
  incident: string,
  plans: readonly Plan[],
): Promise<{ imports: Import[]; exitCode: number }> {
  const imports: Import[] = [];
  let exitCode = 0;
  for (const plan of plans) {
    try {
      const { ended, wasStopped } = await sendImport(call.world, client, incident, plan);
      imports.push(ended);
      exitCode = toExitCode(ended, wasStopped) || exitCode;
      await sayEnd(call, ended);
      if (wasStopped) break;
    } catch (error) {
      if (error instanceof StoppedSending) {
        await call.note(
          `Stopped while sending ${oneLine(plan.upload.name)}. Nothing from it was imported.`,
        );
        exitCode = 130;
        break;
      }
      // If nothing was imported there is no summary to print: the error is the result.
      if (imports.length === 0) throw error;
      const problem = toProblem(error);
      await call.world.stderr.write(formatProblem(problem));
      await call.note('Earlier files are imported. Run the same command again for the rest.');
      return { imports, exitCode: errorTable[problem.code].exit };
    }
  }
  return { imports, exitCode };
}

function toExitCode(ended: Import, wasStopped: boolean): number {
  if (ended.state === 'done') return 0;
  if (ended.state === 'failed') return 65;
  return wasStopped ? 130 : 75;
}

async function sayEnd(call: Call, ended: Import): Promise<void> {
  if (ended.state === 'done') return;
  const words = {
    cancelled: 'was canceled',
    failed: 'failed',
    interrupted: 'was interrupted',
    running: 'is still running',
    done: 'is done',
    undoing: 'is being undone',
    undone: 'was undone',
  }[ended.state];
  const what = `The import of ${oneLine(ended.name)} ${words}: ${numberText(ended.imported)} of ${numberText(ended.read)} imported.`;
  await call.note(
    `debrief: ${what}\n  ${oneLine(ended.problem ?? 'What was stored is kept. Import the same file again to complete it.')}`,
  );
}

async function printSummary(call: Call, client: Client, summary: ImportSummary): Promise<void> {
  await call.show(summary, formatSummary(summary, call.world.stdout));
  if (call.isJson) return;
  for (const one of summary.imports) {
    if (one.rejected === 0) continue;
    const { items } = await client.evidence.rejections({ id: one.id, limit: 5 });
    await call.world.stdout.write(formatRejections(one, items));
  }
}
