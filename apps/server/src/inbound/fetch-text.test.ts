import { expect, test } from 'vitest';
import { createFetchText, isPrivate } from './fetch-text.ts';

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
    'fd00::1',
    'fe80::1',
    'not an address',
  ])
    expect(isPrivate(address), address).toBe(true);
  for (const address of ['54.239.28.85', '2600:9000::1', '::ffff:54.239.28.85'])
    expect(isPrivate(address), address).toBe(false);
});

test('a private address, plain HTTP and an address instead of a name are refused', async () => {
  const fetchText = createFetchText();
  for (const url of [
    'https://localhost/',
    'http://sns.us-west-2.amazonaws.com/',
    'https://1.1.1.1/',
  ])
    await expect(fetchText(url)).rejects.toMatchObject({ code: 'unavailable' });
});
