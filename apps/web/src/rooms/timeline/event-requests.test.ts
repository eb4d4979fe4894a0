import type { Evidence } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import {
  askToChange,
  askToMerge,
  askToAdd,
  askToSplit,
  type RequestContext,
} from './event-requests.ts';
import { toEventTitle } from '../evidence/cite/citations.ts';
import { citation, event } from './event.fixture.ts';

let next = 0;
const by: RequestContext = {
  incident: { id: 'inc', ref: 'INC-1' },
  actor: { type: 'account', id: 'a', name: 'Ada' },
  nowMs: 0,
  newId: () => `new${(next += 1)}`,
};
const shared = { value: { type: 'shared' } as const, name: null };
const item: Evidence = {
  id: 'e1',
  itemId: 'i1',
  streamId: 's',
  streamName: 'inc',
  sourceKind: 'slack',
  kind: 'message',
  occurredAt: '2022-12-06T14:33:00.000Z',
  untilAt: null,
  precision: 'about',
  clockOffsetMs: 0,
  zoneOffset: -300,
  recordedAt: '2022-12-07T00:00:00.000Z',
  knownAt: null,
  author: null,
  text: 'broker is fine\nno lag',
  repliesTo: null,
  replyCount: 0,
  details: {},
  marks: [],
  revision: 1,
  isEdited: false,
  isDeleted: false,
  citedBy: [],
  citedIn: [],
  redactions: [],
};

describe('changes of the timeline, and what the screen shows until they are saved', () => {
  it('adds an event with the time, precision and first words of the evidence', () => {
    const ask = askToAdd([item], null, shared, by);
    if (ask?.verb !== 'add') throw new Error('nothing was asked');
    expect(ask.guess).toMatchObject({
      title: 'broker is fine',
      at: item.occurredAt,
      precision: 'about',
      isRecollection: false,
    });
    expect(ask.input.id).toBe(ask.guess.id);
    expect(ask.input.citations).toEqual([
      { evidenceId: 'e1', quoteStart: null, quoteEnd: null, stance: 'supports' },
    ]);
  });
  it('cites the quoted range, and uses it as the title', () => {
    const ask = askToAdd([item], { start: 15, end: 21 }, shared, by);
    expect(
      ask?.verb === 'add' && [
        ask.guess.title,
        ask.guess.citations[0]?.quote,
        ask.input.citations?.[0]?.quoteStart,
      ],
    ).toEqual(['no lag', 'no lag', 15]);
  });
  it('requests nothing if nothing changes', () => {
    const one = event({ id: 'a', citations: [citation({ id: 'x' })] });
    expect(askToAdd([], null, shared, by)).toBeNull();
    expect(askToChange(one, { ...one }, null)).toBeNull();
    expect(askToMerge([one], by)).toBeNull();
    expect(askToSplit(one, ['x'], by)).toBeNull();
    expect(askToSplit(one, [], by)).toBeNull();
  });
  it('merges into the first, with the latest end, every text and each citation once', () => {
    const late = event({
      id: 'b',
      title: 'later',
      at: '2022-12-06T15:00:00.000Z',
      text: 'more',
      citations: [citation({ id: 'x', evidenceId: 'same' })],
    });
    const ask = askToMerge(
      [event({ id: 'a', citations: [citation({ id: 'y', evidenceId: 'same' })] }), late],
      by,
    );
    expect(
      ask?.verb === 'merge' && [
        ask.guess.id,
        ask.guess.until,
        ask.guess.text,
        ask.guess.citations.length,
      ],
    ).toEqual(['a', late.at, 'later\n\nmore', 1]);
  });
  it('splits off an event that starts at the first of its citations', () => {
    const both = event({
      id: 'a',
      citations: [
        citation({ id: 'x' }),
        citation({ id: 'y', occurredAt: '2022-12-06T14:40:00.000Z', quote: 'then what' }),
      ],
    });
    const ask = askToSplit(both, ['y'], by);
    expect(
      ask?.verb === 'split' && [ask.guess.title, ask.guess.at, ask.guess.citations.length],
    ).toEqual(['then what', '2022-12-06T14:40:00.000Z', 1]);
  });
  it('truncates a long title at a word', () => {
    expect(toEventTitle('word '.repeat(60))).toMatch(/^(word ){22}word…$/);
    expect(toEventTitle('  \n')).toBe('Untitled event');
  });
});
