import type { HistoryEntry, Service } from '@debrief/contract';
import { expect, test } from 'vitest';
import { mergeHistory, partialDayText, toServiceMarkdown } from './history.ts';

const entry = (on: string, text: string, given: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: on,
  serviceId: 'service',
  on,
  kind: 'adopted',
  text,
  people: [],
  url: null,
  updatedAt: '2026-03-02T09:00:00.000Z',
  updatedBy: { type: 'operator', id: null, name: 'operator' },
  version: 1,
  ...given,
});
const incident = (ref: string, createdAt: string) => ({
  ref,
  title: `${ref} *failed*`,
  createdAt,
  word: 'search',
});

test('a day is as precise as it is known', () => {
  expect(['2019', '2019-04', '2019-04-11'].map(partialDayText)).toEqual([
    '2019',
    'Apr 2019',
    '11 Apr 2019',
  ]);
});

test('incidents are between the entries, the newest first', () => {
  const items = mergeHistory(
    [entry('2024', 'a'), entry('2023-05-02', 'b'), entry('2023-05', 'c')],
    [incident('INC-2', '2024-06-01T10:00:00.000Z'), incident('INC-1', '2023-05-01T10:00:00.000Z')],
  );
  expect(items.map((one) => ('entry' in one ? one.entry.text : one.incident.ref))).toEqual([
    'INC-2',
    'a',
    'b',
    'INC-1',
    'c',
  ]);
});

test('Markdown has the facts, the knowledge and the history, and no markup of others', () => {
  const service: Service = {
    id: 'service',
    name: 'search',
    title: null,
    kind: 'service',
    description: 'Finds <script>',
    owner: null,
    tier: '1',
    path: null,
    slo: null,
    durability: null,
    p99: null,
    rpo: null,
    runbooks: [],
    dashboards: [],
    aliases: [],
    origins: {},
    sources: [],
    gaps: [],
    incidents: 7,
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
    updatedBy: { type: 'operator', id: null, name: 'operator' },
    version: 1,
    can: { change: true },
  };
  const item = {
    serviceId: 'service',
    name: 'search',
    state: 'one' as const,
    incidents: 7,
    resolved: 6,
    people: 1,
    hasLeft: false,
    uncovered: 0,
    isOnShiftOnly: false,
    own: null,
  };
  const text = toServiceMarkdown({
    service,
    incidents: [incident('INC-1', '2023-05-01T10:00:00.000Z')],
    history: [
      entry('2019-04', 'Solr\n## replaced', { people: ['Ada'], url: 'https://wiki.example/a' }),
    ],
    knowledge: { item, hasSchedules: true },
  });
  expect(text).toBe(`# search

Finds \\<script\\>

- Owner: none
- Tier: 1
- Incidents: 7

## Knowledge

search depends on one person: in most of 6 incidents, the same person was the only one to confirm the mechanism or to fix it, more often than their shifts explain.

## History

- **1 May 2023** INC-1: INC-1 \\*failed\\*
- **Apr 2019** Adopted: Solr \\#\\# replaced (Ada) <https://wiki.example/a>
`);
  expect(toServiceMarkdown({ service, incidents: [], history: [], knowledge: null })).not.toContain(
    'Knowledge',
  );
});
