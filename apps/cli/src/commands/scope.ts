import { Instant, type ScopeEntry } from '@debrief/contract';
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

export function addScopeCommand(program: Command, world: World): void {
  keepOldName(program.command('sources'), 'scope', world)
    .argument('<incident>', 'such as INC-12')
    .argument('[action]', 'set or drop (default: show)')
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
        action: string | undefined,
        stream: string | undefined,
        window: { from?: string; until?: string },
        command: Command,
      ) => {
        const call = createCall(world, command);
        if (action !== undefined && action !== 'set' && action !== 'drop')
          throw new UsageError(
            `Unknown action "${action}". Use set or drop, or leave it out to list the sources.`,
          );
        if (action !== undefined && stream === undefined)
          throw new UsageError(
            `Name the stream to ${action}. Run debrief sources ${incident} to list them.`,
          );
        const from = window.from === undefined ? null : parseInstant(window.from, '--from');
        const until = window.until === undefined ? null : parseInstant(window.until, '--until');
        await call.withClient(async (client) => {
          const { items } = await client.evidence.scope({ incident });
          if (action === undefined || stream === undefined)
            return call.list(
              items,
              scopeColumns,
              `${incident} has no sources yet. Import data first.`,
            );
          const { id: streamId } = findByName(
            stream,
            items.map((item) => ({ id: item.streamId, name: item.streamName })),
            'stream',
          );
          if (action === 'set') {
            const entry = await client.evidence.changeScope({ incident, streamId, from, until });
            return call.show(
              entry,
              `${oneLine(entry.streamName)}: ${numberText(entry.inWindow)} of ${numberText(entry.inStream)} in the time range\n`,
            );
          }
          await client.evidence.dropScope({ incident, streamId });
          await call.show(
            { incident, streamId, isIncluded: false },
            'Excluded. Its evidence is kept.\n',
          );
        });
      },
    );
}

function parseInstant(text: string, flag: string): string {
  const parsed = Instant.safeParse(text);
  if (!parsed.success)
    throw new CliError('invalid', 'Invalid time range.', [
      { at: flag, message: parsed.error.issues[0]?.message ?? '' },
    ]);
  return parsed.data;
}

const scopeColumns = [
  { name: 'stream', of: (entry: ScopeEntry) => entry.streamName },
  { name: 'source', of: (entry: ScopeEntry) => entry.sourceName },
  { name: 'seen', of: (entry: ScopeEntry) => (entry.isIncluded ? 'yes' : 'no') },
  { name: 'from', of: (entry: ScopeEntry) => utcText(entry.from) },
  { name: 'until', of: (entry: ScopeEntry) => utcText(entry.until) },
  {
    name: 'in range',
    of: (entry: ScopeEntry) => numberText(entry.inWindow),
    align: 'right' as const,
  },
  {
    name: 'total',
    of: (entry: ScopeEntry) => numberText(entry.inStream),
    align: 'right' as const,
  },
  { name: 'first', of: (entry: ScopeEntry) => utcText(entry.firstAt) },
  { name: 'last', of: (entry: ScopeEntry) => utcText(entry.lastAt) },
];
