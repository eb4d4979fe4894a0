import { describe, expect, it } from 'vitest';
import { citation, event } from './event.fixture.ts';
import type { EventRequest } from './event-requests.ts';
import { mergeUnsaved, type EventWrite } from './event-writes.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';

const createWaiting = (
  key: string,
  ask: EventRequest,
  state: EventWrite['state'] = 'waiting',
): EventWrite => ({
  key,
  ask,
  state,
  problem: null,
  theirs: null,
});
const saved = event({
  id: 'a',
  title: 'one',
  version: 3,
  citations: [citation({ id: 'x' }), citation({ id: 'y' })],
});
const retitled: EventRequest = {
  verb: 'change',
  input: { id: 'a', version: 3, title: 'two' },
  base: saved,
  guess: { ...saved, title: 'two', text: 'stale text' },
};
const added: EventRequest = {
  verb: 'add',
  input: { incident: 'INC-1', id: 'n' },
  guess: event({ id: 'n', at: '2022-12-06T15:00:00.000Z' }),
};
const removed: EventRequest = { verb: 'remove', input: { id: 'a', version: 3 } };

describe('unsaved changes on the screen', () => {
  it('override the saved fields that they name', () => {
    const [shown] = mergeUnsaved(
      [{ ...saved, text: 'fresh text' }],
      [createWaiting('1', retitled)],
    );
    expect([shown?.title, shown?.text]).toEqual(['two', 'fresh text']);
  });
  it('add, remove, merge and split', () => {
    expect(mergeUnsaved([saved], [createWaiting('1', added)]).map((one) => one.id)).toEqual([
      'a',
      'n',
    ]);
    expect(mergeUnsaved([saved, event({ id: 'n' })], [createWaiting('1', added)])).toHaveLength(2);
    expect(mergeUnsaved([saved], [createWaiting('1', removed)])).toEqual([]);
    const merge: EventRequest = {
      verb: 'merge',
      input: {
        incident: 'INC-1',
        events: [
          { id: 'a', version: 3 },
          { id: 'b', version: 1 },
        ],
      },
      guess: { ...saved, title: 'both' },
    };
    expect(
      mergeUnsaved([saved, event({ id: 'b' })], [createWaiting('1', merge)]).map(
        (one) => one.title,
      ),
    ).toEqual(['both']);
    const split: EventRequest = {
      verb: 'split',
      input: { id: 'a', version: 3, citationIds: ['y'] },
      guess: event({ id: 's', citations: [citation({ id: 'y' })] }),
    };
    expect(
      mergeUnsaved([saved], [createWaiting('1', split)]).map((one) =>
        one.citations.map((cite) => cite.id),
      ),
    ).toEqual([['x'], ['y']]);
  });
  it('restore what the server did not remove, and keep the text of a rejected change visible', () => {
    expect(mergeUnsaved([saved], [createWaiting('1', removed, 'refused')])).toEqual([saved]);
    expect(mergeUnsaved([saved], [createWaiting('1', retitled, 'refused')])[0]?.title).toBe('two');
    expect(mergeUnsaved([saved], [createWaiting('1', retitled, 'conflict')])[0]?.title).toBe('one');
  });
});

describe('responses', () => {
  it('replace what they change, but never newer data', () => {
    const newest = { ...saved, version: 9, title: 'newest' };
    const change = {
      events: [{ ...saved, version: 4, title: 'two' }, event({ id: 'new' })],
      removed: ['b'],
    };
    expect(
      mergeAnswer([saved, event({ id: 'b' })], change.events, change.removed).map((one) => [
        one.id,
        one.version,
      ]),
    ).toEqual([
      ['a', 4],
      ['new', 1],
    ]);
    expect(mergeAnswer([newest], change.events, change.removed)[0]?.title).toBe('newest');
  });
});
