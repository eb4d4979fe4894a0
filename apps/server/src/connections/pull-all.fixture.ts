import type { Page } from '@debrief/core/inbound';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { parsePrivateHosts } from '../network/private-address.ts';
import type { PulledSource } from './source.ts';

/** Every page after the watermark, from a server on this machine. */
export async function pullAll(
  source: PulledSource,
  settings: object,
  watermark: unknown,
  now = new Date(),
): Promise<Page[]> {
  const fetch = createGuardedFetch(parsePrivateHosts('127.0.0.1'), () => now);
  const { signal } = new AbortController();
  const pages: Page[] = [];
  const request = { settings, secret: null, watermark, fetch, now, signal };
  for await (const page of source.pull(request)) pages.push(page);
  return pages;
}
