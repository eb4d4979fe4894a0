import { ClientProblem } from '@debrief/client';
import { expect, test, vi } from 'vitest';
import { Connection } from '../../data/connection.ts';
import { Writes } from '../../data/writes.ts';
import { factor } from './finding.fixture.ts';
import { findingRoom, mergeUnsavedLinks, type FindingAsk } from './finding-writes.ts';

const id = (n: number) => `01890000-0000-7000-8000-00000000010${n}`;
const none = { findings: [], links: [], removed: [], activityId: '7' };
const guess = factor({ id: id(1), incidentId: id(9), version: 0 });
const asks: FindingAsk[] = [
  {
    verb: 'add',
    input: { type: 'factor', incident: 'INC-1', id: id(1), statement: guess.statement },
    guess,
  },
  { verb: 'link', input: { incident: 'INC-1', from: id(1), to: id(2), kind: 'led-to' } },
  {
    verb: 'five-whys',
    input: { incident: 'INC-1', outcomeId: id(2), whys: ['A queue was full'], ids: [id(3)] },
  },
];

function queueWith(send: (ask: FindingAsk) => Promise<typeof none>, before: string | null = null) {
  let text = before;
  const writes = new Writes(
    { ...findingRoom, send },
    {
      storage: { read: () => text, write: (next) => void (text = next) },
      onSaved: () => undefined,
      onRefused: () => undefined,
      connection: new Connection(() => undefined),
    },
  );
  return { writes, kept: () => text };
}

test('links and five whys wait for a lost connection, survive a reload, and a link follows its factor', async () => {
  const problem = { type: 'x', code: 'unavailable', title: '', status: 0, detail: 'Lost' } as const;
  const cut = queueWith(() => Promise.reject(new ClientProblem(problem)));
  for (const ask of asks) cut.writes.add(ask);
  await vi.waitFor(() => expect(cut.writes.snapshot()[0]?.problem).toBe('Lost'));
  const sent: FindingAsk['verb'][] = [];
  let answerAdd: ((answer: typeof none) => void) | undefined;
  const reloaded = queueWith(({ verb }) => {
    sent.push(verb);
    return verb === 'add' ? new Promise((resolve) => (answerAdd = resolve)) : Promise.resolve(none);
  }, cut.kept());
  await vi.waitFor(() => expect(sent).toEqual(['add', 'five-whys']));
  answerAdd?.(none);
  await vi.waitFor(() => expect(reloaded.writes.snapshot()).toEqual([]));
  expect(sent).toEqual(['add', 'five-whys', 'link']);
});

test('a link that is being removed is no longer shown', () => {
  const link = { id: id(5), from: id(1), to: id(2), kind: 'led-to' } as const;
  const { writes } = queueWith(() => new Promise(() => undefined));
  writes.add({ verb: 'unlink', input: link });
  expect(mergeUnsavedLinks([link], writes.snapshot())).toEqual([]);
});
