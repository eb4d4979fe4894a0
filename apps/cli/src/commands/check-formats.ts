import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { countText } from '@debrief/rules/numbers';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, UsageError } from '../errors.ts';

interface ImportFlags {
  format?: string;
  path?: string;
  connection?: string;
}

interface ExportFlags {
  id?: string;
  contractVersion?: string;
}

const formats = ['odcs', 'dbt', 'gx', 'datacontract'] as const;

/** `debrief checks import` and `export`. */
export function addCheckFormatCommands(checks: CliCommand): void {
  checks
    .command('import')
    .argument('<file>', 'contract, schema.yml or suite')
    .description('Write checks from a file of another tool')
    .option('--format <FORMAT>', `${formats.join(', ')} (default: by content)`)
    .option('--path <PATH>', 'check these files, whatever the file says')
    .option('--connection <NAME>', 'check tables of this connection')
    .examples(
      'debrief checks import orders.odcs.yaml > orders.yml',
      'debrief checks import models/schema.yml --connection warehouse',
    )
    .act(importFile);
  checks
    .command('export')
    .argument('<file>', 'file of checks, in YAML')
    .description('Write checks as an ODCS 3.1 contract')
    .option('--id <ID>', 'ID of the contract (default: name of the file)')
    .option('--contract-version <VERSION>', 'version of the contract (default: 1.0.0)')
    .examples('debrief checks export orders.yml > orders.odcs.yaml')
    .act(exportFile);
}

const read = (file: string) =>
  readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}.`);
  });

async function importFile(call: Call, file: string, flags: ImportFlags): Promise<void> {
  const { CheckError, importChecks, writeCheckFile } = await import('@debrief/checks');
  const format = formats.find((name) => name === flags.format);
  if (flags.format !== undefined && format === undefined)
    throw new UsageError(`--format is one of ${formats.join(', ')}.`);
  const text = await read(file);
  try {
    const { path, connection } = flags;
    const { safeguards, notes } = importChecks(file, text, { format, path, connection });
    await call.show({ safeguards, notes }, writeCheckFile(safeguards));
    const count = safeguards.reduce((sum, { checks }) => sum + checks.length, 0);
    for (const { place, message } of notes)
      await call.note(`${place.file}:${place.line}:${place.column}: ${message}`);
    await call.note(`${countText(count, 'check')} imported, ${notes.length} left out.`);
  } catch (error) {
    if (error instanceof CheckError) throw new CliError('invalid', error.message);
    throw error;
  }
}

async function exportFile(
  call: Call,
  file: string,
  { id, contractVersion }: ExportFlags,
): Promise<void> {
  const { exportOdcs, readCheckFile } = await import('@debrief/checks');
  const { safeguards, problems } = readCheckFile(file, await read(file));
  if (problems.length > 0)
    throw new CliError(
      'invalid',
      'This file of checks cannot be used.',
      problems.map(({ place, message }) => ({
        at: `${place.file}:${place.line}:${place.column}`,
        message,
      })),
    );
  const name = basename(file).replace(/\.ya?ml$/, '');
  const contract = exportOdcs(safeguards, {
    id: id ?? name,
    version: contractVersion ?? '1.0.0',
  });
  await call.show({ contract }, contract);
}
