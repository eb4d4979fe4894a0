import { ViewedList, type SavedView } from '@debrief/contract';
import type { Client } from '@debrief/client';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

export function addSavedViewCommands(program: CliCommand): void {
  const views = program
    .command('views')
    .description('List and manage saved views of lists')
    .helpCommand(false)
    .choice('--list <LIST>', 'only views of this list', ViewedList.options)
    .examples('debrief views', 'debrief views --list follow-ups --json')
    .run(async (call, client, filter: { list?: ViewedList }) =>
      call.list(
        await listViews(client, filter.list ? [filter.list] : ViewedList.options),
        columns,
        'No saved views. Add one: debrief views add "name" "/follow-ups?overdue=true"',
      ),
    );

  views
    .command('show')
    .argument('<view>', 'name or ID')
    .description('Show a view: its list, filters and order')
    .examples('debrief views show "Overdue, unassigned"')
    .run(async (call, client, name: string) => {
      const view = await findView(client, name);
      await call.show(view, [
        ['view', view.name],
        ['list', view.list],
        ...listParameters(view.search),
        ['address', toAddress(view)],
        ['saved by', view.ownerName],
        ['shared', view.isShared ? 'with everyone' : 'no'],
        ['changed', utcText(view.updatedAt)],
        ['id', view.id],
      ]);
    });

  views
    .command('add')
    .argument('<name>', 'name of the view')
    .argument('<address>', 'address of the list with its filters, such as "/follow-ups?owner=me"')
    .description('Save the filters of a list (needs an API key)')
    .option('--share', 'share the view with everyone')
    .examples(
      'debrief views add "Overdue, unassigned" "/follow-ups?owner=none&overdue=true" --share',
      'debrief views add "Longest open" "https://debrief.example/follow-ups?sort=age"',
    )
    .act(
      async (
        call,
        name: string,
        address: string,
        { share: isShared = false }: { share?: boolean },
      ) => {
        const place = readAddress(address);
        await call.withClient(async (client) => {
          const view = await client['saved-view'].add({ name, ...place, isShared });
          await call.show(view, `${view.id}  ${oneLine(view.name)}\n`);
        });
      },
    );

  views
    .command('remove')
    .argument('<view>', 'name or ID')
    .description('Remove your view')
    .examples('debrief views remove "Overdue, unassigned"')
    .run(async (call, client, name: string) => {
      const view = await findView(client, name);
      await client['saved-view'].remove({ id: view.id, version: view.version });
      await call.show(
        { id: view.id, isRemoved: true },
        `Removed the view “${oneLine(view.name)}”.\n`,
      );
    });
}

async function listViews(client: Client, lists: readonly ViewedList[]): Promise<SavedView[]> {
  const found = await Promise.all(lists.map((list) => client['saved-view'].list({ list })));
  return found.flatMap(({ items }) => items);
}

async function findView(client: Client, name: string): Promise<SavedView> {
  return findByName(name, await listViews(client, ViewedList.options), 'view', 'that you can see');
}

const toAddress = ({ list, search }: Pick<SavedView, 'list' | 'search'>) => `/${list}?${search}`;

function listParameters(search: string): [string, string][] {
  return [...new URLSearchParams(search)];
}

/** The list and the query of an address. Errors: usage, for an address of anything else. */
function readAddress(address: string): { list: ViewedList; search: string } {
  const base = 'http://localhost';
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  const name = url?.pathname.replaceAll('/', '');
  const list = ViewedList.options.find((one) => one === name);
  if (!url || !list)
    throw new UsageError(
      `"${address}" is not the address of a list. Use one of ${ViewedList.options.map((one) => `/${one}?…`).join(', ')}.`,
    );
  return { list, search: url.search.slice(1) };
}

const columns: readonly Column<SavedView>[] = [
  { name: 'view', of: (view) => view.name },
  { name: 'address', of: toAddress },
  { name: 'shared by', of: (view) => (view.isShared ? view.ownerName : '-') },
  { name: 'id', of: (view) => view.id },
];
