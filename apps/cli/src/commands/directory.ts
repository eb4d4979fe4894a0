import type { Client } from '@debrief/client';
import type { DirectoryEntry, DirectoryImport } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { openUploads } from '../import/open-uploads.ts';
import { wholeNumber } from '../options.ts';
import type { Column } from '../output.ts';
import { pages } from '../pages.ts';
import { oneLine } from '../text.ts';

interface ImportOptions {
  asOf?: string;
  missing?: 'leave' | 'keep';
}

export function addDirectoryCommands(program: CliCommand): void {
  const directory = program
    .command('directory')
    .description('List the people in the directory')
    .helpCommand(false)
    .option('--text <TEXT>', 'part of a name or email')
    .option('--limit <N>', 'maximum number of people (default: 100)', wholeNumber(1, 1_000_000))
    .examples('debrief directory --text byron')
    .run((call, client, { text, limit }: { text?: string; limit?: number }) =>
      call.list(
        pages((place) => client.people.directory({ ...place, text }), limit ?? 100),
        columns,
        'The directory is empty. Import one: debrief directory import people.csv',
      ),
    );
  directory
    .command('import')
    .argument('<file>', 'CSV file with names or emails, titles, teams, start dates')
    .description('Import who works in your organization')
    .option('--as-of <DAY>', 'day on which the file was exported (default: today)')
    .choice('--missing <WHAT>', 'people who are not in the file: leave, keep', ['leave', 'keep'])
    .examples(
      'debrief directory import people.csv',
      'debrief directory import people-2024.csv --as-of 2024-06-30',
    )
    .run(async (call, client, path: string, { asOf, missing }: ImportOptions) => {
      const [upload, another] = await openUploads(path);
      if (!upload || another) throw new CliError('invalid', 'Name one CSV file.');
      const result = await client.people.importDirectory(
        { name: upload.name, asOf, missing },
        { file: upload.chunks() },
      );
      await call.show(result, toSummary(result));
      for (const { place, reason } of result.problems)
        await call.note(`${oneLine(place)}: ${oneLine(reason)}`);
    });
  addFieldOptions(
    directory.command('add').argument('<name>', 'full name').description('Add a person by hand'),
  )
    .examples('debrief directory add "Ada Byron" --email ada@example.org --title SRE')
    .run(async (call, client, name: string, fields: Fields) => {
      const entry = await client.people.addToDirectory({ name, ...fields });
      await call.show(entry, `Added ${oneLine(entry.name)}.\n`);
    });
  addFieldOptions(
    directory
      .command('change')
      .argument('<email>', 'email, or ID from debrief directory --json')
      .description('Change a person; "" clears a field')
      .option('--name <NAME>', 'full name'),
  )
    .examples('debrief directory change ada@example.org --title "Staff SRE" --since 2026-03-01')
    .run(async (call, client, email: string, fields: Fields) => {
      const id = await findEntryId(client, email);
      const cleared = Object.fromEntries(
        Object.entries(fields).map(([field, text]) => [field, text === '' ? null : text]),
      );
      const entry = await client.people.changeInDirectory({ id, ...cleared });
      await call.show(entry, `Changed ${oneLine(entry.name)}.\n`);
    });
  directory
    .command('problems')
    .description('List shared names and cycles of managers')
    .examples('debrief directory problems')
    .run(async (call, client) => {
      const { sameNames, managerCycles, managerLeft } = await client.people.directoryProblems({});
      const lines = [
        ...sameNames.map(({ name, people }) => `${people} people are named ${oneLine(name)}.`),
        ...managerCycles.map((names) => `A cycle of managers: ${names.map(oneLine).join(', ')}.`),
        ...managerLeft.map(
          ({ name, manager }) => `The manager of ${oneLine(name)}, ${oneLine(manager)}, left.`,
        ),
      ];
      await call.show(
        { sameNames, managerCycles, managerLeft },
        `${lines.join('\n') || 'No problems found.'}\n`,
      );
    });
  directory
    .command('remove')
    .argument('<email>', 'email, or ID from debrief directory --json')
    .description('Remove a person from the directory')
    .examples('debrief directory remove ada@example.org')
    .run(async (call, client, email: string) => {
      const id = await findEntryId(client, email);
      await client.people.removeFromDirectory({ id });
      await call.show({ id }, 'Removed.\n');
    });
  directory
    .command('clear')
    .description('Remove everyone from the directory')
    .requiredOption('--yes', 'confirm')
    .examples('debrief directory clear --yes')
    .run(async (call, client) => {
      await client.people.clearDirectory({});
      await call.show({ isCleared: true }, 'Removed everyone from the directory.\n');
    });
}

interface Fields {
  name?: string;
  email?: string;
  title?: string;
  team?: string;
  manager?: string;
  location?: string;
  zone?: string;
  startedOn?: string;
  leftOn?: string;
  since?: string;
}

const addFieldOptions = (command: CliCommand): CliCommand =>
  command
    .option('--email <EMAIL>', 'email address')
    .option('--title <TITLE>', 'title')
    .option('--team <TEAM>', 'team')
    .option('--manager <NAME>', 'name or email of the manager')
    .option('--location <PLACE>', 'location')
    .option('--zone <ZONE>', 'time zone, such as Europe/Berlin')
    .option('--started-on <DAY>', 'first day')
    .option('--left-on <DAY>', 'last day')
    .option('--since <DAY>', 'day from which title and team are true (default: today)');

async function findEntryId(client: Client, email: string): Promise<string> {
  const text = email.trim().toLowerCase();
  const isId = /^[0-9a-f]{8}-/.test(text);
  const { items } = isId ? { items: [] } : await client.people.directory({ text });
  const id = isId ? text : items.find((one) => one.email === text)?.id;
  if (id === undefined)
    throw new CliError('not-found', `No one in the directory has the email ${email}.`);
  return id;
}

function toSummary(result: DirectoryImport): [string, string][] {
  return [
    ['Read', numberText(result.read)],
    ['Added', numberText(result.added)],
    ['Changed', numberText(result.changed)],
    ['Unchanged', numberText(result.unchanged)],
    ['Left', numberText(result.left)],
    ['Returned', numberText(result.returned)],
    ['Rejected', numberText(result.rejected)],
    ['Columns', result.columns.map(oneLine).join(', ')],
    ...(result.unusedColumns.length > 0
      ? [['Not used', result.unusedColumns.map(oneLine).join(', ')] satisfies [string, string]]
      : []),
  ];
}

const columns: readonly Column<DirectoryEntry>[] = [
  { name: 'name', of: (one) => one.name },
  { name: 'email', of: (one) => one.email ?? '-' },
  { name: 'title', of: (one) => one.title ?? '-' },
  { name: 'team', of: (one) => one.team ?? '-' },
  { name: 'manager', of: (one) => one.manager ?? '-' },
  { name: 'started', of: (one) => one.startedOn ?? '-' },
  { name: 'left', of: (one) => one.leftOn ?? '-' },
  { name: 'time zone', of: (one) => one.zone ?? '-' },
  { name: 'location', of: (one) => one.location ?? '-' },
];
