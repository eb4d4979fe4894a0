import { testWorld, type World } from '@debrief/testkit';
import type { Context, NewJob } from '../../context.ts';
import { readRecord } from '../../evidence/index.ts';
import {
  createInboundEndpoint,
  createReceiver,
  listRoutingRules,
  readDeliveries,
  routeIncident,
  runRereadJob,
} from '../index.ts';

export interface Sent {
  id?: string;
  at?: string;
  text: string;
  service?: string;
  [label: string]: unknown;
}

/** The clock of tests: incidents are declared now. */
export const now = '2026-03-02T09:00:00.000Z';

/** An organization with an endpoint. Jobs run with `settle`. */
export async function openRouting(given?: World, source = 'generic') {
  const world = given ?? (await testWorld());
  const jobs: NewJob[] = [];
  const add = async (_: unknown, job: NewJob): Promise<void> => void jobs.push(job);
  const as = (actor: Context['actor']): Context => ({ ...world.as(actor), jobs: { add } });
  const system = as({ type: 'system', name: 'Debrief' });
  const admin = as(world.admin);
  const endpoint = await createInboundEndpoint(admin, { name: 'Alerts', source });
  const token = endpoint.path.split('/').at(-1) ?? '';
  const signal = new AbortController().signal;

  const settle = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      if (job.kind === 'delivery.read') await readDeliveries(system, job.data);
      if (job.kind === 'delivery.reread') await runRereadJob(system, job.data, signal);
      if (job.kind === 'incident.route') await routeIncident(system, job.data, signal);
    }
  };
  return {
    world,
    as,
    admin,
    editor: as(world.editor),
    endpoint,
    jobs,
    settle,
    /** Stores a delivery; `settle` reads it. */
    async receive(body: unknown): Promise<string> {
      const receiver = createReceiver(as({ type: 'anonymous' }));
      const received = await receiver.receive(await receiver.endpointAt(source, token), {
        headers: new Headers(),
        body: Buffer.from(JSON.stringify(body)),
        token,
        fetchText: () => Promise.reject(new Error('not needed')),
      });
      return received.id ?? '';
    },
    /** Stores and reads a delivery of records. */
    async deliver(...records: Sent[]): Promise<string> {
      const id = await this.receive(
        records.map(({ at = now, ...record }) => ({ time: at, kind: 'alert', ...record })),
      );
      await settle();
      return id;
    },
    rules: () => listRoutingRules(admin, endpoint),
    texts: async (ctx: Context, ref: string) =>
      (await readRecord(ctx, ref, {})).items.map((item) => item.text),
  };
}
export type Routing = Awaited<ReturnType<typeof openRouting>>;
