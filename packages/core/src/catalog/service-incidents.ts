import { toServiceKey } from '@debrief/rules/catalog';
import type { Context } from '../context.ts';
import { listServiceWords } from '../incident/index.ts';
import { findServices } from './rows.ts';

/** The incidents of a service, each with the word by which it names the service. */
export interface ServiceIncidents {
  words: Map<string, string>;
}

/** The incidents that the reader can see, by the service that they name. */
export async function loadServiceIncidents(ctx: Context): Promise<Map<string, ServiceIncidents>> {
  const found = new Map<string, ServiceIncidents>();
  for (const { serviceId, words } of await listTechnologies(ctx))
    if (serviceId !== null) found.set(serviceId, { words });
  return found;
}

/** A service of the catalog that incidents name, or a word that the catalog doesn't have. */
export interface Technology extends ServiceIncidents {
  serviceId: string | null;
  name: string;
}

/** What the incidents that the reader can see name as their services. */
export async function listTechnologies(ctx: Context): Promise<Technology[]> {
  const named = await listServiceWords(ctx);
  const services = await findServices(
    ctx,
    named.map(({ word }) => word),
  );
  const found = new Map<string, Technology>();
  for (const { word, incidentIds } of named) {
    const service = services.get(word);
    const key = service?.id ?? toServiceKey(word);
    const known = found.get(key) ?? {
      serviceId: service?.id ?? null,
      name: service?.name ?? word,
      words: new Map<string, string>(),
    };
    for (const id of incidentIds) known.words.set(id, word);
    found.set(key, known);
  }
  return [...found.values()];
}
