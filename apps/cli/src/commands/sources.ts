import type { SourceStream } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { findByName } from '../find-by-name.ts';
import { keepOldName } from '../old-name.ts';
import { example } from '../options.ts';
import { UsageError, CliError } from '../errors.ts';
import { oneLine } from '../text.ts';
import type { World } from '../world.ts';
import type { Column } from '../output.ts';

export function addSourcesCommand(program: Command, world: World): void {
  keepOldName(program.command('sources'), 'scope', world)
    .argument('<incident>', 'such as INC-12')
    .argument('[action]', 'set or exclude (default: show)')
    .argument('[stream]', 'name or ID')
    .description('Show or change the sources and time ranges')
    .option('--from <TIME>', 'with set: start of the time range (default: all)')
    .option('--until <TIME>', 'with set: end of the time range (default: all)')
    .addHelpText(
      'after',
      example(
        'debrief sources INC-12',
        'debrief sources INC-12 set deploys --from 2022-11-29T00:00:00Z',
      ),
    )
    .action(
      async (
        incident: string,
        named: string | undefined,
        stream: string | undefined,
        range: { from?: string; until?: string },
        command: Command,
      ) => {
        const call = createCall(world, command);
        const action = named === 'drop' ? 'exclude' : named;
        if (named === 'drop') await call.note('"drop" is now "exclude".');
        if (action !== undefined && action !== 'set' && action !== 'exclude')
          throw new UsageError(
            `Unknown action "${action}". Use set or exclude, or omit it to list the sources.`,
          );
        if (action !== undefined && stream === undefined)
          throw new UsageError(
            `Name the stream to ${action}. Run debrief sources ${incident} to list them.`,
          );
        const from = range.from === undefined ? null : await parseInstant(range.from, '--from');
        const until = range.until === undefined ? null : await parseInstant(range.until, '--until');
        await call.withClient(async (client) => {
          const { items } = await client.evidence.sources({ incident });
          if (action === undefined || stream === undefined)
            return call.list(
              items,
              streamColumns,
              `${incident} has no sources yet. Import data first.`,
            );
          const { id: streamId } = findByName(
            stream,
            items.map((item) => ({ id: item.streamId, name: item.streamName })),
            'stream',
          );
          if (action === 'set') {
            const entry = await client.evidence.includeStream({ incident, streamId, from, until });
            return call.show(
              entry,
              `${oneLine(entry.streamName)}: ${numberText(entry.inTimeRange)} of ${numberText(entry.inStream)} in the time range\n`,
            );
          }
          await client.evidence.excludeStream({ incident, streamId });
          await call.show(
            { incident, streamId, isIncluded: false },
            'Excluded. Its evidence is kept.\n',
          );
        });
      },
    );
}

async function parseInstant(text: string, flag: string): Promise<string> {
  const { Instant } = await import('../schemas.ts');
  const parsed = Instant.safeParse(text);
  if (!parsed.success)
    throw new CliError('invalid', 'Invalid time range.', [
      { at: flag, message: parsed.error.issues[0]?.message ?? '' },
    ]);
  return parsed.data;
}

const streamColumns: readonly Column<SourceStream>[] = [
  { name: 'stream', of: (stream) => stream.streamName },
  { name: 'source', of: (stream) => stream.sourceName },
  { name: 'included', of: (stream) => (stream.isIncluded ? 'yes' : 'no') },
  { name: 'from', of: (stream) => utcText(stream.from) },
  { name: 'until', of: (stream) => utcText(stream.until) },
  { name: 'in range', of: (stream) => stream.inTimeRange },
  { name: 'total', of: (stream) => stream.inStream },
  { name: 'first', of: (stream) => utcText(stream.firstAt) },
  { name: 'last', of: (stream) => utcText(stream.lastAt) },
];
