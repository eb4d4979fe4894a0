import { Option, type Command } from 'commander';
import { CliCommand } from './command.ts';
import { addAccessCommands } from './commands/access.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addCommentCommands } from './commands/comment.ts';
import { addFollowUpCommands } from './commands/follow-up.ts';
import { addImportCommands } from './commands/import.ts';
import { addInboundCommands } from './commands/inbound.ts';
import { addIncidentCommands } from './commands/incident.ts';
import { addInvestigationCommands } from './commands/investigation.ts';
import { addLibraryCommands } from './commands/library.ts';
import { addMilestonesCommand } from './commands/milestones.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addReportCommands } from './commands/report.ts';
import { addSavedViewCommands } from './commands/saved-view.ts';
import { addServerCommands } from './commands/server.ts';
import { addStoryCommands } from './commands/story.ts';
import { addTimelineCommands } from './commands/timeline.ts';
import { helpStyle } from './help.ts';
import type { World } from './world.ts';

/** The command line for these words. Throws where commander would end the process. */
export function createProgram(
  world: World,
  version: string,
  written: { out: string; complaint: string },
  words: readonly string[],
): Command {
  const program = new CliCommand(world, 'debrief')
    .description('Turn incident data into lessons.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void (written.out += text),
      writeErr: (text) => void (written.out += text),
      outputError: (text) => void (written.complaint += text),
    })
    .configureHelp(helpStyle(world.stdout.columns()))
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .optionsGroup('Global options:')
    .option('--json', 'print JSON')
    .option('--data <DIR>', 'data folder (default: ./data)')
    .option('--database-url <URL>', 'PostgreSQL server to use instead of the embedded database')
    .addOption(
      new Option('--server <URL>', 'server to connect to (or set DEBRIEF_SERVER)').conflicts([
        'data',
        'databaseUrl',
      ]),
    )
    .option('--token <KEY>', 'API key (or set DEBRIEF_TOKEN)')
    .addHelpText('after', closing);

  const [name = ''] = words;
  for (const [heading, ...groups] of commands) {
    program.commandsGroup(heading);
    for (const addCommands of groups) {
      addCommands(program);
      if (program.commands.some((one) => isNamed(one, name))) return program;
    }
  }
  return program;
}

const isNamed = (command: Command, name: string) =>
  command.name() === name || command.aliases().includes(name);

/** Creating all commands takes as long as a call, so this stops at the one that is called. */
const commands: [heading: string, ...((program: CliCommand) => void)[]][] = [
  ['Import and export:', addImportCommands, addIncidentCommands],
  [
    'Incidents:',
    addEvidenceCommands,
    addInboundCommands,
    addTimelineCommands,
    addMilestonesCommand,
    addInvestigationCommands,
    addPeopleCommands,
    addReportCommands,
  ],
  ['All incidents:', addLibraryCommands, addSavedViewCommands],
  ['Follow-ups:', addFollowUpCommands, addCommentCommands],
  ['Stories:', addStoryCommands],
  ['Server and accounts:', addServerCommands, addAccessCommands],
];

const closing = `
Commands connect to the server running on the data folder. If none is running, they open the folder directly.

Examples:
  $ debrief serve
  $ debrief import slack-export.zip alerts.csv --new "Search shows no results"
  $ debrief import git ../deploys --since "1 week ago" --incident INC-12
  $ debrief record INC-12 --text "5xx" --json
  $ debrief export INC-12 --format markdown > timeline.md`;
