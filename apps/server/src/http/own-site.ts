import { isIP } from 'node:net';
import { DomainError } from '@debrief/contract';
import type { Deps } from '../deps.ts';

type Site = Pick<Deps, 'config'>;

/**
 * Whether a page of this site sent the request, or no page at all. With a public address the whole origin
 * must match; without one, only the server behind a proxy knows its scheme, so the host must.
 */
export function isOfOwnSite({ config }: Site, headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin) {
    const given = URL.parse(origin);
    return config.publicUrl
      ? given?.origin === new URL(config.publicUrl).origin
      : given?.host === headers.get('host');
  }
  // Browsers say this with every request to a server that they trust, even where they send no Origin.
  return !['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
}

/** A session or a sign-in form works from pages of this site only. Errors: `forbidden`. */
export function refuseOtherSites(site: Site, request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD' || isOfOwnSite(site, request.headers))
    return;
  const own = site.config.publicUrl
    ? `Open Debrief at ${site.config.publicUrl}.`
    : 'Open Debrief at the address that it printed when it started.';
  throw new DomainError(
    'forbidden',
    `This request came from another site (${(request.headers.get('origin') ?? 'no origin').slice(0, 200)}). ${own}`,
  );
}

/**
 * With a public address, other names do not lead here: a page of another name could otherwise pass for this
 * site. Addresses and names inside one network stay, because proxies and health checks use them.
 * Errors: `forbidden`.
 */
export function refuseOtherHosts({ config }: Site, headers: Headers): void {
  const host = headers.get('host');
  if (!config.publicUrl || host === null) return;
  const own = new URL(config.publicUrl).host;
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  const isLocal = !name.includes('.') || isIP(name.replaceAll(/[[\]]/g, '')) !== 0;
  if (host === own || isLocal || name === config.host) return;
  throw new DomainError('forbidden', `Debrief is at ${config.publicUrl}.`);
}
