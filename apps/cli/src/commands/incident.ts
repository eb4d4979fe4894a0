import type { Client } from '@debrief/client';
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
import { countText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { collectValues } from '../options.ts';
import { pages } from '../pages.ts';
import { knownAtFlag, knownAtHelp, readKnownAt } from '../read-known-at.ts';
import { addIncidentRemovalCommands } from './incident-removal.ts';
import type { Column } from '../output.ts';

interface IncidentFilter {
  text?: string;
  status?: Status;
  archived?: boolean;
  sort?: IncidentSort | `-${IncidentSort}`;
}

type DeclareOptions = Omit<DeclareIncident, 'title'> & { service?: string[]; team?: string[] };

export function addIncidentCommands(program: CliCommand): void {
  const incidents = program
    .command('incidents')
    .description('List incidents, newest first or by a column')
    .helpCommand(false)
    .option('--text <TEXT>', 'only incidents with these words in the title or summary')
    .choice('--status <STATUS>', 'only this status', Status.options)
    .option('--archived', 'only archived incidents')
    .sortable(incidentSorts)
    .examples('debrief incidents --status in-review --sort severity')
    .run((call, client, filter: IncidentFilter) =>
      call.list(
        pages((place) =>
          client.incident.list({
            ...place,
            ...filter,
            archived: filter.archived ? 'true' : undefined,
          }),
        ),
        summaryColumns,
        'No incidents. Create one: debrief incidents declare "title"',
      ),
    );

  incidents
    .command('show')
    .argument('<incident>', 'such as INC-12')
    .description('Show an incident')
    .examples('debrief incidents show INC-12')
    .run(async (call, client, incident: string) => {
      const found = await client.incident.get({ incident });
      await call.show(found, listFacts(found));
    });

  incidents
    .command('declare')
    .argument('<title>')
    .description('Create an incident')
    .option('--summary <TEXT>', 'one or two sentences on what happened')
    .choice('--severity <SEVERITY>', 'severity', Severity.options)
    .choice('--status <STATUS>', 'status', Status.options)
    .choice('--mode <MODE>', 'kind of incident', Mode.options)
    .option('--zone <ZONE>', 'time zone, such as America/New_York')
    .option('--service <NAME>', 'affected service (repeatable)', collectValues)
    .option('--team <NAME>', 'team involved (repeatable)', collectValues)
    .examples('debrief incidents declare "Search shows no results" --severity SEV-2')
    .run(async (call, client, title: string) => {
      // The list command also declares --status and gets it first: the combined options always
      // contain it.
      const { summary, severity, status, mode, zone, service, team } =
        call.command.optsWithGlobals<DeclareOptions>();
      const more = { summary, severity, status, mode, zone, services: service, teams: team };
      const declared = await client.incident.declare({ title, ...more });
      await call.show(
        declared,
        `${declared.ref}
`,
      );
    });

  addIncidentRemovalCommands(incidents);

  program
    .command('export')
    .argument('<incident>', 'such as INC-12')
    .description('Export an incident as Markdown, JSON or a bundle')
    .choice('--format <FORMAT>', 'file format (default: markdown)', ['markdown', 'json', 'bundle'])
    .option(knownAtFlag, knownAtHelp)
    .option('-o, --output <FILE>', 'output file (default: standard output)')
    .examples(
      'debrief export INC-12 --format markdown > timeline.md',
      'debrief export INC-12 --known-at 14:34 --format json > at-14-34.json',
      'debrief export INC-12 --format bundle -o INC-12.bundle',
    )
    .run(
      async (
        call,
        client,
        incident: string,
        options: { format?: 'markdown' | 'json' | 'bundle'; knownAt?: string; output?: string },
      ) => {
        const answer = await client.incident.export({
          incident,
          format: options.format ?? 'markdown',
          ...(await readKnownAt(client, incident, options.knownAt)),
        });
        await call.saveFile(answer, options.output);
        if (options.format === 'bundle') await noteLeftOut(call, client, incident);
      },
    );
}

/** Answers of coders are secret until all have finished, also from who imports the bundle. */
async function noteLeftOut(call: Call, client: Client, incident: string): Promise<void> {
  const { items } = await client.coding.list({ incident });
  if (items.length > 0)
    await call.note(`Left out: ${countText(items.length, 'round')} of coding. Tags are included.`);
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
  const all: [string, string | null][] = [
    ['incident', incident.ref],
    ['title', incident.title],
    ['severity', incident.severity ?? '-'],
    ['status', incident.status],
    ['mode', incident.mode],
    ['visibility', incident.visibility],
    ['archived', incident.archivedAt && utcText(incident.archivedAt)],
    ['zone', incident.zone],
    ['services', incident.services.join(', ')],
    ['teams', incident.teams.join(', ')],
    ['declared', `${utcText(incident.createdAt)} by ${incident.createdBy.name}`],
    ['changed', utcText(incident.updatedAt)],
    ['summary', incident.summary],
  ];
  return all.flatMap(([name, value]) => (value ? [[name, value]] : []));
}
