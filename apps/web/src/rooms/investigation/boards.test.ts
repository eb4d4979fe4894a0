import type { Entry } from '@debrief/contract';
import { expect, it } from 'vitest';
import { blankEntry } from './blank.ts';
import { buildLanes } from './boards.ts';

const entry = (id: string, type: Entry['type'], fields: object = {}): Entry =>
  Object.assign(
    blankEntry(type, {
      id,
      incidentId: 'inc',
      actor: { type: 'account', id: 'a', name: 'Ada' },
      nowIso: '2022-12-07T09:00:00.000Z',
      at: '2022-12-06T14:30:00.000Z',
      precision: 'minute',
      statement: id,
      citations: [],
    }),
    fields,
  );
const entries = [
  entry('answered', 'question', { isAnswered: true }),
  entry('open', 'question'),
  entry('out', 'hypothesis', { status: 'ruled-out' }),
  entry('new', 'hypothesis'),
  entry('decided', 'decision'),
];

it('puts hypotheses by their state, and open questions before answered ones', () => {
  const ids = Object.fromEntries(
    buildLanes(entries).map((lane) => [lane.key, lane.entries.map((one) => one.id)]),
  );
  expect(ids).toMatchObject({
    'hypothesis-open': ['new'],
    'hypothesis-ruled-out': ['out'],
    question: ['open', 'answered'],
    decision: ['decided'],
  });
});

it('has the cards in the order in which they are read', () => {
  const ids = buildLanes(entries).flatMap((lane) => lane.entries.map((one) => one.id));
  expect(ids).toEqual(['new', 'out', 'open', 'answered', 'decided']);
});
