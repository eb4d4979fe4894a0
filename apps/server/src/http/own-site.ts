import { isIP } from 'node:net';
import { DomainError } from '@debrief/contract';
import type { Deps } from '../deps.ts';

type Site = Pick<Deps, 'config'>;

/**
 * Whether the request comes from a page of this site, or from no page. With a public URL the full
 * origin must match; without one, only a proxy in front knows the scheme, so only the host must
 * match.
 */
export function isOfOwnSite({ config }: Site, headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin) {
    const given = URL.parse(origin);
    return config.publicUrl
      ? given?.origin === new URL(config.publicUrl).origin
      : given?.host === headers.get('host');
  }
  // Browsers send this with every request to a trustworthy origin, even without Origin.
  return !['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
}

/** A session or a sign-in form works only from pages of this site. Errors: `forbidden`. */
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
 * With a public URL, other host names are rejected: another site's page could otherwise pass as
 * this one. IP addresses and local names are allowed for proxies and health checks. Errors:
 * `forbidden`.
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
