import { describe, expect, it } from 'vitest';
import { citation, event } from './event.fixture.ts';
import {
  afterChange,
  nextToSend,
  rebased,
  withUnsaved,
  type Ask,
  type Unsaved,
} from './unsaved.ts';

const waiting = (key: string, ask: Ask, state: Unsaved['state'] = 'waiting'): Unsaved => ({
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
const retitled: Ask = {
  verb: 'change',
  input: { id: 'a', version: 3, title: 'two' },
  base: saved,
  guess: { ...saved, title: 'two', text: 'stale text' },
};
const promoted: Ask = {
  verb: 'promote',
  input: { incident: 'INC-1', id: 'n' },
  guess: event({ id: 'n', at: '2022-12-06T15:00:00.000Z' }),
};
const removed: Ask = { verb: 'remove', input: { id: 'a', version: 3 } };

describe('what the screen shows before it is saved', () => {
  it('lays changes over what is saved, and only the fields they name', () => {
    const [shown] = withUnsaved([{ ...saved, text: 'fresh text' }], [waiting('1', retitled)]);
    expect([shown?.title, shown?.text]).toEqual(['two', 'fresh text']);
  });
  it('adds, removes, merges and splits', () => {
    expect(withUnsaved([saved], [waiting('1', promoted)]).map((one) => one.id)).toEqual(['a', 'n']);
    expect(withUnsaved([saved, event({ id: 'n' })], [waiting('1', promoted)])).toHaveLength(2);
    expect(withUnsaved([saved], [waiting('1', removed)])).toEqual([]);
    const merge: Ask = {
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
      withUnsaved([saved, event({ id: 'b' })], [waiting('1', merge)]).map((one) => one.title),
    ).toEqual(['both']);
    const split: Ask = {
      verb: 'split',
      input: { id: 'a', version: 3, citationIds: ['y'] },
      guess: event({ id: 's', citations: [citation({ id: 'y' })] }),
    };
    expect(
      withUnsaved([saved], [waiting('1', split)]).map((one) =>
        one.citations.map((cite) => cite.id),
      ),
    ).toEqual([['x'], ['y']]);
  });
  it('brings back what the server would not remove, and keeps what was typed of a refused change in sight', () => {
    expect(withUnsaved([saved], [waiting('1', removed, 'refused')])).toEqual([saved]);
    expect(withUnsaved([saved], [waiting('1', retitled, 'refused')])[0]?.title).toBe('two');
    expect(withUnsaved([saved], [waiting('1', retitled, 'conflict')])[0]?.title).toBe('one');
  });
});

describe('answers', () => {
  it('replace what they change, and never newer news', () => {
    const newest = { ...saved, version: 9, title: 'newest' };
    const change = {
      events: [{ ...saved, version: 4, title: 'two' }, event({ id: 'new' })],
      removed: ['b'],
    };
    expect(
      afterChange([saved, event({ id: 'b' })], change).map((one) => [one.id, one.version]),
    ).toEqual([
      ['a', 4],
      ['new', 1],
    ]);
    expect(afterChange([newest], change)[0]?.title).toBe('newest');
  });
  it('raise the versions of what waits behind them, and of nothing else', () => {
    const other: Ask = { verb: 'remove', input: { id: 'b', version: 3 } };
    const behind = rebased(
      [waiting('2', removed), waiting('3', other)],
      [{ ...saved, version: 4 }],
      retitled,
    );
    expect(behind.map((one) => (one.ask.verb === 'remove' ? one.ask.input.version : null))).toEqual(
      [4, 3],
    );
    const stale: Ask = { verb: 'remove', input: { id: 'a', version: 1 } };
    expect(rebased([waiting('2', stale)], [{ ...saved, version: 4 }], retitled)[0]?.ask).toEqual(
      stale,
    );
  });
  it('give an event that was changed before it was saved its real version', () => {
    const early: Ask = {
      verb: 'change',
      input: { id: 'n', version: 0, title: 'later' },
      base: event({ id: 'n' }),
      guess: event({ id: 'n' }),
    };
    const [behind] = rebased([waiting('2', early)], [event({ id: 'n', version: 1 })], promoted);
    expect(behind?.ask.verb === 'change' && behind.ask.input.version).toBe(1);
  });
});

describe('sending', () => {
  it('goes one at a time, in order, around what waits for a person', () => {
    expect(nextToSend([waiting('1', promoted, 'sending'), waiting('2', removed)])).toBeNull();
    expect(
      nextToSend([
        waiting('1', retitled, 'conflict'),
        waiting('2', removed),
        waiting('3', promoted),
      ])?.key,
    ).toBe('3');
    expect(nextToSend([waiting('1', promoted), waiting('2', removed)])?.key).toBe('1');
    expect(nextToSend([])).toBeNull();
  });
});
