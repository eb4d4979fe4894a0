import {
  EvidenceKind,
  type Evidence,
  type Import,
  type RecordFilterInput,
  type Rejection,
} from '@debrief/contract';
import type { Command } from 'commander';
import type { Client } from '@debrief/client';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import { createCall, type Call } from '../call.ts';
import { importColumns } from '../import/summary.ts';
import { writeJsonList, writeLines, type Column } from '../output.ts';
import { example, wholeNumber } from '../options.ts';
import { pages } from '../pages.ts';
import { findIds } from '../find-by-name.ts';
import { clipText, oneLine, padText } from '../text.ts';
import { addRedactCommand } from './redact.ts';
import { addSourcesCommand } from './sources.ts';
import type { World } from '../world.ts';
import { addUndoImport } from './undo-import.ts';

export function addEvidenceCommands(program: Command, world: World): void {
  addRecord(program, world);
  addSourcesCommand(program, world);
  addImports(program, world);
  addRedactCommand(program, world);
}

type RecordOptions = Pick<RecordFilterInput, 'text' | 'from' | 'until'> & {
  stream?: string;
  kind?: string;
  author?: string;
  bots?: boolean;
  limit?: number;
};

function addRecord(program: Command, world: World): void {
  program
    .command('record')
    .argument('<incident>', 'such as INC-12')
    .description('List the evidence in order of time')
    .option('--text <TEXT>', 'only items with these words')
    .option('--stream <NAMES>', 'only these streams (names or IDs, comma-separated)')
    .option(
      '--kind <KINDS>',
      `only these types, comma-separated: ${EvidenceKind.options.join(', ')}`,
    )
    .option('--author <NAMES>', 'only these authors (names or IDs, comma-separated)')
    .option('--no-bots', 'exclude bots')
    .option('--from <TIME>', 'only from this time, such as 2022-12-06T14:30:00Z')
    .option('--until <TIME>', 'only until this time')
    .option('--limit <N>', 'maximum number of items', wholeNumber(1, 1_000_000_000))
    .addHelpText('after', example('debrief record INC-12 --stream inc-search --no-bots | less'))
    .action(async (incident: string, options: RecordOptions, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const items = readRecord(
          client,
          incident,
          await buildFilter(client, incident, options),
          options.limit ?? Infinity,
        );
        if (call.isJson) await writeJsonList(world.stdout, items);
        else await writeRecord(call, items, incident);
      });
    });
}

async function buildFilter(
  client: Client,
  incident: string,
  options: RecordOptions,
): Promise<RecordFilterInput> {
  const { text, stream, kind, author, bots, from, until } = options;
  const streams =
    stream === undefined
      ? []
      : (await client.evidence.sources({ incident })).items.map((item) => ({
          id: item.streamId,
          name: item.streamName,
        }));
  const people =
    author === undefined
      ? []
      : (await client.people.list({ incident })).participants.map((person) => ({
          id: person.personId,
          name: person.name,
        }));
  return {
    threads: 'flat',
    ...(text !== undefined && { text }),
    ...(stream !== undefined && { stream: findIds(stream, streams, 'stream') }),
    ...(kind !== undefined && { kind }),
    ...(author !== undefined && { author: findIds(author, people, 'person') }),
    ...(bots === false && { bots: 'without' as const }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

async function* readRecord(
  client: Client,
  incident: string,
  filter: RecordFilterInput,
  limit: number,
): AsyncGenerator<Evidence> {
  let left = limit;
  let cursor: string | null | undefined;
  while (left > 0 && cursor !== null) {
    const page = await client.evidence.record({
      incident,
      ...filter,
      ...(cursor !== undefined && { cursor }),
      limit: Math.min(left, 500),
    });
    yield* page.items.slice(0, left);
    left -= page.items.length;
    cursor = page.after;
  }
}

async function writeRecord(
  call: Call,
  items: AsyncIterable<Evidence>,
  incident: string,
): Promise<void> {
  const out = call.world.stdout;
  const count = await writeLines(
    out,
    items,
    (item) => `${clipText(recordLine(item, out.isTerminal), out.columns())}\n`,
  );
  if (count === 0) await call.note(`No evidence in ${incident} matches.`);
}

/** In a pipe nothing is truncated; on a terminal, names leave space for the text. */
function recordLine(item: Evidence, isTerminal: boolean): string {
  const column = (text: string, width: number) =>
    padText(isTerminal ? clipText(oneLine(text), width) : oneLine(text), width);
  const state = `${item.repliesTo ? '↳ ' : ''}${item.isDeleted ? '[deleted] ' : ''}${item.isEdited ? '[edited] ' : ''}`;
  return `${column(utcText(item.occurredAt, item.precision), 20)}  ${column(item.streamName, 18)}  ${column(item.author?.name ?? item.kind, 20)}  ${state}${oneLine(item.text)}`;
}

function addImports(program: Command, world: World): void {
  const imports = program
    .command('imports')
    .argument('<incident>', 'such as INC-12')
    .description('List the imports of an incident, newest first')
    .helpCommand(false)
    .addHelpText('after', example('debrief imports INC-12'))
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient((client) =>
        call.list(
          pages((place) => client.evidence.imports({ incident, ...place })),
          [...idColumns, ...importColumns],
          `No imports in ${incident} yet.`,
        ),
      );
    });
  imports
    .command('rejections')
    .argument('<id>', 'import ID')
    .description('List the records that an import rejected')
    .option('--csv', 'print CSV')
    .addHelpText(
      'after',
      example('debrief imports rejections 01890a5d-ac96-774b-bcce-b302099a8057'),
    )
    .action(async (id: string, options: { csv?: boolean }, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        if (!options.csv)
          return call.list(
            pages((place) => client.evidence.rejections({ id, ...place })),
            rejectionColumns,
            'No rejected records.',
          );
        await call.saveFile(await client.evidence.downloadRejections({ id }));
      });
    });
  imports
    .command('cancel')
    .argument('<id>', 'import ID')
    .description('Cancel an import (stored records are kept)')
    .addHelpText('after', example('debrief imports cancel 01890a5d-ac96-774b-bcce-b302099a8057'))
    .action(async (id: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const now = await client.evidence.cancelImport({ id });
        await call.show(
          now,
          `${oneLine(now.name)}: ${now.state}, ${numberText(now.imported)} imported\n`,
        );
      });
    });
  addUndoImport(imports, world);
}

const idColumns: readonly Column<Import>[] = [
  { name: 'id', of: (one) => one.id },
  { name: 'started', of: (one) => utcText(one.startedAt) },
];

const rejectionColumns: readonly Column<Rejection>[] = [
  { name: 'place', of: (rejection) => rejection.place },
  { name: 'reason', of: (rejection) => rejection.reason },
  { name: 'excerpt', of: (rejection) => rejection.excerpt },
];
