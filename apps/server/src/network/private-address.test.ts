import { expect, test } from 'vitest';
import { isPrivate, mayAsk, parsePrivateHosts } from './private-address.ts';

test('addresses of this machine and of private networks are known', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00::1',
    'fe80::1',
    'not an address',
  ])
    expect(isPrivate(address), address).toBe(true);
  for (const address of ['54.239.28.85', '2600:9000::1', '::ffff:54.239.28.85'])
    expect(isPrivate(address), address).toBe(false);
});

test('names and networks are allowed one by one', () => {
  const allowed = parsePrivateHosts('Prometheus.internal, 10.2.0.0/16,fd12::/16, 192.168.1.7');
  expect(mayAsk(allowed, 'prometheus.internal', '127.0.0.1')).toBe(true);
  expect(mayAsk(allowed, 'other.internal', '127.0.0.1')).toBe(false);
  expect(mayAsk(allowed, 'other.internal', '10.2.200.1')).toBe(true);
  expect(mayAsk(allowed, 'other.internal', '::ffff:10.2.200.1')).toBe(true);
  expect(mayAsk(allowed, 'other.internal', '10.3.0.1')).toBe(false);
  expect(mayAsk(allowed, 'other.internal', 'fd12::1')).toBe(true);
  expect(mayAsk(allowed, '192.168.1.7', '192.168.1.7')).toBe(true);
  expect(mayAsk(allowed, '169.254.169.254', '169.254.169.254')).toBe(false);
  expect(mayAsk(null, 'example.org', '54.239.28.85')).toBe(true);
  for (const wrong of ['10.0.0.0/33', '10.0.0.0/x', 'http://x', 'a b', 'name/8'])
    expect(parsePrivateHosts(wrong), wrong).toBeNull();
});
