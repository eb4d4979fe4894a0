import { ListServiceLinks, type ServiceLink, type ServiceLinks } from '@debrief/contract';
import { toDependency } from '@debrief/rules/catalog';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { parse } from '../parse.ts';
import { loadLinks } from './link-rows.ts';
import { findServices } from './rows.ts';

const most = 5_000;
const mostHops = 8;

/**
 * The links on the way from these services to what they depend on, at most 8 links away. Without
 * services: all links. Names are matched as in `findServices`. Errors: `invalid`, `not-signed-in`.
 */
export async function listServiceLinks(ctx: Context, raw: ListServiceLinks): Promise<ServiceLinks> {
  const input = parse(ListServiceLinks, raw);
  refuseUnless(ctx, 'incident:read');
  const names = input.services?.split('\n').flatMap((name) => name.trim() || []);
  return names === undefined
    ? limitLinks(await loadLinks(ctx, { limit: most + 1 }))
    : walk(ctx, names);
}

async function walk(ctx: Context, names: readonly string[]): Promise<ServiceLinks> {
  const found = new Map<string, ServiceLink>();
  const services = await findServices(ctx, names);
  const seen = new Set([...services.values()].map(({ id }) => id));
  let edge = [...seen];
  for (let hop = 0; hop < mostHops && edge.length > 0 && found.size <= most; hop += 1) {
    const next: string[] = [];
    for (const link of await loadLinks(ctx, { dependent: edge, limit: most + 1 })) {
      found.set(link.id, link);
      const { to } = toDependency({ kind: link.kind, from: link.from.id, to: link.to.id });
      if (!seen.has(to)) next.push(to);
      seen.add(to);
    }
    edge = next;
  }
  return limitLinks([...found.values()]);
}

function limitLinks(links: readonly ServiceLink[]): ServiceLinks {
  return { items: links.slice(0, most), isLimited: links.length > most };
}
