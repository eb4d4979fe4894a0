import { historyKinds, type HistoryEntry, type HistoryKind } from '@debrief/contract';
import type { Client } from '@debrief/client';
import { historyLabels, partialDayText, toServiceMarkdown } from '@debrief/rules/catalog';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { collectValues } from '../options.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';
import { findService, toUndoHint } from './find-service.ts';

interface EntryOptions {
  on?: string;
  kind?: HistoryKind;
  text?: string;
  person?: string[];
  url?: string;
}

export function addHistoryCommands(services: CliCommand): void {
  const history = services
    .command('history')
    .helpCommand(false)
    .description('Show and change what happened to a service');
  history
    .command('list', { isDefault: true })
    .argument('<service>', 'name, other name or ID')
    .description('List what happened to a service')
    .option('--markdown', 'the service with its history and incidents, as Markdown')
    .examples(
      'debrief services history search',
      'debrief services history search --markdown > search.md',
    )
    .run(async (call, client, name: string, { markdown }: { markdown?: boolean }) => {
      const { service } = await findService(client, name);
      const { items } = await client.catalog.history({ id: service.id });
      if (!markdown)
        return call.list(
          items,
          columns,
          `No entries. Add one: debrief services history add ${service.name} TEXT --on 2023-04`,
        );
      const details = await client.catalog.get({ id: service.id });
      const known = await client.knowledge.list({ service: service.id });
      const knowledge = { item: known.items[0] ?? null, hasSchedules: known.hasSchedules };
      const text = toServiceMarkdown({ ...details, history: items, knowledge });
      return call.show({ markdown: text }, text);
    });

  withFields(
    history
      .command('add')
      .argument('<service>', 'name, other name or ID')
      .argument('<text>', 'what happened')
      .description('Add to the history of a service'),
  )
    .examples('debrief services history add search "Solr replaced the database" --on 2019-04')
    .run(async (call, client, name: string, text: string, options: EntryOptions) => {
      const { on, kind = 'adopted', person, url } = options;
      if (on === undefined) throw new CliError('invalid', 'Say when: --on 2023-04');
      const { service } = await findService(client, name);
      const input = { id: service.id, on, kind, text, people: person, url };
      const change = await client.catalog.addHistory(input);
      await call.show(change, toUndoHint('Added to the history.', change.activityId));
    });

  withFields(
    history
      .command('change')
      .argument('<service>', 'name, other name or ID')
      .argument('<entry>', 'ID of the entry')
      .description('Change an entry; --url "" clears the source')
      .option('--text <TEXT>', 'what happened'),
  )
    .examples('debrief services history change search 0195… --on 2019-05')
    .run(async (call, client, name: string, id: string, options: EntryOptions) => {
      const { version } = await findEntry(client, name, id);
      const { person, url, ...fields } = options;
      const change = await client.catalog.changeHistory({
        id,
        version,
        ...fields,
        people: person,
        url: url === '' ? null : url,
      });
      await call.show(change, toUndoHint('Changed the entry.', change.activityId));
    });

  history
    .command('remove')
    .argument('<service>', 'name, other name or ID')
    .argument('<entry>', 'ID of the entry')
    .description('Remove an entry')
    .examples('debrief services history remove search 0195…')
    .run(async (call, client, name: string, id: string) => {
      const { version } = await findEntry(client, name, id);
      const change = await client.catalog.removeHistory({ id, version });
      await call.show(change, toUndoHint('Removed the entry.', change.activityId));
    });
}

const withFields = (command: CliCommand): CliCommand =>
  command
    .option('--on <DATE>', 'year, month or day')
    .choice('--kind <KIND>', 'kind (default: adopted)', historyKinds)
    .option('--person <NAME>', 'who did it or was taught; can be repeated', collectValues)
    .option('--url <URL>', 'where it is shown');

/** Errors: `not-found`. */
async function findEntry(client: Client, name: string, id: string): Promise<HistoryEntry> {
  const { service } = await findService(client, name);
  const { items } = await client.catalog.history({ id: service.id });
  const entry = items.find((one) => one.id === id);
  if (!entry)
    throw new CliError(
      'not-found',
      `The history of ${service.name} has no entry ${oneLine(id)}. List them: debrief services history ${service.name}`,
    );
  return entry;
}

const columns: readonly Column<HistoryEntry>[] = [
  { name: 'id', of: (one) => one.id },
  { name: 'when', of: (one) => partialDayText(one.on) },
  { name: 'kind', of: (one) => historyLabels[one.kind] },
  { name: 'people', of: (one) => oneLine(one.people.join(', ')) || '-' },
  { name: 'what', of: (one) => oneLine(one.text) },
];
