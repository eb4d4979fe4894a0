import type { Client } from '@debrief/client';
import {
  tagTargetKinds,
  type CodingAgreement,
  type ItemTagsChange,
  type Tag,
} from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { findByName } from '../find-by-name.ts';
import { collectValues } from '../options.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';
import { addCodingCommands } from './rounds.ts';
import { parseItemNames } from './item-names.ts';

interface Texts {
  definition?: string;
  useWhen?: string;
  avoidWhen?: string;
}

export function addTagCommands(program: CliCommand): void {
  const tags = program
    .command('tags')
    .argument('[incident]', 'tags on its items, such as INC-12')
    .description('List the codebook, and tag evidence and events')
    .helpCommand(false)
    .option('--all', 'also archived and merged tags')
    .examples('debrief tags', 'debrief tags INC-12 --json')
    .run(listTags);

  tags
    .command('show')
    .argument('<tag>', 'name or ID')
    .description('Show a tag: its definition, and when to use it')
    .examples('debrief tags show "red herring"')
    .run(async (call, client, name: string) => {
      const tag = await findTag(client, name);
      await call.show(tag, [
        ['tag', tag.name],
        ['definition', tag.definition],
        ['use when', tag.useWhen],
        ['not when', tag.avoidWhen],
        ['state', await describeState(client, tag)],
        ['items', `${tag.items} in ${countText(tag.incidents, 'incident')} that you can see`],
        ['changed', `${utcText(tag.updatedAt)} by ${tag.updatedBy.name}`],
        ['id', tag.id],
      ]);
    });
  tags
    .command('agreement')
    .argument('<incident>', 'such as INC-12')
    .description('Show how far coders agree, by round and tag')
    .examples('debrief tags agreement INC-12')
    .run(listAgreement);
  addCodingCommands(tags);
  addCodebookCommands(tags);
  addItemCommands(tags);
}

function addCodebookCommands(tags: CliCommand): void {
  addTexts(tags.command('define').argument('<name>', 'name of the new tag'))
    .description('Add a tag to the codebook')
    .examples('debrief tags define "red herring" --definition "A lead that cost time"')
    .run(async (call, client, name: string, texts: Texts) =>
      showTag(call, await client.tag.add({ name, ...texts })),
    );
  addTexts(tags.command('edit').argument('<tag>', 'name or ID'))
    .description('Rename or define a tag')
    .option('--name <NAME>', 'new name')
    .examples('debrief tags edit "red herring" --name "Red herring"')
    .run(async (call, client, tag: string, change: Texts & { name?: string }) => {
      const { id, version } = await findTag(client, tag);
      await showTag(call, await client.tag.change({ id, version, ...change }));
    });
  for (const [name, isArchived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const)
    tags
      .command(name)
      .argument('<tag>', 'name or ID')
      .description(isArchived ? 'Archive a tag: it stays on its items' : 'Unarchive a tag')
      .examples(`debrief tags ${name} "red herring"`)
      .run(async (call, client, tag: string) => {
        const { id, version } = await findTag(client, tag);
        await showTag(call, await client.tag.change({ id, version, isArchived }));
      });
  tags
    .command('merge')
    .argument('<tag>', 'name or ID of the tag to replace')
    .argument('<into>', 'name or ID of the tag that replaces it')
    .description('Merge a tag into another one')
    .examples('debrief tags merge "wrong lead" "red herring"')
    .run(async (call, client, tag: string, into: string) => {
      const { id, name, version } = await findTag(client, tag);
      const target = await findTag(client, into);
      const merged = await client.tag.merge({ id, version, into: target.id });
      await call.show(
        merged,
        `Merged “${oneLine(name)}” into “${oneLine(target.name)}”. To undo: debrief tags separate ${id}\n`,
      );
    });
  tags
    .command('separate')
    .argument('<tag>', 'name or ID')
    .description('Undo the merge of a tag')
    .examples('debrief tags separate "wrong lead"')
    .run(async (call, client, tag: string) => {
      const { id, version } = await findTag(client, tag);
      await showTag(call, await client.tag.separate({ id, version }));
    });
}

function addItemCommands(tags: CliCommand): void {
  for (const [name, key] of [
    ['add', 'add'],
    ['remove', 'remove'],
  ] as const)
    tags
      .command(name)
      .argument('<incident>', 'such as INC-12')
      .argument('<tag>', 'name or ID')
      .description(key === 'add' ? 'Tag items of an incident' : 'Remove a tag from items')
      .option('--on <KIND:ID>', `item (repeatable): ${tagTargetKinds.join(', ')}`, collectValues)
      .examples(`debrief tags ${name} INC-12 "red herring" --on evidence:0195… --on event:0196…`)
      .run(async (call, client, incident: string, tag: string, { on = [] }: { on?: string[] }) => {
        const { id } = await findTag(client, tag);
        const items = parseItemNames(on).map((item) => ({ tagId: id, ...item }));
        await showChange(call, await client.tag.changeItems({ incident, [key]: items }));
      });
}

function addTexts(command: CliCommand): CliCommand {
  command
    .option('--definition <TEXT>', 'what it means')
    .option('--use-when <TEXT>', 'when to use it')
    .option('--avoid-when <TEXT>', 'when to use another tag');
  return command;
}

async function listTags(
  call: Call,
  client: Client,
  incident: string | undefined,
  { all = false }: { all?: boolean },
): Promise<void> {
  const { items } = await client.tag.codebook(undefined);
  if (incident === undefined)
    return call.list(
      items.filter((tag) => all || (tag.mergedInto === null && tag.archivedAt === null)),
      [
        { name: 'tag', of: (tag: Tag) => tag.name },
        { name: 'items', of: (tag) => String(tag.items) },
        { name: 'definition', of: (tag) => oneLine(tag.definition) },
        { name: 'id', of: (tag) => tag.id },
      ],
      'No tags. Add one: debrief tags define "red herring"',
    );
  const names = new Map(items.map((tag) => [tag.id, tag.name]));
  const used = await client.tag.ofIncident({ incident });
  return call.list(
    used.items.map((one) => ({ name: names.get(one.tagId) ?? '', ...one })),
    [
      { name: 'tag', of: (one) => one.name },
      ...tagTargetKinds.map((kind): Column<(typeof used.items)[number] & { name: string }> => ({
        name: kind,
        of: (one) => String(one[kind].length),
      })),
      { name: 'id', of: (one) => one.tagId },
    ],
    `No tags in ${incident}. Add one: debrief tags add ${incident} "red herring" --on event:ID`,
  );
}

async function describeState(client: Client, tag: Tag): Promise<string> {
  if (tag.mergedInto !== null) return `merged into ${(await findTag(client, tag.mergedInto)).name}`;
  return tag.archivedAt === null ? 'in use' : `archived ${utcText(tag.archivedAt)}`;
}

/** A row per tag of each round that is done; others have none yet. */
async function listAgreement(call: Call, client: Client, incident: string): Promise<void> {
  const { items } = await client.coding.list({ incident });
  const tags = (await client.tag.codebook(undefined)).items;
  const rows: AgreementRow[] = [];
  for (const { id } of items.filter((round) => round.isDone)) {
    const { results } = await client.coding.get({ id });
    if (!results) continue;
    rows.push({ round: id, tag: 'all tags', ...results.overall });
    for (const one of results.tags)
      rows.push({ round: id, tag: tags.find((tag) => tag.id === one.tagId)?.name ?? '', ...one });
  }
  const waiting = items.filter((round) => !round.isDone).length;
  if (waiting > 0) await call.note(`${countText(waiting, 'round')} not done yet.`);
  await call.list(rows, agreementColumns, `No finished rounds in ${incident}.`);
}

type AgreementRow = CodingAgreement & { round: string; tag: string };

const agreementColumns: readonly Column<AgreementRow>[] = [
  { name: 'tag', of: (row) => row.tag },
  {
    name: 'alpha',
    of: ({ alpha, reason }) => alpha?.toFixed(3) ?? (reason ?? '').replace('-', ' '),
  },
  {
    name: '95 %',
    of: ({ interval }) =>
      interval ? `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}` : '-',
  },
  { name: 'items', of: ({ units }) => String(units) },
  { name: 'round', of: ({ round }) => round },
];

async function findTag(client: Client, name: string): Promise<Tag> {
  return findByName(name, (await client.tag.codebook(undefined)).items, 'tag', 'in the codebook');
}

const showTag = (call: Call, tag: Tag) => call.show(tag, `${tag.id}  ${oneLine(tag.name)}\n`);

async function showChange(call: Call, change: ItemTagsChange): Promise<void> {
  const [added, removed] = [change.added.length, change.removed.length];
  const text =
    change.activityId === null
      ? 'Nothing changed.'
      : added > 0
        ? `Tagged ${countText(added, 'item')}.`
        : `Removed the tag from ${countText(removed, 'item')}.`;
  await call.show(change, `${text}\n`);
}
