import { isDeepStrictEqual } from 'node:util';
import {
  ChangeConnection,
  ConnectionRef,
  CreateConnection,
  DomainError,
  findConnectionKind,
  ListChatChannels,
  type ActivityKind,
  type Connection,
  type ConnectionSettings,
} from '@debrief/contract';
import { authorize, type Authorized } from '../access/index.ts';
import { hashToken, newToken } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { verb } from '../verb.ts';
import {
  connectionRows,
  isLeased,
  loadConnection,
  presentConnections,
  schedulePull,
  type ConnectionRow,
} from './connection-rows.ts';
import { presentEndpoint } from './rows.ts';

/** The connections of an incident, oldest first. Errors: `not-found`, `forbidden`. */
export async function listConnections(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Connection[] }> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  const rows = await connectionRows(ctx)
    .where('incident_id', '=', incident.id)
    .orderBy('inbound_endpoint.id')
    .execute();
  return { items: await presentConnections(ctx, rows) };
}

/** What a request for the channels of a chat tool needs. */
export interface ChatAccess {
  settings: { kind: 'slack' | 'mattermost'; url: string };
  secret: string;
}

/**
 * The tokens for a request: those that are given, else those of a connection to the same host. Errors:
 * `invalid` if there are none, `not-found`, `forbidden`.
 */
export async function loadChatAccess(ctx: Context, raw: ListChatChannels): Promise<ChatAccess> {
  const { incident, id, settings, token } = parse(ListChatChannels, raw);
  const { id: incidentId } = await authorize(ctx, 'evidence:import', incidentByRef(ctx, incident));
  const row = id === undefined ? null : await loadConnection(ctx, incidentId, id);
  const isSame =
    row?.settings.kind === settings.kind && findHost(row.settings) === new URL(settings.url).origin;
  const secret = token ?? (isSame ? row.secret : null);
  if (secret !== null) return { settings, secret };
  throw new DomainError('invalid', 'Enter the token to list the channels.', {
    issues: [{ at: 'token', message: 'Enter the token' }],
  });
}

const mostConnections = 20;

/**
 * Creates a connection and asks it immediately. Errors: `invalid`, `not-found`, `forbidden`,
 * `conflict` if the incident has too many or is archived.
 */
export const createConnection = verb(CreateConnection, async (ctx, input): Promise<Connection> => {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  const { items } = await listConnections(ctx, { incident: incident.id });
  if (items.filter(({ isRevoked }) => !isRevoked).length >= mostConnections)
    throw new DomainError(
      'conflict',
      `An incident can have ${mostConnections} connections. Revoke one first.`,
    );
  refuseWrongTokens(input.settings, input.token);
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('inbound_endpoint')
    .values({
      id,
      incident_id: incident.id,
      source: input.settings.kind,
      name: input.name,
      // Null means revoked. No one knows the address with this secret.
      token_hash: hashToken(newToken()),
      secret: input.token ?? null,
      created_at: now,
      created_by: jsonb(actorRef(ctx.actor)),
    })
    .execute();
  await ctx.db
    .insertInto('connection')
    .values({ endpoint_id: id, settings: jsonb(input.settings), next_at: now })
    .execute();
  await schedulePull(ctx, id, now);
  const after = await loadConnection(ctx, incident.id, id);
  await recordConnection(ctx, 'connection.created', null, after);
  return presentOne(ctx, after);
});

/**
 * Changes the name, the settings or the token, and asks again if it is more than the name. Other
 * settings than the interval start again: known records are duplicates. Errors: `invalid` for
 * another kind, or another host without the token; `not-found`, `forbidden`, `conflict` if it is
 * revoked.
 */
export const changeConnection = verb(ChangeConnection, async (ctx, input): Promise<Connection> => {
  const before = await authorizeConnection(ctx, input);
  const settings = input.settings ?? before.settings;
  if (settings.kind !== before.settings.kind)
    throw new DomainError('invalid', 'A connection keeps its kind. Create another one.');
  if (
    before.secret !== null &&
    input.token === undefined &&
    findHost(settings) !== findHost(before.settings)
  )
    throw new DomainError('invalid', 'Enter the token again: the address is on another host.', {
      issues: [{ at: 'token', message: 'Enter the token of the new host' }],
    });
  if (typeof input.token === 'string') refuseWrongTokens(settings, input.token);
  await ctx.db
    .updateTable('inbound_endpoint')
    .set({
      name: input.name ?? before.name,
      secret: input.token === undefined ? before.secret : input.token,
    })
    .where('id', '=', before.id)
    .execute();
  const kind = input.token === undefined ? 'connection.changed' : 'connection.token-changed';
  if (input.settings === undefined && input.token === undefined)
    return recordChange(ctx, kind, before, null);
  const isSame = isDeepStrictEqual(withoutInterval(settings), withoutInterval(before.settings));
  return recordChange(ctx, kind, before, {
    settings,
    ...(!isSame && { watermark: null }),
  });
});

/** Asks no more until it is resumed. Errors: `not-found`, `forbidden`, `conflict` if it is revoked. */
export const pauseConnection = verb(ConnectionRef, async (ctx, input): Promise<Connection> => {
  const before = await authorizeConnection(ctx, input);
  if (before.is_paused) return presentOne(ctx, before);
  return recordChange(ctx, 'connection.paused', before, { is_paused: true });
});

/** Continues after what is stored, immediately. Errors: as `pauseConnection`. */
export const resumeConnection = verb(ConnectionRef, async (ctx, input): Promise<Connection> => {
  const before = await authorizeConnection(ctx, input);
  if (!before.is_paused) return presentOne(ctx, before);
  return recordChange(ctx, 'connection.resumed', before, { is_paused: false });
});

/**
 * Asks now; does nothing if it is being asked. Errors: `not-found`, `forbidden`, `conflict` if it is
 * revoked or paused.
 */
export const pullConnection = verb(ConnectionRef, async (ctx, input): Promise<Connection> => {
  const before = await authorizeConnection(ctx, input);
  if (before.is_paused)
    throw new DomainError('conflict', 'This connection is paused. Resume it first.');
  // Another process can have started to ask since it was read.
  const locked = await ctx.db
    .selectFrom('connection')
    .select('lease_until')
    .where('endpoint_id', '=', before.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (isLeased(ctx, locked)) return presentOne(ctx, before);
  return recordChange(ctx, 'connection.asked', before, {});
});

/** Errors: `not-found`, `forbidden`, `conflict` if it is revoked. */
async function authorizeConnection(
  ctx: Context,
  { incident, id }: ConnectionRef,
): Promise<Authorized<ConnectionRow>> {
  const { id: incidentId } = await authorize(ctx, 'evidence:import', incidentByRef(ctx, incident));
  const row = await authorize(ctx, 'evidence:import', loadConnection(ctx, incidentId, id));
  if (row.token_hash === null)
    throw new DomainError('conflict', 'This connection is revoked. Create a new one.');
  return row;
}

/** Saves a change, which ends a running request, and asks again unless it is paused. */
async function recordChange(
  ctx: Context,
  kind: ActivityKind,
  before: Authorized<ConnectionRow>,
  values: { settings?: ConnectionSettings; watermark?: null; is_paused?: boolean } | null,
): Promise<Connection> {
  const now = ctx.clock.now();
  if (values !== null) {
    await ctx.db
      .updateTable('connection')
      .set({
        ...values,
        settings: jsonb(values.settings ?? before.settings),
        next_at: now,
        problem: null,
        failures: 0,
        lease: null,
        lease_until: null,
      })
      .where('endpoint_id', '=', before.id)
      .execute();
    if (!(values.is_paused ?? before.is_paused)) await schedulePull(ctx, before.id, now);
  }
  const after = await loadConnection(ctx, before.incident_id, before.id);
  await recordConnection(ctx, kind, before, after);
  return presentOne(ctx, after);
}

/** An address can be a secret: activity has only its host. */
async function recordConnection(
  ctx: Context,
  kind: ActivityKind,
  before: ConnectionRow | null,
  after: ConnectionRow,
): Promise<void> {
  const toRecorded = (row: ConnectionRow) => ({
    ...presentEndpoint(ctx, row),
    host: findHost(row.settings),
    everyMinutes: row.settings.everyMinutes,
    isPaused: row.is_paused,
  });
  await record(ctx, {
    kind,
    incidentId: after.incident_id,
    subjectId: after.id,
    ...(before && { before: toRecorded(before) }),
    after: toRecorded(after),
  });
}

async function presentOne(ctx: Context, row: ConnectionRow): Promise<Connection> {
  const [connection] = await presentConnections(ctx, [row]);
  if (!connection) throw new DomainError('not-found', 'Connection not found.');
  return connection;
}

/** Errors: `invalid` if a kind needs several tokens, and they are not these. */
function refuseWrongTokens({ kind }: ConnectionSettings, token: string | undefined): void {
  const tokens = findConnectionKind(kind)?.tokens;
  if (tokens === undefined) return;
  const given = token?.split(' ') ?? [];
  const isGiven = (prefix: string) => given.some((one) => one.startsWith(prefix));
  const missing = tokens.filter(({ prefix }) => !isGiven(prefix));
  if (missing.length === 0 && given.length === tokens.length) return;
  const wanted = missing.length === 0 ? tokens : missing;
  const name = ({ label, prefix }: (typeof tokens)[number]) => `${label} (${prefix}…)`;
  throw new DomainError('invalid', `Enter the ${wanted.map(name).join(' and ')}.`, {
    issues: wanted.map((token) => ({
      at: `token.${tokens.indexOf(token)}`,
      message: `Enter the ${name(token)}`,
    })),
  });
}

function withoutInterval({ everyMinutes: _, ...settings }: ConnectionSettings): object {
  return settings;
}

/** The scheme, host and port that get the token. */
function findHost(settings: ConnectionSettings): string | null {
  return 'url' in settings ? new URL(settings.url).origin : null;
}
