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
import { findByName } from '../find-by-name.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

interface Options {
  now?: boolean;
  remove?: boolean;
}
type Run = (
  call: Call,
  client: Client,
  incident: string,
  endpoint: string,
  options: Options,
) => Promise<void>;

export function addInboundCommands(program: CliCommand): void {
  const inbound = program
    .command('inbound')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('List the inbound endpoints of an incident')
    .examples('debrief inbound INC-12')
    .act(async (call, incident: string) => {
      const hint = `No inbound endpoints. Create one: debrief inbound create ${incident} NAME`;
      await call.withClient(async (client) =>
        call.list((await client.inbound.list({ incident })).items, endpointColumns, hint),
      );
    });
  const add = (name: string, argument: [string, string], description: string, run: Run) =>
    inbound
      .command(name)
      .argument('<incident>', 'such as INC-12')
      .argument(...argument)
      .description(description)
      .examples(`debrief inbound ${name} INC-12 "Deploy bot"`)
      .run((call, client, incident: string, endpoint: string, options: Options) =>
        run(call, client, incident, endpoint, options),
      );
  const named: [string, string] = ['<endpoint>', 'name or ID'];
  inbound
    .command('create')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'such as "Deploy bot"')
    .description('Create an inbound endpoint (its address is shown once)')
    .option(
      '--source <SOURCE>',
      'the program that sends, such as alertmanager or github',
      'generic',
    )
    .examples('debrief inbound create INC-12 Alerts --source alertmanager')
    .run(async (call, client, incident: string, name: string, { source }: { source: string }) => {
      const made = await client.inbound.create({ incident, name, source });
      const { sources } = await client.inbound.list({ incident });
      const sender = sources.find((one) => one.name === source);
      await showPath(call, made, sender?.setUp);
      if (sender?.snippet) await call.note(sender.snippet.replace('ADDRESS', made.path));
    });
  add(
    'rotate',
    named,
    'Replace the address (the old one works for a day)',
    async (call, client, incident, name, { now: immediately }) => {
      const endpoint = await findEndpoint(client, incident, name);
      await showPath(call, await client.inbound.rotate({ ...endpoint, immediately }));
    },
  ).option('--now', 'stop the old address immediately');
  add(
    'secret',
    named,
    "Store the sender's signing secret (read from stdin)",
    async (call, client, incident, name, { now: immediately, remove }) => {
      const endpoint = await findEndpoint(client, incident, name);
      const secret = remove === true ? null : await call.world.ask('Signing secret: ');
      const saved = await client.inbound.setSecret({ ...endpoint, secret, immediately });
      await call.show(saved, secret === null ? 'Removed.\n' : 'Stored.\n');
    },
  )
    .option('--now', 'stop accepting the old secret immediately')
    .option('--remove', 'remove the secret: deliveries are no longer verified with it');
  add('revoke', named, 'Revoke an inbound endpoint', async (call, client, incident, name) => {
    const endpoint = await findEndpoint(client, incident, name);
    await client.inbound.revoke(endpoint);
    await call.show({ ...endpoint, revoked: true }, 'Revoked.\n');
  });
  add('test', named, 'Send a sample of the tool', async (call, client, incident, name) => {
    const sent = await client.inbound.test(await findEndpoint(client, incident, name));
    await call.show(sent, `${sent.id}\n`);
    await call.note('It is read like any delivery. Undo its import when you have seen it.');
  });
  add('deliveries', named, 'List the last deliveries', async (call, client, incident, name) => {
    const endpoint = await findEndpoint(client, incident, name);
    const { items } = await client.inbound.deliveries(endpoint);
    await call.list(items, deliveryColumns, 'No deliveries yet.');
  });
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
      const input = endpoint === undefined ? {} : await findEndpoint(client, incident, endpoint);
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

async function findEndpoint(
  client: Client,
  incident: string,
  name: string,
): Promise<{ incident: string; id: string }> {
  const { items } = await client.inbound.list({ incident });
  return { incident, id: findByName(name, items, 'inbound endpoint').id };
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
  { name: 'import', of: (delivery) => delivery.importId ?? '-' },
  { name: 'problem', of: (delivery) => oneLine(delivery.problem ?? '-') },
];
