import type { SourceStream } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { findByName } from '../find-by-name.ts';
import { UsageError } from '../errors.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

export function addSourcesCommand(program: CliCommand): void {
  program
    .command('sources')
    .oldName('scope')
    .argument('<incident>', 'such as INC-12')
    .argument('[action]', 'set or exclude (default: show)')
    .argument('[stream]', 'name or ID')
    .description('Show or change the sources and time ranges')
    .option('--from <TIME>', 'with set: start of the time range (default: all)')
    .option('--until <TIME>', 'with set: end of the time range (default: all)')
    .examples(
      'debrief sources INC-12',
      'debrief sources INC-12 set deploys --from 2022-11-29T00:00:00Z',
    )
    .act(
      async (
        call,
        incident: string,
        named: string | undefined,
        stream: string | undefined,
        range: { from?: string; until?: string },
      ) => {
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
        const from = range.from ? await readInstant(range.from, '--from') : null;
        const until = range.until ? await readInstant(range.until, '--until') : null;
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
