import type { Client } from '@debrief/client';
import type { CodingRound, CodingRoundInFull, StartCoding, Tag } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { findAccountIds } from '../find-accounts.ts';
import { findByName } from '../find-by-name.ts';
import { collectValues } from '../options.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';
import { parseItemNames } from './item-names.ts';

const round = ['<round>', 'ID from debrief tags rounds'] as const;

interface Names {
  tag?: string[];
  coder?: string[];
  on?: string[];
}

/** Rounds in which several people tag the same items without seeing each other's answers. */
export function addCodingCommands(tags: CliCommand): void {
  tags
    .command('rounds')
    .argument('<incident>', 'such as INC-12')
    .description('List the rounds of coding, and how far each coder is')
    .examples('debrief tags rounds INC-12')
    .run(async (call, client, incident: string) => {
      const { items } = await client.coding.list({ incident });
      await call.list(
        items,
        roundColumns,
        `No rounds in ${incident}. Start one: debrief tags start ${incident} --tag NAME --coder NAME`,
      );
    });
  tags
    .command('start')
    .argument('<incident>', 'such as INC-12')
    .description('Start a round of coding with other people')
    .option('--tag <TAG>', 'name or ID of a tag (repeatable)', collectValues)
    .option('--coder <NAME>', 'name or email of a coder (two or more)', collectValues)
    .option('--on <KIND:ID>', 'item (repeatable; default: all events)', collectValues)
    .examples('debrief tags start INC-12 --tag "red herring" --coder Ada --coder Ben')
    .run(async (call, client, incident: string, names: Names) => {
      const started = await client.coding.start(await readStart(client, incident, names));
      await call.show(
        started,
        `Started ${started.round.id} with ${countText(started.items.length, 'item')}. Each coder continues with: debrief tags round ${started.round.id}\n`,
      );
    });
  tags
    .command('round')
    .argument(...round)
    .description('Show the items of a round with your answers, or all when it is done')
    .examples('debrief tags round 0195…')
    .run(async (call, client, id: string) => showRound(call, client, id));
  tags
    .command('answer')
    .argument(...round)
    .argument('<item>', 'its number in debrief tags round, or its ID')
    .description('Answer which tags an item has')
    .option('--tag <TAG>', 'name or ID of a tag (repeatable)', collectValues)
    .option('--none', 'no tag of the round applies')
    .option('--clear', 'remove your answer')
    .examples(
      'debrief tags answer 0195… 3 --tag "red herring"',
      'debrief tags answer 0195… 4 --none',
    )
    .run(answerItem);
  tags
    .command('finish')
    .argument(...round)
    .description('Finish your answers: after that, they stay as they are')
    .option('-y, --yes', "don't ask for confirmation")
    .examples('debrief tags finish 0195… --yes')
    .run(finishRound);
}

async function readStart(
  client: Client,
  incident: string,
  { tag = [], coder = [], on = [] }: Names,
): Promise<StartCoding> {
  if (tag.length === 0) throw new UsageError('Name the tags, such as --tag "red herring".');
  const codebook = (await client.tag.codebook(undefined)).items;
  const items =
    on.length > 0
      ? parseItemNames(on)
      : (await client.timeline.list({ incident })).events.map(({ id }) => ({
          kind: 'event' as const,
          id,
        }));
  return {
    incident,
    tagIds: tag.map((name) => findByName(name, codebook, 'tag', 'in the codebook').id),
    coders: await findAccountIds(client, coder),
    items,
  };
}

async function answerItem(
  call: Call,
  client: Client,
  id: string,
  item: string,
  { tag = [], none = false, clear = false }: { tag?: string[]; none?: boolean; clear?: boolean },
): Promise<void> {
  if ([tag.length > 0, none, clear].filter(Boolean).length !== 1)
    throw new UsageError('Write one of --tag, --none and --clear.');
  const { round: shown, items } = await client.coding.get({ id });
  const found = items[Number(item) - 1] ?? items.find((one) => one.id === item);
  if (!found)
    throw new UsageError(
      `The round has no item "${item}". Write a number from 1 to ${items.length}.`,
    );
  const tags = await loadRoundTags(client, shown);
  const tagIds = clear
    ? null
    : tag.map((name) => findByName(name, tags, 'tag', 'in this round').id);
  const saved = await client.coding.code({ id, answers: [{ id: found.id, tagIds }] });
  const open = saved.items.filter(({ own }) => own === null).length;
  const rest =
    open > 0
      ? `${countText(open, 'item')} without your answer.`
      : `All items have your answer. To finish: debrief tags finish ${id}`;
  await call.show(saved, `Saved. ${rest}\n`);
}

async function finishRound(
  call: Call,
  client: Client,
  id: string,
  { yes = false }: { yes?: boolean },
): Promise<void> {
  const { items } = await client.coding.get({ id });
  const open = items.filter(({ own }) => own === null).length;
  if (!yes)
    await call.confirm(
      `${open > 0 ? `${countText(open, 'item')} without your answer. ` : ''}You can't change answers after this. Finish?`,
      'Finishing needs a yes: add --yes.',
    );
  const { round: shown, ...rest } = await client.coding.finish({ id });
  const waiting = shown.coders.filter(({ doneAt }) => doneAt === null).length;
  const next = shown.isDone
    ? `All coders have finished: debrief tags round ${id}`
    : `Answers are shown when ${countText(waiting, 'more coder has', 'more coders have')} finished.`;
  await call.show({ round: shown, ...rest }, `Finished. ${next}\n`);
}

async function loadRoundTags(client: Client, { tagIds }: CodingRound): Promise<Tag[]> {
  const { items } = await client.tag.codebook(undefined);
  return items.filter(({ id }) => tagIds.includes(id));
}

async function showRound(call: Call, client: Client, id: string): Promise<void> {
  const shown = await client.coding.get({ id });
  if (call.isJson) return call.show(shown, []);
  const names = new Map(
    (await loadRoundTags(client, shown.round)).map((tag) => [tag.id, tag.name]),
  );
  const nameAll = (tagIds: readonly string[] | null) =>
    tagIds === null
      ? '-'
      : tagIds.map((tagId) => oneLine(names.get(tagId) ?? tagId)).join(', ') || 'none';
  await call.note(
    `Tags: ${nameAll(shown.round.tagIds)}. ${
      shown.round.isDone
        ? 'All coders have finished.'
        : 'Answers of others are shown when all coders have finished.'
    }`,
  );
  await call.list(
    shown.items.map((item, index) => ({ ...item, number: index + 1 })),
    toItemColumns(shown, nameAll),
    'The round has no items.',
  );
}

type Item = CodingRoundInFull['items'][number] & { number: number };

function toItemColumns(
  { round: { coders, isDone } }: CodingRoundInFull,
  nameAll: (tagIds: readonly string[] | null) => string,
): readonly Column<Item>[] {
  const ofCoders = coders.map(({ name }, index): Column<Item> => ({
    name: oneLine(name),
    of: ({ answers }) => nameAll(answers?.[index] ?? null),
  }));
  return [
    { name: '#', of: ({ number }) => number },
    ...(isDone ? ofCoders : [{ name: 'your answer', of: ({ own }: Item) => nameAll(own) }]),
    { name: 'at', of: ({ at }) => (at === null ? '-' : utcText(at)) },
    { name: 'item', of: ({ text }) => oneLine(text ?? 'removed') },
  ];
}

const roundColumns: readonly Column<CodingRound>[] = [
  { name: 'round', of: ({ id }) => id },
  { name: 'state', of: ({ isDone }) => (isDone ? 'done' : 'open') },
  { name: 'items', of: ({ itemCount }) => itemCount },
  {
    name: 'coders',
    of: ({ coders, itemCount }) =>
      coders
        .map(
          ({ name, coded, doneAt }) =>
            `${oneLine(name)} ${doneAt === null ? `${coded}/${itemCount}` : 'done'}`,
        )
        .join(', '),
  },
  { name: 'started', of: ({ createdAt }) => utcText(createdAt) },
];
