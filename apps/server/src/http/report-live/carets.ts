import type { Store } from '@debrief/core/db';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { applyAwarenessUpdate, encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import type { Log } from '@debrief/core/context';
import { remoteOrigin } from './open-report.ts';

const channel = 'debrief_report_carets';
/** A PostgreSQL notification is limited to 8000 bytes. */
const longestNotice = 7_800;
const gatherMs = 60;

/**
 * Who is where in which report, shared among the processes of a database. It has no value later, so
 * it is never stored.
 */
export interface Carets {
  join(incidentId: string, awareness: Awareness): void;
  leave(incidentId: string): void;
  close(): Promise<void>;
}

interface Place {
  awareness: Awareness;
  changed: Set<number>;
  timer: NodeJS.Timeout | null;
  stop: () => void;
}

export async function openCarets(store: Store, log: Log): Promise<Carets> {
  const self = randomUUID().slice(0, 8);
  const places = new Map<string, Place>();
  const isAlone = store.kind === 'embedded';
  const tell = (text: string) => {
    sql`select pg_notify(${channel}, ${text})`
      .execute(store.db)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'could not send carets to other processes'),
      );
  };
  const tellChanged = (incidentId: string, place: Place) => {
    place.timer = null;
    const clients = [...place.changed].filter((client) => place.awareness.meta.has(client));
    place.changed.clear();
    for (const notice of buildNotices(`${self} ${incidentId} `, place.awareness, clients))
      tell(notice);
  };
  const mark = (incidentId: string, place: Place, clients: readonly number[]) => {
    for (const client of clients) place.changed.add(client);
    place.timer ??= setTimeout(() => tellChanged(incidentId, place), gatherMs);
  };
  const hear = (payload: string | null) => {
    const [from = '', incidentId = '', content = ''] = payload?.split(' ') ?? [];
    const place = places.get(incidentId);
    if (!place || from === self) return;
    if (content === '?') return mark(incidentId, place, [...place.awareness.getStates().keys()]);
    try {
      applyAwarenessUpdate(place.awareness, Buffer.from(content, 'base64'), remoteOrigin);
    } catch (error) {
      log.warn({ err: error }, 'could not read carets from another process');
    }
  };
  const stop = isAlone ? async () => {} : await store.listen(channel, hear);
  const leave = (incidentId: string) => {
    const place = places.get(incidentId);
    if (!place) return;
    place.stop();
    if (place.timer) {
      clearTimeout(place.timer);
      tellChanged(incidentId, place);
    }
    places.delete(incidentId);
  };
  return {
    join(incidentId, awareness) {
      if (isAlone) return;
      leave(incidentId);
      const handleChange = ({ added, updated, removed }: Changed, origin: unknown) => {
        if (origin !== remoteOrigin) mark(incidentId, place, [...added, ...updated, ...removed]);
      };
      const place: Place = {
        awareness,
        changed: new Set(),
        timer: null,
        stop: () => awareness.off('update', handleChange),
      };
      awareness.on('update', handleChange);
      places.set(incidentId, place);
      tell(`${self} ${incidentId} ?`);
    },
    leave,
    async close() {
      for (const incidentId of places.keys()) leave(incidentId);
      await stop();
    },
  };
}

interface Changed {
  added: number[];
  updated: number[];
  removed: number[];
}

/**
 * The states of some clients as notices, one each if they are too long together; a single one that
 * is too long is dropped.
 */
function buildNotices(head: string, awareness: Awareness, clients: readonly number[]): string[] {
  if (clients.length === 0) return [];
  const notice =
    head + Buffer.from(encodeAwarenessUpdate(awareness, [...clients])).toString('base64');
  if (notice.length <= longestNotice) return [notice];
  return clients.length === 1
    ? []
    : clients.flatMap((client) => buildNotices(head, awareness, [client]));
}
