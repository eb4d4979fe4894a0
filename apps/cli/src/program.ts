import { Option, type Command } from 'commander';
import { CliCommand } from './command.ts';
import { addAccessCommands } from './commands/access.ts';
import { addAlertCommands } from './commands/alerts.ts';
import { addCalibrateCommands } from './commands/calibrate.ts';
import { addCheckCommand } from './commands/check.ts';
import { addDataCheckCommands } from './commands/data-checks.ts';
import { addDirectoryCommands } from './commands/directory.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addCommentCommands } from './commands/comment.ts';
import { addFollowUpCommands } from './commands/follow-up.ts';
import { addImportCommands } from './commands/import.ts';
import { addConnectionCommands } from './commands/connections.ts';
import { addInboundCommands, addRoutingCommands } from './commands/inbound.ts';
import { addIncidentCommands } from './commands/incident.ts';
import { addInterviewCommands } from './commands/interview.ts';
import { addInvestigationCommands } from './commands/investigation.ts';
import { addSuspectCommands } from './commands/suspects.ts';
import { addLensCommand } from './commands/lens.ts';
import { addLibraryCommands } from './commands/library.ts';
import { addKnownCommands } from './commands/known-times.ts';
import { addMeetingCommands } from './commands/meeting.ts';
import { addMilestonesCommand } from './commands/milestones.ts';
import { addNotificationCommands } from './commands/notifications.ts';
import { addOnCallCommands } from './commands/on-call.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addReportCommands } from './commands/report.ts';
import { addReviewCommands } from './commands/review.ts';
import { addRepairCommands } from './commands/repair.ts';
import { addRetentionCommands } from './commands/retention.ts';
import { addServiceCommands } from './commands/services.ts';
import { addManualCheckCommands } from './commands/manual-checks.ts';
import { addRunbookCommands } from './commands/runbooks.ts';
import { addSavedViewCommands } from './commands/saved-view.ts';
import { addSafeguardCommands } from './commands/safeguards.ts';
import { addServerCommands } from './commands/server.ts';
import { addSloCommands } from './commands/slo.ts';
import { addStoryCommands } from './commands/story.ts';
import { addTagCommands } from './commands/tags.ts';
import { addTrackerCommands } from './commands/trackers.ts';
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
  const groups = commands.flatMap(([heading, ...own]) =>
    own.map((group) => [heading, ...group] as const),
  );
  const called = groups.find(([, names]) => names.split(' ').includes(name));
  for (const [heading, , addCommands] of called ? [called] : groups) {
    program.commandsGroup(heading);
    addCommands(program);
  }
  return program;
}

/**
 * Creating all commands takes as long as a call: a call with one of the names creates only the
 * commands of its group.
 */
const commands: [heading: string, ...[names: string, add: (program: CliCommand) => void][]][] = [
  [
    'Import and export:',
    ['import mappings', addImportCommands],
    ['incidents export', addIncidentCommands],
  ],
  [
    'Incidents:',
    ['record evidence sources imports redact', addEvidenceCommands],
    ['inbound', addInboundCommands],
    ['connections', addConnectionCommands],
    ['timeline', addTimelineCommands],
    ['known', addKnownCommands],
    ['milestones', addMilestonesCommand],
    ['investigation', addInvestigationCommands],
    ['suspects', addSuspectCommands],
    ['tags', addTagCommands],
    ['people', addPeopleCommands],
    ['report', addReportCommands],
    ['review', addReviewCommands],
    ['interview', addInterviewCommands],
    ['calibrate', addCalibrateCommands],
    ['meeting', addMeetingCommands],
    ['lens', addLensCommand],
    ['check', addCheckCommand],
  ],
  [
    'All incidents:',
    ['search library', addLibraryCommands],
    ['views', addSavedViewCommands],
    ['notifications', addNotificationCommands],
    ['slo', addSloCommands],
    ['services', addServiceCommands],
    ['story', addStoryCommands],
  ],
  [
    'Follow-ups:',
    ['follow-up', addFollowUpCommands],
    ['comments', addCommentCommands],
    ['safeguards', addSafeguardCommands],
    ['runbooks', addRunbookCommands],
    ['alerts', addAlertCommands],
    ['checks', addDataCheckCommands],
    ['manual-checks', addManualCheckCommands],
    ['repair', addRepairCommands],
  ],
  [
    'Server and accounts:',
    ['serve config', addServerCommands],
    ['accounts keys activity', addAccessCommands],
    ['directory', addDirectoryCommands],
    ['on-call', addOnCallCommands],
    ['trackers', addTrackerCommands],
    ['retention', addRetentionCommands],
    ['routing', addRoutingCommands],
  ],
];

const closing = `
Commands connect to the server running on the data folder. If none is running, they open the folder directly.

Example: debrief import slack-export.zip alerts.csv --new "Search shows no results"`;
