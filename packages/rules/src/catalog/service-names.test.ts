import { expect, test } from 'vitest';
import { createServiceMatcher, listMatchNames, toServiceKey } from './index.ts';

const service = (name: string, title: string | null = null, aliases: string[] = []) => ({
  name,
  title,
  aliases,
});
const match = (services: ReturnType<typeof service>[], word: string) =>
  createServiceMatcher(services)(word)?.name ?? null;

test('a word means a service by its name, then by another name, then without punctuation', () => {
  const services = [
    service('orders', 'Order entry'),
    service('search-api', 'Orders', ['Suche']),
    service('Großhandel_DE'),
  ];
  for (const [word, name] of [
    ['Orders', 'orders'],
    ['ORDER  entry', 'orders'],
    ['suche', 'search-api'],
    ['Search API', 'search-api'],
    ['grosshandel de', 'Großhandel_DE'],
    ['unknown', null],
    ['', null],
    ['--', null],
  ] as const)
    expect([word, match(services, word)]).toEqual([word, name]);
});

test('a word that two services match equally well means none', () => {
  const services = [
    service('a', 'Search'),
    service('b', null, ['search']),
    service('a b'),
    service('a-b'),
  ];
  expect(match(services, 'search')).toBeNull();
  expect(match(services, 'a b')).toBe('a b');
  expect(match(services, 'a_b')).toBeNull();
});

test('what an index finds includes everything that matches', () => {
  expect(listMatchNames(service('Orders-API', 'Orders', ['Bestellungen']))).toEqual([
    'orders-api',
    'orders api',
    'orders',
    'bestellungen',
  ]);
  expect(toServiceKey('  Ärger \n im  Büro ')).toBe('arger im buro');
});
