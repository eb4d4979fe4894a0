import { isIP } from 'node:net';
import { DomainError } from '@debrief/contract';
import type { FetchText } from '@debrief/core/inbound';
import type { GuardedFetch } from '../network/guarded-fetch.ts';

const limits = { maxBytes: 100_000, timeoutMs: 5_000, maxRedirects: 0 };
const mostCached = 50;

/**
 * Fetches texts by HTTPS: no redirects, no private addresses, small, and within five seconds. A
 * certificate is kept in memory. Errors: `unavailable`.
 */
export function createFetchText(fetch: GuardedFetch): FetchText {
  const certificates = new Map<string, string>();
  return async (address) => {
    const known = certificates.get(address);
    if (known !== undefined) return known;
    const url = new URL(address);
    if (url.protocol !== 'https:' || isIP(url.hostname) !== 0)
      throw new DomainError(
        'unavailable',
        `Can't reach ${url.host}: only https:// and a host name.`,
      );
    const { body } = await fetch(address, limits).catch((error: unknown) => {
      throw new DomainError('unavailable', error instanceof Error ? error.message : String(error));
    });
    const text = body.toString('utf8');
    if (address.endsWith('.pem') && certificates.size < mostCached) certificates.set(address, text);
    return text;
  };
}
