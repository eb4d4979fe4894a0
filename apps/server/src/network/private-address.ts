import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses of this machine, of private networks, and of tunnels into them. */
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
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, prefix, 'ipv6');

/** Whether an address is one of a private network, or is not an address. */
export function isPrivate(address: string): boolean {
  return isIP(address) === 0 || isIn(inner, address) || /^::ffff:[^.]*$/i.test(address);
}

/** An IPv4 address inside an IPv6 one is checked as itself. */
function isIn(list: BlockList, address: string): boolean {
  const plain = /^::ffff:.*\./i.test(address) ? address.slice(7) : address;
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** The hosts and networks inside that may be asked, as `prometheus.internal`, `10.2.0.0/16`. */
export interface PrivateHosts {
  names: ReadonlySet<string>;
  networks: BlockList;
}

/** Null if an entry is neither a name nor an address nor a network. */
export function parsePrivateHosts(list: string): PrivateHosts | null {
  const names = new Set<string>();
  const networks = new BlockList();
  for (const entry of list.split(',').map((one) => one.trim())) {
    if (entry === '') continue;
    const [net = '', prefix] = entry.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    const bits = Number(prefix ?? (family === 'ipv6' ? 128 : 32));
    if (isIP(net) !== 0) {
      if (!Number.isInteger(bits) || bits < 0 || bits > (family === 'ipv6' ? 128 : 32)) return null;
      networks.addSubnet(net, bits, family);
    } else if (prefix === undefined && /^[a-z0-9._-]+$/i.test(net)) names.add(net.toLowerCase());
    else return null;
  }
  return { names, networks };
}

/** Whether a host with this address may be asked. `host` is the name that was looked up. */
export function mayAsk(allowed: PrivateHosts | null, host: string, address: string): boolean {
  if (!isPrivate(address)) return true;
  if (allowed === null || isIP(address) === 0) return false;
  return allowed.names.has(host.toLowerCase()) || isIn(allowed.networks, address);
}

/** The address that was checked is the one that is used: a name can't change in between. */
export function guardedLookup(allowed: PrivateHosts | null): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4);
      const [first] = addresses;
      if (
        first === undefined ||
        addresses.some(({ address }) => !mayAsk(allowed, hostname, address))
      )
        return callback(new PrivateAddressError(hostname), '', 4);
      return options.all === true
        ? callback(null, addresses)
        : callback(null, first.address, first.family);
    });
  };
}

export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(
      `${host} is in a private network. An admin of the server can allow it with DEBRIEF_PRIVATE_HOSTS.`,
    );
  }
}
