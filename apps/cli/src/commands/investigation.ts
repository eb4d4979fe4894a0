import { EntryType, type Entry } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { keepOldName } from '../old-name.ts';
import { example, createChoiceOption } from '../options.ts';
import type { World } from '../world.ts';

export function addInvestigationCommands(program: Command, world: World): void {
  keepOldName(program.command('investigation'), 'inquiry', world)
    .argument('<incident>', 'such as INC-12')
    .description('List hypotheses, decisions, questions and factors')
    .addOption(createChoiceOption('--type <TYPE>', 'only this type', EntryType.options))
    .addHelpText(
      'after',
      example(
        'debrief investigation INC-12 --type hypothesis',
        'debrief investigation INC-12 --json',
      ),
    )
    .action(async (incident: string, { type }: { type?: EntryType }, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const { entries } = await client.investigation.list({ incident });
        const shown = entries.filter((entry) => type === undefined || entry.type === type);
        await call.list(
          shown,
          columns,
          type === undefined ? `No findings in ${incident} yet.` : `No ${type} in ${incident} yet.`,
        );
      });
    });
}

const columns = [
  { name: 'at', of: (entry: Entry) => utcText(entry.at, entry.precision) },
  { name: 'type', of: (entry: Entry) => entry.type },
  { name: 'state', of: describeState },
  { name: 'evidence', of: countEvidence },
  { name: 'statement', of: (entry: Entry) => entry.statement },
];

/** What one wants to know of an entry of its type first. */
function describeState(entry: Entry): string {
  if (entry.type === 'hypothesis')
    return entry.isRedHerring ? `${entry.status} (red herring)` : entry.status;
  if (entry.type === 'question') return entry.isAnswered ? 'answered' : 'open';
  if (entry.type === 'factor') return entry.kind;
  if (entry.type === 'impact') return entry.on;
  return entry.role === '' ? '-' : entry.role;
}

/** A hypothesis rests on what its steps cite, too. */
function countEvidence(entry: Entry): string {
  const steps =
    entry.type === 'hypothesis'
      ? entry.steps.reduce((sum, step) => sum + step.citations.length, 0)
      : 0;
  const sum = entry.citations.length + steps;
  return sum === 0 ? '-' : sum === 1 ? '1 citation' : `${sum} citations`;
}
