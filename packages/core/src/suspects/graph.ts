import type { ServiceLink } from '@debrief/contract';
import type { ComponentLink } from '@debrief/rules/suspects';
import { findServices, listServiceLinks } from '../catalog/index.ts';
import type { Context } from '../context.ts';

export interface ServiceGraph {
  /** By the names of the catalog. */
  links: readonly ComponentLink[];
  items: readonly ServiceLink[];
  /** What the catalog calls the service that a word of the record means; else the word. */
  nameOf: (word: string) => string;
}

const mostNames = 2_000;

/**
 * The links of the catalog, except those that their source no longer lists, and the services that
 * these words mean. Everyone with an account reads the catalog.
 */
export async function loadGraph(ctx: Context, words: readonly string[]): Promise<ServiceGraph> {
  const { items } = await listServiceLinks(ctx, {});
  const current = items.filter(({ missingAt, isByHand }) => isByHand || missingAt === null);
  if (current.length === 0) return { links: [], items: [], nameOf: (word) => word };
  const services = await findServices(ctx, [...new Set(words)].slice(0, mostNames));
  return {
    links: current.map(({ from, to, kind }) => ({ from: from.name, to: to.name, kind })),
    items: current,
    nameOf: (word) => services.get(word)?.name ?? word,
  };
}
