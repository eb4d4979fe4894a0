import { lookup } from 'node:dns';
import { request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { DomainError } from '@debrief/contract';
import type { FetchText } from '@debrief/core/inbound';

const maxBytes = 100_000;
const timeoutMs = 5_000;
const mostCached = 50;

/** Addresses of this machine and of private networks. */
const inner = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 96],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, prefix, 'ipv6');

/** Whether an address is one of a private network, or is not an address. */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  // An IPv4 address inside an IPv6 one is checked as itself.
  if (family === 6 && /^::ffff:/i.test(address))
    return inner.check(address.slice(7), 'ipv4') || !address.includes('.');
  return family === 0 || inner.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The address that was checked is the one that is used: a name can't change in between. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 4);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivate(address)))
      return callback(new Error(`${hostname} is in a private network`), '', 4);
    return options.all === true
      ? callback(null, addresses)
      : callback(null, first.address, first.family);
  });
};

/**
 * Fetches texts by HTTPS: no redirects, no private addresses, small, and within five seconds. A
 * certificate is kept in memory. Errors: `unavailable`.
 */
export function createFetchText(): FetchText {
  const certificates = new Map<string, string>();
  return async (url) => {
    const known = certificates.get(url);
    if (known !== undefined) return known;
    const text = await get(new URL(url)).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DomainError('unavailable', `Can't reach ${new URL(url).host}: ${reason}`);
    });
    if (url.endsWith('.pem') && certificates.size < mostCached) certificates.set(url, text);
    return text;
  };
}

function get(url: URL): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  if (url.protocol !== 'https:' || isIP(url.hostname) !== 0)
    return Promise.reject(new Error('only https:// and a host name'));
  const sent = request(
    url,
    { lookup: publicLookup, signal: AbortSignal.timeout(timeoutMs) },
    (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) sent.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`status ${response.statusCode ?? 0}`));
      });
    },
  );
  sent.on('error', reject);
  sent.end();
  return promise;
}
