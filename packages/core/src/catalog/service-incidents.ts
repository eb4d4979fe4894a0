import type { Context } from '../context.ts';
import { listServiceWords } from '../incident/index.ts';
import { findServices } from './rows.ts';

/** The incidents of a service, each with the word by which it names the service. */
export interface ServiceIncidents {
  words: Map<string, string>;
}

/** The incidents that the reader can see, by the service that they name. */
export async function loadServiceIncidents(ctx: Context): Promise<Map<string, ServiceIncidents>> {
  const named = await listServiceWords(ctx);
  const services = await findServices(
    ctx,
    named.map(({ word }) => word),
  );
  const found = new Map<string, ServiceIncidents>();
  for (const { word, incidentIds } of named) {
    const service = services.get(word);
    if (!service) continue;
    const { words } = found.get(service.id) ?? { words: new Map<string, string>() };
    for (const id of incidentIds) words.set(id, word);
    found.set(service.id, { words });
  }
  return found;
}
