import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citation, event } from './event.fixture.ts';
import { citationNumbers, sortByTime } from '../evidence/cite/citations.ts';
import { groupByDay, moveEvent, filterByView } from './event-order.ts';

const at = (id: string, minute: number, more = {}) =>
  event({ id, at: new Date(Date.UTC(2022, 11, 6, 14, minute)).toISOString(), ...more });

describe('order', () => {
  it('is by time, then by creation', () => {
    const events = [
      at('c', 31),
      at('b', 30, { createdAt: '2022-12-07T09:00:01.000Z' }),
      at('a', 30),
    ];
    expect(sortByTime(events).map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });
  it("groups by the reader's day", () => {
    const events = [at('a', 1), at('b', 2), event({ id: 'c', at: '2022-12-07T01:00:00.000Z' })];
    expect(
      groupByDay(events, (time) => time.slice(0, 10)).map((day) => [day.date, day.events.length]),
    ).toEqual([
      ['2022-12-06', 2],
      ['2022-12-07', 1],
    ]);
  });
});

describe('citation numbers', () => {
  it('are consecutive, one per item', () => {
    const twice = citation({ id: 'x', itemId: 'item' });
    const numbers = citationNumbers([
      event({ id: 'a', citations: [twice, citation({ id: 'y' })] }),
      event({ id: 'b', citations: [{ ...twice, id: 'z' }] }),
    ]);
    expect([...numbers]).toEqual([
      ['item', 1],
      ['i-y', 2],
    ]);
  });
});

describe('moving by keyboard', () => {
  const line = [at('a', 0), at('b', 10), at('c', 20, { until: '2022-12-06T14:25:00.000Z' })];
  it('puts an event between its new neighbors, with precision about', () => {
    expect(moveEvent(line, 'c', -1)).toEqual({
      at: '2022-12-06T14:05:00.000Z',
      until: '2022-12-06T14:10:00.000Z',
      precision: 'about',
    });
    expect(moveEvent(line, 'a', 1)?.at).toBe('2022-12-06T14:15:00.000Z');
  });
  it('moves a minute beyond the first or last event, and no further', () => {
    expect(moveEvent(line, 'b', -1)?.at).toBe('2022-12-06T13:59:00.000Z');
    expect(moveEvent(line, 'b', 1)?.at).toBe('2022-12-06T14:21:00.000Z');
    expect(moveEvent(line, 'a', -1)).toBeNull();
    expect(moveEvent(line, 'x', 1)).toBeNull();
  });
  it('always changes the order by one place if the times differ', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 12 }),
        fc.nat(11),
        fc.constantFrom(-1 as const, 1 as const),
        (minutes, which, by) => {
          const events = sortByTime(minutes.map((minute, n) => at(`e${n}`, minute)));
          const from = which % events.length;
          const chosen = events[from];
          const move = chosen && moveEvent(events, chosen.id, by);
          if (!chosen || !move) return;
          const after = sortByTime(
            events.map((one) => (one.id === chosen.id ? { ...one, ...move } : one)),
          );
          expect(after.findIndex((one) => one.id === chosen.id)).toBe(from + by);
        },
      ),
    );
  });
});

describe('views', () => {
  const events = [
    event({ id: 's' }),
    event({ id: 'p', perspective: { type: 'person', personId: 'ada' } }),
    event({ id: 't', perspective: { type: 'team', team: 'Search' }, type: 'repair' }),
  ];
  const ids = (list: { id: string }[]) => list.map((one) => one.id);
  it('include the shared one', () => {
    expect(ids(filterByView(events, 'all', []))).toEqual(['s', 'p', 't']);
    expect(ids(filterByView(events, 'shared', []))).toEqual(['s']);
    expect(ids(filterByView(events, 'person:ada', []))).toEqual(['s', 'p']);
    expect(ids(filterByView(events, 'team:Search', ['repair']))).toEqual(['t']);
  });
});
