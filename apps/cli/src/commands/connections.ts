import type { Client } from '@debrief/client';
import {
  connectionKinds,
  findConnectionKind,
  type ChatChannels,
  type Connection,
  type ListChatChannels,
  type ConnectionSettings,
} from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import { InvalidArgumentError } from 'commander';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { findByName } from '../find-by-name.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';
import { deliveryColumns } from './inbound.ts';

const chatKinds = ['slack', 'mattermost'];

interface Options {
  kind?: string;
  name?: string;
  set?: Record<string, string>;
  askToken?: boolean;
  removeToken?: boolean;
}
type Run = (
  call: Call,
  client: Client,
  found: { incident: string; id: string; connection: Connection },
  options: Options,
) => Promise<void>;

export function addConnectionCommands(program: CliCommand): void {
  const connections = program
    .command('connections')
    .argument('<incident>', 'such as INC-12')
    .helpCommand(false)
    .description('List the sources of an incident that Debrief checks')
    .examples('debrief connections INC-12')
    .act(async (call, incident: string) => {
      const hint = `No connections. Create one: debrief connections create ${incident} NAME --kind feed --set url=ADDRESS`;
      await call.withClient(async (client) =>
        call.list((await client.connection.list({ incident })).items, columns, hint),
      );
    });
  connections
    .command('create')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'such as "Status page"')
    .choice('--kind <KIND>', 'what is checked', Object.keys(connectionKinds), { isRequired: true })
    .option('--set <NAME=VALUE>', describeSettings(), collectSettings)
    .option('--ask-token', 'ask for a token (read from stdin)')
    .description('Create a connection: a source that Debrief checks')
    .examples(
      'debrief connections create INC-12 Status --kind feed --set url=https://status.example.com/history.atom',
    )
    .run(async (call, client, incident: string, name: string, options: Options) => {
      const settings = toSettings({ ...options.set, kind: options.kind });
      const token = options.askToken === true ? { token: await askToken(call, options.kind) } : {};
      const made = await client.connection.create({ incident, name, settings, ...token });
      await call.show(made, `${made.id}\n`);
    });
  connections
    .command('channels')
    .argument('<incident>', 'such as INC-12')
    .choice('--kind <KIND>', 'the chat tool', chatKinds, { isRequired: true })
    .option('--set <NAME=VALUE>', 'its address: url', collectSettings)
    .description('List the channels of a chat tool (asks for its token)')
    .examples('debrief connections channels INC-12 --kind slack')
    .run(async (call, client, incident: string, { kind = '', set }: Options) => {
      const settings = toChatAddress({ ...set, kind });
      const token = await askToken(call, kind);
      const { items } = await client.connection.channels({ incident, settings, token });
      await call.list(items, channelColumns, 'No channels.');
    });
  const add = (name: string, description: string, run: Run) =>
    connections
      .command(name)
      .argument('<incident>', 'such as INC-12')
      .argument('<connection>', 'name or ID')
      .description(description)
      .examples(`debrief connections ${name} INC-12 "Status page"`)
      .run(async (call, client, incident: string, given: string, options: Options) => {
        const { items } = await client.connection.list({ incident });
        const connection = findByName(given, items, 'connection');
        await run(call, client, { incident, id: connection.id, connection }, options);
      });
  add('change', 'Change the name, settings or token', async (call, client, found, options) => {
    const { connection, ...ref } = found;
    const token =
      options.removeToken === true
        ? { token: null }
        : options.askToken === true
          ? { token: await askToken(call, connection.source) }
          : {};
    const saved = await client.connection.change({
      ...ref,
      ...(options.name !== undefined && { name: options.name }),
      ...(options.set && { settings: toSettings({ ...connection.settings, ...options.set }) }),
      ...token,
    });
    await call.show(saved, 'Changed.\n');
  })
    .option('--name <NAME>', 'the new name')
    .option('--set <NAME=VALUE>', describeSettings(), collectSettings)
    .option('--ask-token', 'ask for another token (read from stdin)')
    .option('--remove-token', 'remove the stored token');
  for (const [verb, description, said] of [
    ['pause', 'Stop checking it until it is resumed', 'Paused.'],
    ['resume', 'Resume a paused connection', 'Resumed.'],
    ['pull', 'Check now', 'It is being checked.'],
  ] as const)
    add(verb, description, async (call, client, { incident, id }) => {
      await call.show(await client.connection[verb]({ incident, id }), `${said}\n`);
    });
  add('revoke', 'Revoke a connection', async (call, client, { incident, id }) => {
    await client.inbound.revoke({ incident, id });
    await call.show({ incident, id, revoked: true }, 'Revoked.\n');
  });
  add('deliveries', 'List the last deliveries', async (call, client, { incident, id }) => {
    const { items } = await client.inbound.deliveries({ incident, id });
    await call.list(items, deliveryColumns, 'No deliveries yet.');
  });
}

/** Some kinds need several, which are joined. */
async function askToken(call: Call, kind = ''): Promise<string> {
  const { tokens = [{ label: 'Token' }] } = findConnectionKind(kind) ?? {};
  const given: string[] = [];
  for (const { label } of tokens) given.push(await call.world.ask(`${label}: `));
  return given.join(' ');
}

function describeSettings(): string {
  const kinds = Object.entries(connectionKinds).map(
    ([kind, { fields }]) => `${kind}: ${fields.map(({ name }) => name).join(', ')}`,
  );
  return `a setting; ${kinds.join('; ')}`;
}

function collectSettings(
  text: string,
  before: Record<string, string> | undefined,
): Record<string, string> {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Use NAME=VALUE, such as url=https://example.com/feed.');
  return { ...before, [name]: value };
}

/** The cast holds because the server parses what is sent, and lists every issue. */
function toSettings(given: Record<string, unknown>): ConnectionSettings {
  return given as ConnectionSettings;
}

/** As `toSettings`. */
function toChatAddress(given: Record<string, unknown>): ListChatChannels['settings'] {
  return given as ListChatChannels['settings'];
}

const channelColumns: readonly Column<ChatChannels['items'][number]>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', of: ({ name }) => oneLine(name) },
  { name: 'private', of: ({ isPrivate }) => (isPrivate ? 'yes' : 'no') },
  { name: 'app is in it', of: ({ isMember }) => (isMember ? 'yes' : 'no') },
];

const columns: readonly Column<Connection>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', of: ({ name }) => oneLine(name) },
  { name: 'kind', of: ({ source }) => source },
  {
    name: 'state',
    of: ({ source, isRevoked, isPaused, isAsking, problem }) =>
      isRevoked
        ? 'revoked'
        : isPaused
          ? 'paused'
          : isAsking
            ? findConnectionKind(source)?.isLive === true
              ? 'listening'
              : 'checking'
            : problem === null
              ? 'waiting'
              : 'failing',
  },
  { name: 'checked', of: ({ askedAt }) => (askedAt === null ? '-' : utcText(askedAt)) },
  { name: 'next', of: ({ nextAt }) => (nextAt === null ? '-' : utcText(nextAt)) },
  { name: 'not understood', of: ({ notUnderstood }) => String(notUnderstood) },
  { name: 'problem', of: ({ problem }) => oneLine(problem ?? '-') },
];
