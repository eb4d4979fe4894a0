import {
  incidentSorts,
  Mode,
  Severity,
  Status,
  type DeclareIncident,
  type Incident,
  type IncidentSort,
  type IncidentSummary,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { collectValues, example, createChoiceOption, createSortOption } from '../options.ts';
import { pages } from '../pages.ts';
import type { World } from '../world.ts';
import { addIncidentRemovalCommands } from './incident-removal.ts';
import type { Column } from '../output.ts';

interface IncidentFilter {
  text?: string;
  status?: Status;
  archived?: boolean;
  sort?: IncidentSort | `-${IncidentSort}`;
}

export function addIncidentCommands(program: Command, world: World): void {
  const incidents = program
    .command('incidents')
    .description('List incidents, newest first or by a column')
    .helpCommand(false)
    .option('--text <TEXT>', 'only incidents with these words in the title or summary')
    .addOption(createChoiceOption('--status <STATUS>', 'only this status', Status.options))
    .option('--archived', 'only archived incidents')
    .addOption(createSortOption(incidentSorts))
    .addHelpText('after', example('debrief incidents --status in-review --sort severity'))
    .action(async (filter: IncidentFilter, command: Command) => {
      const call = createCall(world, command);
      await call.withClient((client) =>
        call.list(
          pages((place) =>
            client.incident.list({
              ...place,
              ...(filter.text && { text: filter.text }),
              ...(filter.status && { status: filter.status }),
              ...(filter.archived && { archived: 'true' }),
              ...(filter.sort && { sort: filter.sort }),
            }),
          ),
          summaryColumns,
          'No incidents. Create one: debrief incidents declare "title"',
        ),
      );
    });

  incidents
    .command('show')
    .argument('<incident>', 'such as INC-12')
    .description('Show an incident')
    .addHelpText('after', example('debrief incidents show INC-12'))
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const found = await client.incident.get({ incident });
        await call.show(found, listFacts(found));
      });
    });

  incidents
    .command('declare')
    .argument('<title>')
    .description('Create an incident')
    .option('--summary <TEXT>', 'one or two sentences on what happened')
    .addOption(createChoiceOption('--severity <SEVERITY>', 'severity', Severity.options))
    .addOption(createChoiceOption('--status <STATUS>', 'status', Status.options))
    .addOption(createChoiceOption('--mode <MODE>', 'kind of incident', Mode.options))
    .option('--zone <ZONE>', 'time zone, such as America/New_York')
    .option('--service <NAME>', 'affected service (repeatable)', collectValues)
    .option('--team <NAME>', 'team involved (repeatable)', collectValues)
    .addHelpText(
      'after',
      example('debrief incidents declare "Search shows no results" --severity SEV-2'),
    )
    .action(async (title: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      // The list command also declares --status and gets it first: the combined options always
      // contain it.
      const more = command.optsWithGlobals<
        Omit<DeclareIncident, 'title'> & { service?: string[]; team?: string[] }
      >();
      await call.withClient(async (client) => {
        const declared = await client.incident.declare({
          title,
          ...declaredWith(more),
          ...(more.service && { services: more.service }),
          ...(more.team && { teams: more.team }),
        });
        await call.show(declared, `${declared.ref}\n`);
      });
    });

  addIncidentRemovalCommands(incidents, world);

  program
    .command('export')
    .argument('<incident>', 'such as INC-12')
    .description('Export an incident as Markdown, JSON or a bundle')
    .addOption(
      createChoiceOption('--format <FORMAT>', 'file format (default: markdown)', [
        'markdown',
        'json',
        'bundle',
      ]),
    )
    .option('-o, --output <FILE>', 'output file (default: standard output)')
    .addHelpText(
      'after',
      example(
        'debrief export INC-12 --format markdown > timeline.md',
        'debrief export INC-12 --format bundle -o INC-12.bundle',
      ),
    )
    .action(
      async (
        incident: string,
        options: { format?: 'markdown' | 'json' | 'bundle'; output?: string },
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const answer = await client.incident.export({
            incident,
            format: options.format ?? 'markdown',
          });
          await call.saveFile(answer, options.output);
        });
      },
    );
}

const summaryColumns: readonly Column<IncidentSummary>[] = [
  { name: 'incident', of: (item) => item.ref },
  { name: 'severity', of: (item) => item.severity ?? '-' },
  {
    name: 'status',
    of: (item) => `${item.status}${item.visibility === 'private' ? ', private' : ''}`,
  },
  { name: 'first', of: (item) => utcText(item.firstAt) },
  { name: 'evidence', of: (item) => item.evidenceCount },
  { name: 'events', of: (item) => item.eventCount },
  { name: 'title', of: (item) => item.title },
];

function listFacts(incident: Incident): [string, string][] {
  return [
    ['incident', incident.ref],
    ['title', incident.title],
    ['severity', incident.severity ?? '-'],
    ['status', incident.status],
    ['mode', incident.mode],
    ['visibility', incident.visibility],
    ...(incident.archivedAt === null
      ? []
      : [['archived', utcText(incident.archivedAt)] satisfies [string, string]]),
    ['zone', incident.zone],
    ...(incident.services.length > 0
      ? [['services', incident.services.join(', ')] satisfies [string, string]]
      : []),
    ...(incident.teams.length > 0
      ? [['teams', incident.teams.join(', ')] satisfies [string, string]]
      : []),
    ['declared', `${utcText(incident.createdAt)} by ${incident.createdBy.name}`],
    ['changed', utcText(incident.updatedAt)],
    ...(incident.summary ? [['summary', incident.summary] satisfies [string, string]] : []),
  ];
}

/** Only the fields of the contract: a command's options also contain the common ones. */
function declaredWith({
  summary,
  severity,
  status,
  mode,
  zone,
}: Omit<DeclareIncident, 'title'>): Omit<DeclareIncident, 'title'> {
  return {
    ...(summary && { summary }),
    ...(severity && { severity }),
    ...(status && { status }),
    ...(mode && { mode }),
    ...(zone && { zone }),
  };
}
