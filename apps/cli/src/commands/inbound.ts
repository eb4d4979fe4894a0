import type { Client } from '@debrief/client';
import type {
  CreatedInboundEndpoint,
  InboundDelivery,
  InboundEndpointSummary,
} from '@debrief/contract';
import { bytesText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import type { Call } from '../call.ts';
import { UsageError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import { findEndpoint } from './find-endpoint.ts';
import { wholeNumber } from '../options.ts';
import { oneLine } from '../text.ts';
import { addRuleCommands } from './routing-rules.ts';
import type { Column } from '../output.ts';

interface Options {
  now?: boolean;
  remove?: boolean;
  mapping?: string;
}

/** The calls for the endpoints of an incident, or of the organization. */
type EndpointCalls = Pick<
  Client['organization-inbound'],
  'list' | 'create' | 'rotate' | 'setSecret' | 'setMapping' | 'revoke' | 'test' | 'deliveries'
> & { findMappingId(name: string): Promise<string> };
type Run = (call: Call, calls: EndpointCalls, endpoint: string, options: Options) => Promise<void>;

/** Where endpoints are: the arguments that name it, in a command and in its example. */
interface Owner {
  arguments: [name: string, description: string][];
  example: string;
  calls(client: Client, given: readonly string[]): EndpointCalls;
}

const incidentOwner: Owner = {
  arguments: [['<incident>', 'such as INC-12']],
  example: ' INC-12',
  calls(client, [incident = '']) {
    const { inbound } = client;
    return {
      list: () => inbound.list({ incident }),
      create: (input) => inbound.create({ ...input, incident }),
      rotate: (input) => inbound.rotate({ ...input, incident }),
      setSecret: (input) => inbound.setSecret({ ...input, incident }),
      setMapping: (input) => inbound.setMapping({ ...input, incident }),
      findMappingId: (name) => findMappingId(client, name),
      revoke: (input) => inbound.revoke({ ...input, incident }),
      test: (input) => inbound.test({ ...input, incident }),
      deliveries: (input) => inbound.deliveries({ ...input, incident }),
    };
  },
};

const organizationOwner: Owner = {
  arguments: [],
  example: '',
  calls: (client) => ({
    ...client['organization-inbound'],
    findMappingId: (name) => findMappingId(client, name),
  }),
};

export function addInboundCommands(program: CliCommand): void {
  const inbound = program
    .command('inbound')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('List the inbound endpoints of an incident')
    .examples('debrief inbound INC-12')
    .run(async (call, client, incident: string) =>
      call.list(
        (await client.inbound.list({ incident })).items,
        endpointColumns,
        `No inbound endpoints. Create one: debrief inbound create ${incident} NAME`,
      ),
    );
  addEndpointCommands(inbound, incidentOwner);
}

/** `debrief routing`. */
export function addRoutingCommands(program: CliCommand): void {
  const routing = program
    .command('routing')
    .helpCommand(false)
    .description("List the organization's inbound endpoints")
    .examples('debrief routing')
    .run(async (call, client) =>
      call.list(
        (await client['organization-inbound'].list({})).items,
        endpointColumns,
        'No inbound endpoints. Create one: debrief routing create NAME',
      ),
    );
  addEndpointCommands(routing, organizationOwner);
  routing
    .command('change')
    .argument('<endpoint>', 'name or ID')
    .description('Rename an endpoint, or change how long it keeps')
    .option('--name <NAME>', 'its new name')
    .option('--keep-days <DAYS>', 'how long it keeps deliveries: 1 to 365', wholeNumber(1, 365))
    .examples('debrief routing change Alerts --keep-days 90')
    .run(
      async (
        call,
        client,
        name: string,
        given: { name?: string; keepDays?: number },
      ): Promise<void> => {
        const calls = client['organization-inbound'];
        const saved = await calls.change({ ...(await findEndpoint(calls, name)), ...given });
        await call.show(saved, 'Changed.\n');
      },
    );
  routing
    .command('add')
    .argument('<endpoint>', 'name or ID')
    .argument('<delivery>', 'ID, as in debrief routing deliveries')
    .argument('<incident>', 'such as INC-12')
    .description('Add a delivery to an incident by hand')
    .examples('debrief routing add Alerts 019cadc6-9a80-7000-8001-254b779b7c73 INC-12')
    .run(async (call, client, name: string, delivery: string, incident: string) => {
      const calls = client['organization-inbound'];
      const { id } = await findEndpoint(calls, name);
      const saved = await calls.addDelivery({ id, delivery, incident });
      await call.show(saved, 'Added.\n');
    });
  addRuleCommands(routing);
}

function addEndpointCommands(parent: CliCommand, owner: Owner): void {
  const count = owner.arguments.length;
  const start = (name: string, argument: [string, string], description: string) => {
    const command = parent.command(name).description(description);
    for (const one of [...owner.arguments, argument]) command.argument(...one);
    return command;
  };
  const add = (
    name: string,
    argument: [string, string],
    description: string,
    run: Run,
    example = '"Deploy bot"',
  ) =>
    start(name, argument, description)
      .examples(`debrief ${parent.name()} ${name}${owner.example} ${example}`)
      .run((call, client, ...given: (string | Options)[]) => {
        const texts = given.filter((one) => typeof one === 'string');
        const options = given.find((one) => typeof one === 'object') ?? {};
        return run(call, owner.calls(client, texts), texts[count] ?? '', options);
      });
  const named: [string, string] = ['<endpoint>', 'name or ID'];
  add(
    'create',
    ['<name>', 'such as "Deploy bot"'],
    'Create an inbound endpoint (its address is shown once)',
    async (call, calls, name, { source = 'generic', mapping }: Options & { source?: string }) => {
      const mappingId = mapping === undefined ? null : await calls.findMappingId(mapping);
      const made = await calls.create({ name, source, mappingId });
      const { sources } = await calls.list({});
      const sender = sources.find((one) => one.name === source);
      await showPath(call, made, sender?.setUp);
      if (sender?.snippet) await call.note(sender.snippet.replace('ADDRESS', made.path));
    },
    'Alerts --source alertmanager',
  )
    .option(
      '--source <SOURCE>',
      'the program that sends, such as alertmanager or github',
      'generic',
    )
    .option('--mapping <MAPPING>', 'saved mapping that reads JSON records of another form');
  add(
    'rotate',
    named,
    'Replace the address (the old one works for a day)',
    async (call, calls, name, { now: immediately }) => {
      const endpoint = await findEndpoint(calls, name);
      await showPath(call, await calls.rotate({ ...endpoint, immediately }));
    },
  ).option('--now', 'stop the old address immediately');
  add(
    'secret',
    named,
    "Store the sender's signing secret (read from stdin)",
    async (call, calls, name, { now: immediately, remove }) => {
      const endpoint = await findEndpoint(calls, name);
      const secret = remove === true ? null : await call.world.ask('Signing secret: ');
      const saved = await calls.setSecret({ ...endpoint, secret, immediately });
      await call.show(saved, secret === null ? 'Removed.\n' : 'Stored.\n');
    },
  )
    .option('--now', 'stop accepting the old secret immediately')
    .option('--remove', 'remove the secret: deliveries are no longer verified with it');
  add(
    'mapping',
    named,
    'Select the saved mapping that reads JSON records',
    async (call, calls, name, { mapping, remove }) => {
      if (mapping === undefined && remove !== true)
        throw new UsageError('Name a mapping with --mapping, or use --remove.');
      const endpoint = await findEndpoint(calls, name);
      const mappingId = mapping === undefined ? null : await calls.findMappingId(mapping);
      const saved = await calls.setMapping({ ...endpoint, mappingId });
      await call.show(saved, mappingId === null ? 'Removed.\n' : 'Selected.\n');
    },
    '"Deploy bot" --mapping "Pump log"',
  )
    .option('--mapping <MAPPING>', 'name of a saved mapping')
    .option('--remove', 'read the usual fields: time, text, actor and kind');
  add('revoke', named, 'Revoke an inbound endpoint', async (call, calls, name) => {
    const endpoint = await findEndpoint(calls, name);
    await calls.revoke(endpoint);
    await call.show({ ...endpoint, revoked: true }, 'Revoked.\n');
  });
  add('test', named, 'Send a sample of the tool', async (call, calls, name) => {
    const sent = await calls.test(await findEndpoint(calls, name));
    await call.show(sent, `${sent.id}\n`);
    await call.note(
      count === 0
        ? 'It is read like any delivery. No incident gets it.'
        : 'It is read like any delivery. Undo its import when you have seen it.',
    );
  });
  add('deliveries', named, 'List the last deliveries', async (call, calls, name) => {
    const { items } = await calls.deliveries(await findEndpoint(calls, name));
    await call.list(items, deliveryColumns, 'No deliveries yet.');
  });
}

async function findMappingId(client: Client, name: string): Promise<string> {
  return findByName(name, (await client.evidence.mappings({})).items, 'saved mapping').id;
}

/** `debrief evidence reread`. */
export function addRereadCommand(evidence: CliCommand): void {
  evidence
    .command('reread')
    .argument('<incident>', 'such as INC-12')
    .option('--endpoint <ENDPOINT>', 'only of this inbound endpoint, by name or ID')
    .description('Read deliveries again that were not understood')
    .examples('debrief evidence reread INC-12', 'debrief evidence reread INC-12 --endpoint Alerts')
    .run(async (call, client, incident: string, { endpoint }: { endpoint?: string }) => {
      const calls = incidentOwner.calls(client, [incident]);
      const input = endpoint === undefined ? {} : await findEndpoint(calls, endpoint);
      const queued = await client.inbound.reread({ incident, ...input });
      await call.show(queued, `${queued.deliveries} deliveries are read again.\n`);
    });
}

async function showPath(call: Call, made: CreatedInboundEndpoint, setUp = ''): Promise<void> {
  await call.show(made, `${made.path}\n`);
  await call.note(
    `The address is the server's address and this path. It won't be shown again. ${setUp}`.trim(),
  );
}

const endpointColumns: readonly Column<InboundEndpointSummary>[] = [
  { name: 'id', of: (endpoint) => endpoint.id },
  { name: 'name', of: (endpoint) => oneLine(endpoint.name) },
  { name: 'source', of: (endpoint) => endpoint.source },
  { name: 'state', of: (endpoint) => (endpoint.isRevoked ? 'revoked' : 'active') },
  { name: 'last delivery', of: ({ lastDeliveryAt: at }) => (at === null ? '-' : utcText(at)) },
  { name: 'last hour', of: ({ perHour }) => String(perHour.at(-1) ?? 0) },
  { name: 'not understood', of: ({ notUnderstood }) => String(notUnderstood) },
  { name: 'refused', of: (endpoint) => String(endpoint.refused) },
  { name: 'created', of: (endpoint) => utcText(endpoint.createdAt) },
];

export const deliveryColumns: readonly Column<InboundDelivery>[] = [
  { name: 'received', of: (delivery) => utcText(delivery.receivedAt) },
  { name: 'state', of: (delivery) => delivery.state },
  { name: 'size', of: (delivery) => bytesText(delivery.bytes) },
  {
    name: 'import',
    of: ({ importId, addedTo }) =>
      importId ?? (addedTo.map(({ incident }) => incident).join(', ') || '-'),
  },
  { name: 'problem', of: (delivery) => oneLine(delivery.problem ?? '-') },
];
