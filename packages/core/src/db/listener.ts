import pg from 'pg';

type Heard = (payload: string | null) => void;

/**
 * One connection per process that listens on all its channels: opened with the first listener,
 * closed after the last, reconnected after a failure.
 */
export function createListener(
  url: string,
): (channel: string, heard: Heard) => Promise<() => Promise<void>> {
  const channels = new Map<string, Set<Heard>>();
  let client: pg.Client | null = null;
  let opening: Promise<void> | null = null;
  const isWanted = () => channels.size > 0;

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'debrief live',
      keepAlive: true,
    });
    next.on('error', () => {});
    next.on('notification', ({ channel, payload }) => {
      for (const heard of channels.get(channel) ?? []) heard(payload ?? '');
    });
    try {
      await next.connect();
      for (const channel of channels.keys())
        await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    client = next;
    // Only a connection that has listened needs to be replaced when it ends: a failed first attempt
    // is retried by the caller.
    next.on('end', () => {
      if (client === next) client = null;
      void reconnect();
    });
    if (!isWanted()) await next.end();
  };
  const open = () => (opening ??= connect().finally(() => (opening = null)));
  const reconnect = async () => {
    while (isWanted()) {
      await new Promise((resolve) => setTimeout(resolve, 500).unref());
      if (!isWanted() || client) return;
      try {
        await open();
      } catch {
        continue;
      }
      for (const each of channels.values()) for (const heard of each) heard(null);
      return;
    }
  };

  return async (channel, heard) => {
    const others = channels.get(channel);
    channels.set(channel, new Set([...(others ?? []), heard]));
    try {
      if (!client) await open();
      if (!others) await client?.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      forget(channels, channel, heard);
      throw error;
    }
    return async () => {
      forget(channels, channel, heard);
      if (!isWanted()) await client?.end();
      else if (!channels.has(channel))
        await client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => {});
    };
  };
}

function forget(channels: Map<string, Set<Heard>>, channel: string, heard: Heard): void {
  const left = new Set([...(channels.get(channel) ?? [])].filter((one) => one !== heard));
  if (left.size > 0) channels.set(channel, left);
  else channels.delete(channel);
}
