import type { Client } from '@debrief/client';
import type { Call } from '../call.ts';
import { findService } from './find-service.ts';

/** Far more than a person reads: a catalog with a loop ends here. */
const most = 200;

/** What the catalog says is downstream of a dataset, and why it was not asked. */
export async function listDownstream(
  call: Call,
  service: string,
): Promise<{ downstream: string[]; notes: string[] }> {
  const downstream: string[] = [];
  if (service === '') return { downstream, notes: [] };
  const { server, data, databaseUrl } = call.options;
  if ([server, data, databaseUrl, call.world.env['DEBRIEF_SERVER']].every((way) => !way))
    return {
      downstream,
      notes: [`The catalog was not asked what is downstream of ${service}: name a --server.`],
    };
  await call.withClient(async (client) => {
    downstream.push(...(await followLinks(client, service)));
  });
  return { downstream, notes: [] };
}

/** What a dataset feeds, and what calls it, step by step. */
async function followLinks(client: Client, name: string): Promise<string[]> {
  const { service } = await findService(client, name);
  const names = new Map([[service.id, service.name]]);
  let wave = [service.id];
  while (wave.length > 0 && names.size < most) {
    const { items } = await client.catalog.links({ services: wave.join('\n') });
    const from = new Set(wave);
    const reached = items.flatMap((link) => {
      if (link.missingAt !== null) return [];
      if (link.kind === 'feeds') return from.has(link.from.id) ? [link.to] : [];
      return from.has(link.to.id) ? [link.from] : [];
    });
    wave = [...new Set(reached.map(({ id }) => id))].filter((id) => !names.has(id));
    for (const { id, name } of reached) if (!names.has(id)) names.set(id, name);
  }
  return [...names.values()].slice(1);
}
