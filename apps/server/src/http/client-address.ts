import { isIP } from 'node:net';

/**
 * What the HTTP server knows about a connection; empty for a request that did not come over the
 * network.
 */
export interface Connection {
  incoming?: { socket?: { remoteAddress?: string | undefined } } | undefined;
}

/**
 * The address of the client, for counting attempts. In `x-forwarded-for`, only entries added by the
 * proxies in front of this server are trusted: anyone can send the rest.
 */
export function clientAddress(
  headers: Headers,
  connection: Connection | undefined,
  proxies: number,
): string {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const forwarded = proxies > 0 ? hops.at(-proxies) : undefined;
  const address = forwarded || (connection?.incoming?.socket?.remoteAddress ?? '');
  return toNetwork(address.replace(/^::ffff:/i, ''));
}

/** A machine has a full /64 network of IPv6 addresses, so that network counts as one. */
function toNetwork(address: string): string {
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : 'unknown';
  const [before = '', after] = address.split('%', 1).join('').split('::');
  const start = before === '' ? [] : before.split(':');
  const end = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => '0');
  const groups = after === undefined ? start : [...start, ...zeros, ...end];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::`;
}
