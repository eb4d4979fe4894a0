import type { Client } from '@debrief/client';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Change = z.object({ service: z.string() });

/**
 * What a shareable text must not contain from the demo incident: each name with a pattern that
 * finds it. Ordinary words that are also service names, such as *catalog*, are not included.
 */
export async function loadDemoNames(
  client: Client,
  incident: string,
  teller: string,
): Promise<Map<string, RegExp>> {
  const [{ participants }, { items: streams }, accounts, about] = await Promise.all([
    client.people.list({ incident }),
    client.evidence.sources({ incident }),
    client.access.accounts({ limit: 200 }),
    client.incident.get({ incident }),
  ]);
  const deploys = readFileSync(
    join(import.meta.dirname, '../demo/search-alias/deploys.jsonl'),
    'utf8',
  )
    .trim()
    .split('\n');
  const services = new Set([
    ...about.services,
    ...deploys.map((line) => Change.parse(JSON.parse(line)).service),
  ]);
  const escapePattern = (words: string) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const word = (words: string, flags = 'u') =>
    [
      words,
      new RegExp(String.raw`(?<![\p{L}\p{N}_-])${escapePattern(words)}(?![\p{L}\p{N}_-])`, flags),
    ] as const;
  const people = [
    ...participants.filter((one) => !one.isBot && one.name !== teller).map((one) => one.name),
    ...accounts.items.map((one) => one.name),
  ];
  const found = [
    ...people
      .filter((name) => name !== teller && name !== 'Owner')
      .flatMap((name) => [name, ...name.split(' ')])
      .map((name) => word(name)),
    ...['Quobble', 'Sallowbex', 'Tinnerby', 'Bramblecart', 'Winter Drop'].map((name) =>
      word(name, 'iu'),
    ),
    ...['mon-02', 'node-09', 'broker-1', 'broker-2', 'broker-3'].map((name) => word(name, 'iu')),
    ...[...services].filter((name) => name.includes('-')).map((name) => word(name, 'iu')),
    ...about.teams.map(
      (team) => [team, new RegExp(String.raw`${escapePattern(team)} team`, 'i')] as const,
    ),
    ...about.teams.filter((team) => team !== 'Search').map((team) => word(team)),
    ...streams.map(
      ({ streamName }) =>
        [`#${streamName}`, new RegExp(`#${escapePattern(streamName)}`, 'i')] as const,
    ),
    ['a ticket', /(?<![A-Z])(?:SRCH|OBS|CAT|PLAT|SEC)-\d+/] as const,
    ['a link', /https?:\/\/|\/incidents\//] as const,
    ['an address', /[\w.]+@[\w.]+|\.example\b|\b\d{1,3}(?:\.\d{1,3}){3}\b/] as const,
    ['money', /[$€£]\s?\d|\d\s?(?:dollars|euros)/] as const,
    ['an identifier', /\bskus_|\b\w+\.(?:yaml|py)\b/] as const,
  ];
  return new Map(found);
}
