import {
  gapFilters,
  serviceKinds,
  serviceLinkKinds,
  serviceSorts,
  servicePaths,
  type AddService,
  type CatalogImport,
  type ListServices,
  type Service,
  type ServiceLink,
  type SloResult,
} from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { openUploads } from '../import/open-uploads.ts';
import { collectValues, wholeNumber } from '../options.ts';
import type { Column } from '../output.ts';
import { pages } from '../pages.ts';
import { oneLine } from '../text.ts';
import { shareText, sloCountText, sloVerdictNames } from '@debrief/rules/slo';
import { findService, toUndoHint } from './find-service.ts';
import { addHistoryCommands } from './service-history.ts';
import { addKnowledgeCommands } from './services-knowledge.ts';

interface ListOptions {
  text?: string;
  kind?: Service['kind'];
  owner?: string;
  tier?: string;
  path?: 'data' | 'metadata';
  without?: ListServices['without'];
  source?: string;
  sort?: ListServices['sort'];
  limit?: number;
}

interface ImportOptions {
  source?: string;
  missing?: 'mark' | 'keep';
}

interface FieldOptions {
  kind?: Service['kind'];
  title?: string;
  description?: string;
  owner?: string;
  tier?: string;
  path?: 'data' | 'metadata' | 'none';
  slo?: string;
  durability?: string;
  p99?: string;
  rpo?: string;
  runbook?: string[];
  dashboard?: string[];
  alias?: string[];
}

export function addServiceCommands(program: CliCommand): void {
  const services = program
    .command('services')
    .description('List and change the services of the catalog')
    .helpCommand(false);
  // Options of `services` itself would also be taken from its subcommands.
  services
    .command('list', { isDefault: true })
    .description('List services')
    .option('--text <TEXT>', 'words of a name, owner or description')
    .choice('--kind <KIND>', 'only this kind', serviceKinds)
    .option('--owner <NAME>', 'only those of this team or person')
    .option('--tier <TIER>', 'only this tier')
    .choice('--path <PATH>', 'only on this path', servicePaths)
    .choice('--without <WHAT>', 'only those with this gap', gapFilters)
    .option('--source <NAME>', 'only those that this source listed')
    .sortable(serviceSorts)
    .option('--limit <N>', 'maximum number of services (default: 100)', wholeNumber(1, 1_000_000))
    .examples(
      'debrief services --owner Search',
      'debrief services --without orphan --sort -incidents',
    )
    .run((call, client, { limit, ...filter }: ListOptions) =>
      call.list(
        pages((place) => client.catalog.list({ ...filter, ...place }), limit ?? 100),
        columns,
        'No services. Add one: debrief services add NAME',
      ),
    );

  services
    .command('show')
    .argument('<service>', 'name, other name or ID')
    .description('Show a service, its links and incidents')
    .examples('debrief services show search')
    .run(async (call, client, name: string) => {
      const { service } = await findService(client, name);
      const details = await client.catalog.get({ id: service.id });
      await call.show(details, [
        ...listFacts(details.service),
        ...details.slos.flatMap(({ reports: [newest] }): [string, string][] =>
          newest ? [['slo', describeSlo(newest)]] : [],
        ),
        ...details.links.map((link): [string, string] => ['link', toLinkText(link)]),
        ...details.incidents.map(({ ref, title }): [string, string] => [ref, oneLine(title)]),
      ]);
    });

  withFields(
    services.command('add').argument('<name>', 'name of the service').description('Add a service'),
  )
    .examples('debrief services add search --owner "Search team" --tier 1 --slo "99.9 %"')
    .run(async (call, client, name: string, options: FieldOptions) => {
      const { service } = await client.catalog.add({ name, ...toFields(options) });
      await call.show(service, service ? listFacts(service) : '');
    });

  withFields(
    services
      .command('change')
      .argument('<service>', 'name, other name or ID')
      .description('Change a service; "" clears a field')
      .option('--name <NAME>', 'new name'),
  )
    .examples('debrief services change search --owner "Discovery" --runbook https://wiki/search')
    .run(
      async (
        call,
        client,
        name: string,
        { name: newName, ...options }: FieldOptions & { name?: string },
      ) => {
        const { service: found } = await findService(client, name);
        const { service } = await client.catalog.change({
          id: found.id,
          version: found.version,
          name: newName,
          ...toFields(options),
        });
        await call.show(service, service ? listFacts(service) : '');
      },
    );

  services
    .command('remove')
    .argument('<service>', 'name, other name or ID')
    .description('Remove a service')
    .examples('debrief services remove search')
    .run(async (call, client, name: string) => {
      const { service } = await findService(client, name);
      const { activityId } = await client.catalog.remove({
        id: service.id,
        version: service.version,
      });
      await call.show(
        { id: service.id, activityId },
        toUndoHint(`Removed ${service.name}.`, activityId),
      );
    });

  services
    .command('link')
    .argument('<from>', 'name of a service')
    .argument('<kind>', 'calls, fronts or feeds')
    .argument('<to>', 'name of a service')
    .description('Add a link between two services')
    .option('--add-missing', "add services that the catalog doesn't have")
    .examples('debrief services link web calls orders', 'debrief services link lb fronts web')
    .run(
      async (
        call,
        client,
        from: string,
        kind: string,
        to: string,
        { addMissing }: { addMissing?: boolean },
      ) => {
        const input = { from, to, kind: readLinkKind(kind), addsMissing: addMissing };
        const { link, activityId } = await client.catalog.addLink(input);
        await showLink(call, link, activityId);
      },
    );

  services
    .command('unlink')
    .argument('<from>', 'name of a service')
    .argument('<kind>', 'calls, fronts or feeds')
    .argument('<to>', 'name of a service')
    .description('Remove a link between two services')
    .examples('debrief services unlink web calls orders')
    .run(async (call, client, from: string, kind: string, to: string) => {
      const { service } = await findService(client, from);
      const { service: target } = await findService(client, to);
      const { links } = await client.catalog.get({ id: service.id });
      const found = links.find(
        (link) => link.kind === kind && link.from.id === service.id && link.to.id === target.id,
      );
      if (!found)
        throw new CliError(
          'not-found',
          `No link says that ${service.name} ${kind} ${target.name}.`,
        );
      const { activityId } = await client.catalog.removeLink({ id: found.id });
      await call.show(
        { id: found.id, activityId },
        toUndoHint(`Removed: ${toLinkText(found)}.`, activityId),
      );
    });

  services
    .command('import')
    .argument('<file>', 'catalog-info.yaml, OpenLineage events, dbt manifest.json, or CSV')
    .description('Import services and links from a file')
    .option('--source <NAME>', 'name of where the file is from (default: its format)')
    .choice('--missing <WHAT>', 'services of the source that are not in the file', ['mark', 'keep'])
    .examples(
      'debrief services import catalog-info.yaml --missing keep',
      'debrief services import target/manifest.json',
      'debrief services import services.csv --source "team sheet"',
    )
    .run(async (call, client, path: string, options: ImportOptions) => {
      const [upload, another] = await openUploads(path);
      if (!upload || another) throw new CliError('invalid', 'Name one file.');
      const input = { name: upload.name, ...options };
      const result = await client.catalog.import(input, { file: upload.chunks() });
      await call.show(result, listCounts(result));
      for (const { what, count } of result.leftOut)
        await call.note(`Left out: ${numberText(count)} ${oneLine(what)}`);
      for (const { place, reason } of result.problems)
        await call.note(`${oneLine(place)}: ${oneLine(reason)}`);
    });

  services
    .command('undo')
    .argument('<activity>', 'ID of your change')
    .description('Undo your change of a service, history or link')
    .examples('debrief services undo 4711')
    .run(async (call, client, activityId: string) => {
      await call.show(await client.catalog.undo({ activityId }), 'Undone.\n');
    });

  addKnowledgeCommands(services);
  addHistoryCommands(services);
}

function withFields(command: CliCommand): CliCommand {
  return command
    .choice('--kind <KIND>', 'kind', serviceKinds)
    .option('--title <TITLE>', 'title')
    .option('--description <TEXT>', 'what it does')
    .option('--owner <NAME>', 'team or person that owns it')
    .option('--tier <TIER>', 'how important it is')
    .choice('--path <PATH>', 'data or metadata path', ['data', 'metadata', 'none'])
    .option('--slo <GOAL>', 'service level objective')
    .option('--durability <GOAL>', 'durability goal')
    .option('--p99 <GOAL>', 'latency goal for 99 % of requests')
    .option('--rpo <GOAL>', 'recovery point objective')
    .option('--runbook <URL>', 'runbook; can be repeated', collectValues)
    .option('--dashboard <URL>', 'dashboard; can be repeated', collectValues)
    .option('--alias <NAME>', 'other name; can be repeated', collectValues);
}

function toFields({
  runbook,
  dashboard,
  alias,
  path,
  ...fields
}: FieldOptions): Omit<AddService, 'name' | 'id'> {
  const toPages = (urls: string[] | undefined) =>
    urls?.flatMap((url) => (url === '' ? [] : [{ url }]));
  return {
    ...fields,
    path: path === 'none' ? null : path,
    runbooks: toPages(runbook),
    dashboards: toPages(dashboard),
    aliases: alias?.filter((name) => name !== ''),
  };
}

function readLinkKind(text: string): ServiceLink['kind'] {
  const kind = serviceLinkKinds.find((one) => one === text);
  if (!kind) throw new CliError('invalid', `Use one of ${serviceLinkKinds.join(', ')}.`);
  return kind;
}

async function showLink(call: Call, link: ServiceLink | null, activityId: string | null) {
  if (link)
    await call.show({ ...link, activityId }, toUndoHint(`${toLinkText(link)}.`, activityId));
}

function listCounts(result: CatalogImport): [string, string][] {
  const counts: [string, number][] = [
    ['Read', result.read],
    ['Added', result.added],
    ['Changed', result.changed],
    ['Unchanged', result.unchanged],
    ['Missing', result.missing],
    ['Returned', result.returned],
    ['Rejected', result.rejected],
    ['Links added', result.links.added],
    ['Links missing', result.links.missing],
    ['Only named by others', result.onlyNamed],
    ['Fields kept', result.keptFields + result.otherSources],
    ['Removed by a person', result.removedByHand + result.links.removedByHand],
  ];
  return [
    ['Source', `${oneLine(result.source)} (${result.format})`],
    ...counts.map(([name, count]): [string, string] => [name, numberText(count)]),
  ];
}

const toLinkText = ({ from, kind, to }: ServiceLink) => `${from.name} ${kind} ${to.name}`;

function listFacts(service: Service): [string, string][] {
  const facts: [string, string | null][] = [
    ['name', service.name],
    ['title', service.title],
    ['kind', service.kind],
    ['description', service.description],
    ['owner', service.owner ?? 'none'],
    ['tier', service.tier],
    ['path', service.path],
    ['SLO', service.slo],
    ['durability', service.durability],
    ['p99', service.p99],
    ['RPO', service.rpo],
    ...service.runbooks.map(({ url, check }): [string, string] => [
      'runbook',
      check?.state === 'broken' ? `${url} (broken: ${check.problem ?? ''})` : url,
    ]),
    ...service.dashboards.map(({ url }): [string, string] => ['dashboard', url]),
    ['other names', service.aliases.join(', ') || null],
    ...service.sources.map(({ source, missingAt }): [string, string] => [
      'source',
      missingAt === null ? source : `${source}, missing since ${utcText(missingAt)}`,
    ]),
    ['incidents', String(service.incidents)],
    ['id', service.id],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, oneLine(value)]]));
}

const columns: readonly Column<Service>[] = [
  { name: 'name', of: (one) => one.name },
  { name: 'kind', of: (one) => one.kind },
  { name: 'owner', of: (one) => one.owner ?? '-' },
  { name: 'tier', of: (one) => one.tier ?? '-' },
  { name: 'path', of: (one) => one.path ?? '-' },
  { name: 'runbooks', of: (one) => one.runbooks.length },
  { name: 'incidents', of: (one) => one.incidents },
  { name: 'gaps', of: (one) => one.gaps.join(', ') || '-' },
];

/** Goal set, goal met, n. */
function describeSlo(result: SloResult): string {
  const { slo, objective, goal, reached, verdict, at } = result;
  return oneLine(
    `${slo}${objective && `, ${objective}`}: goal ${shareText(goal)}, ${sloVerdictNames[verdict]}, reached ${shareText(reached)} of ${sloCountText(result)} (${at})`,
  );
}
