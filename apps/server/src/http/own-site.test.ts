import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { clientAddress } from './client-address.ts';
import { isOfOwnSite, refuseOtherHosts } from './own-site.ts';

const site = (publicUrl?: string) => ({
  config: readConfig({ flags: publicUrl === undefined ? {} : { publicUrl }, env: {} }),
});
const https = site('https://debrief.example.org/');

describe('a request', () => {
  test('is from this site if its full origin matches, or without one if the browser says so', () => {
    const isOwn = (given: Record<string, string>, at = https) =>
      isOfOwnSite(at, new Headers(given));
    expect(isOwn({ origin: 'https://debrief.example.org' })).toBe(true);
    expect(isOwn({ origin: 'http://debrief.example.org' })).toBe(false);
    expect(isOwn({ origin: 'https://debrief.example.org:8443' })).toBe(false);
    expect(isOwn({ origin: 'null' })).toBe(false);
    expect(isOwn({})).toBe(true);
    expect(isOwn({ 'sec-fetch-site': 'same-origin' })).toBe(true);
    for (const from of ['cross-site', 'same-site'])
      expect(isOwn({ 'sec-fetch-site': from })).toBe(false);
    const host = '127.0.0.1:4300';
    expect(isOwn({ host, origin: `http://${host}` }, site())).toBe(true);
    expect(isOwn({ host, origin: 'http://127.0.0.1:9999' }, site())).toBe(false);
  });

  test('for another host is rejected if there is a public URL', () => {
    const to = (host: string, at = https) => refuseOtherHosts(at, new Headers({ host }));
    for (const host of ['debrief.example.org', '127.0.0.1:4300', '[::1]:4300', 'debrief:4300'])
      expect(() => to(host)).not.toThrow();
    for (const host of ['evil.example', 'debrief.example.org.evil.example'])
      expect(() => to(host)).toThrow('Debrief is at https://debrief.example.org/');
    expect(() => to('evil.example', site())).not.toThrow();
  });

  test('has the address of its connection, plus what trusted proxies added', () => {
    const from = (remoteAddress: string, forwarded: string, proxies: number) =>
      clientAddress(
        new Headers({ 'x-forwarded-for': forwarded }),
        { incoming: { socket: { remoteAddress } } },
        proxies,
      );
    expect(from('192.0.2.1', '198.51.100.1', 0)).toBe('192.0.2.1');
    expect(from('127.0.0.1', 'spoofed, 198.51.100.1', 1)).toBe('198.51.100.1');
    expect(from('::ffff:192.0.2.1', '', 0)).toBe('192.0.2.1');
    expect(from('2001:db8::1', '', 0)).toBe(from('2001:db8:0:0:5:6:7:8', '', 0));
    expect(from('2001:db8:0:1::1', '', 0)).not.toBe(from('2001:db8::1', '', 0));
  });
});
