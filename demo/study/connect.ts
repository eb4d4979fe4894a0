import { parseArgs } from 'node:util';
import { createClient, type Client } from '@debrief/client';
import { readConfig } from '@debrief/server/config';
import { readLock } from '@debrief/server/lock';

export interface Options {
  client: Client;
  baseUrl: string;
  /** The incident to complete; the sample incident by default. */
  incident: string | undefined;
}

/**
 * The server given by --server and --token (an API key with the scope write), or the one that uses the data folder.
 * Errors: when no server is running.
 */
export async function connect(args: string[]): Promise<Options> {
  const { values } = parseArgs({
    args,
    options: {
      server: { type: 'string' },
      token: { type: 'string' },
      data: { type: 'string' },
      incident: { type: 'string' },
    },
  });
  if (values.server) {
    const client = createClient({
      baseUrl: values.server,
      ...(values.token && { token: values.token }),
    });
    return { client, baseUrl: values.server, incident: values.incident };
  }
  const lock = await readLock(
    readConfig({ flags: { ...(values.data && { data: values.data }) }, env: {} }).data,
  );
  if (!lock?.address)
    throw new Error(
      'No server is running on this data folder. Start one with npm start, or use --server http://127.0.0.1:4300 --token KEY.',
    );
  return {
    client: createClient({ baseUrl: lock.address, token: lock.token }),
    baseUrl: lock.address,
    incident: values.incident,
  };
}
