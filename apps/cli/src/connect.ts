import { UsageError, CliError } from './errors.ts';
import type { Flags, World } from './world.ts';
import type { PlainAnswer, PlainRequest } from '@debrief/client';
import type { CommonOptions } from './call.ts';

interface Way {
  baseUrl: string;
  token?: string;
  fetch(request: Request): Promise<Response>;
  sendPlain?(request: PlainRequest): Promise<PlainAnswer>;
  close(): Promise<void>;
}

const flagNames = [
  'data',
  'databaseUrl',
  'host',
  'port',
  'publicUrl',
  'logLevel',
  'maxUploadMb',
  'demo',
] as const;

/**
 * The options that configure a deployment, only those that were given; the rest comes from the
 * environment.
 */
export function pickFlags(options: CommonOptions): Partial<Flags> {
  return Object.fromEntries(
    flagNames.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/**
 * Connects to the given server, the one running on the data folder, or the folder itself. Errors:
 * `in-use` if a process other than a server uses the folder.
 */
export async function connect(world: World, options: CommonOptions, isLong: boolean): Promise<Way> {
  const server = options.server ?? world.env['DEBRIEF_SERVER'];
  if (server) {
    const token = options.token ?? world.env['DEBRIEF_TOKEN'];
    return remote(world, server, token, 'Check the address and that the server is running.');
  }
  const deployment = await world.deploy(pickFlags(options));
  // A given database is opened directly: the server of this folder can use another one.
  const lock = deployment.hasDatabaseUrl ? null : await deployment.readLock();
  if (lock)
    return remote(
      world,
      lock.address,
      lock.token,
      `Process ${lock.pid} is using ${deployment.data}. Stop it, then try again.`,
    );
  const door = await deployment.openDoor(isLong);
  return {
    baseUrl: 'http://debrief.local',
    fetch: (request) => door.fetch(request),
    close: () => door.close(),
  };
}

function remote(world: World, address: string, token: string | undefined, hint: string): Way {
  const base = URL.parse(address);
  if (!base?.protocol.startsWith('http'))
    throw new UsageError(
      `"${address}" isn't a server address. Use one such as http://127.0.0.1:4300.`,
    );
  const baseUrl = `${base.origin}${base.pathname}`.replace(/\/+$/, '');
  const send = async <T>(signal: AbortSignal | undefined, sent: Promise<T>) => {
    try {
      return await sent;
    } catch (error) {
      const reason = describeFailure(error);
      if (signal?.aborted || reason === null) throw error;
      throw new CliError('unavailable', `Can't connect to ${baseUrl} (${reason}). ${hint}`);
    }
  };
  return {
    baseUrl,
    ...(token && { token }),
    fetch: (request) => send(request.signal, world.fetch(request)),
    sendPlain: (request) => send(request.signal, world.sendPlain(request)),
    close: async () => undefined,
  };
}

/**
 * Why a request did not arrive: `fetch` throws a TypeError with the system's error inside, `http`
 * the error itself.
 */
function describeFailure(error: unknown): string | null {
  const cause = error instanceof TypeError ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return null;
  if (cause === error && !(error instanceof TypeError) && !('code' in cause)) return null;
  return cause.message || ('code' in cause ? String(cause.code) : '');
}
