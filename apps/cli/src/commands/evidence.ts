import {
  EvidenceKind,
  type Evidence,
  type Import,
  type RecordFilterInput,
  type Rejection,
} from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import type { Client } from '@debrief/client';
import { numberText } from '@debrief/rules/numbers';
import { isRemoved } from '@debrief/rules/removal';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import { importColumns } from '../import/summary.ts';
import { writeJsonList, writeLines, type Column } from '../output.ts';
import { wholeNumber } from '../options.ts';
import { pages } from '../pages.ts';
import { knownAtFlag, knownAtHelp, readKnownAt } from '../read-known-at.ts';
import { findIds } from '../find-by-name.ts';
import { clipText, oneLine, padText } from '../text.ts';
import { addPossibleSecrets } from './possible-secrets.ts';
import { addRedactCommand } from './redact.ts';
import { addRemoveEvidence } from './remove-evidence.ts';
import { addRereadCommand } from './inbound.ts';
import { addShowEvidence } from './show-evidence.ts';
import { addSourcesCommand } from './sources.ts';
import { addVerifyEvidence } from './verify-evidence.ts';
import { addUndoImport } from './undo-import.ts';

export function addEvidenceCommands(program: CliCommand): void {
  addRecord(program);
  addSourcesCommand(program);
  addImports(program);
  addRedactCommand(program);
  const evidence = program
    .command('evidence')
    .description('Inspect, verify and remove evidence, and find secrets')
    .helpCommand(false);
  addShowEvidence(evidence);
  addVerifyEvidence(evidence);
  addPossibleSecrets(evidence);
  addRemoveEvidence(evidence);
  addRereadCommand(evidence);
}

type RecordOptions = Pick<RecordFilterInput, 'text' | 'from' | 'until'> & {
  knownAt?: string;
  stream?: string;
  kind?: string;
  author?: string;
  tag?: string;
  bots?: boolean;
  limit?: number;
};

function addRecord(program: CliCommand): void {
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
    .option('--tag <NAMES>', 'only items with one of these tags (names or IDs, comma-separated)')
    .option('--no-bots', 'exclude bots')
    .option('--from <TIME>', 'only from this time, such as 2022-12-06T14:30:00Z')
    .option('--until <TIME>', 'only until this time')
    .option(knownAtFlag, knownAtHelp)
    .option('--limit <N>', 'maximum number of items', wholeNumber(1, 1_000_000_000))
    .examples('debrief record INC-12 --stream inc-search --no-bots | less')
    .run(async (call, client, incident: string, options: RecordOptions) => {
      const items = readRecord(
        client,
        incident,
        {
          ...(await buildFilter(client, incident, options)),
          ...(await readKnownAt(client, incident, options.knownAt)),
        },
        options.limit ?? Infinity,
      );
      if (call.isJson) await writeJsonList(call.world.stdout, items);
      else await writeRecord(call, items, incident);
    });
}

async function buildFilter(
  client: Client,
  incident: string,
  options: RecordOptions,
): Promise<RecordFilterInput> {
  const { text, stream, kind, author, tag, bots, from, until } = options;
  const tags = tag === undefined ? [] : (await client.tag.codebook(undefined)).items;
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
    text,
    stream: stream && findIds(stream, streams, 'stream'),
    kind,
    author: author && findIds(author, people, 'person'),
    tag: tag && findIds(tag, tags, 'tag'),
    bots: bots === false ? 'without' : undefined,
    from,
    until,
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
      cursor,
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
  const text = isRemoved(item) ? '[removed for a legal reason]' : oneLine(item.text);
  return `${column(utcText(item.occurredAt, item.precision), 20)}  ${column(item.streamName, 18)}  ${column(item.author?.name ?? item.kind, 20)}  ${state}${text}`;
}

function addImports(program: CliCommand): void {
  const imports = program
    .command('imports')
    .argument('<incident>', 'such as INC-12')
    .description('List the imports of an incident, newest first')
    .helpCommand(false)
    .option('--files', 'without the imports of deliveries')
    .examples('debrief imports INC-12')
    .run((call, client, incident: string, { files }: { files?: boolean }) =>
      call.list(
        pages((place) =>
          client.evidence.imports({ incident, ...(files && { only: 'files' as const }), ...place }),
        ),
        [...idColumns, ...importColumns],
        `No imports in ${incident} yet.`,
      ),
    );
  imports
    .command('rejections')
    .argument('<id>', 'import ID')
    .description('List the records that an import rejected')
    .option('--csv', 'print CSV')
    .examples('debrief imports rejections 01890a5d-ac96-774b-bcce-b302099a8057')
    .run(async (call, client, id: string, options: { csv?: boolean }) => {
      if (!options.csv)
        return call.list(
          pages((place) => client.evidence.rejections({ id, ...place })),
          rejectionColumns,
          'No rejected records.',
        );
      await call.saveFile(await client.evidence.downloadRejections({ id }));
    });
  imports
    .command('cancel')
    .argument('<id>', 'import ID')
    .description('Cancel an import (stored records are kept)')
    .examples('debrief imports cancel 01890a5d-ac96-774b-bcce-b302099a8057')
    .run(async (call, client, id: string) => {
      const now = await client.evidence.cancelImport({ id });
      await call.show(
        now,
        `${oneLine(now.name)}: ${now.state}, ${numberText(now.imported)} imported\n`,
      );
    });
  addUndoImport(imports);
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
