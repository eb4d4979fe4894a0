import { describe, expect, it } from 'vitest';
import { event } from './event.fixture.ts';
import { laneRows, lanes } from './lane-layout.ts';
import { eventTypes } from '@debrief/contract';

describe('lanes', () => {
  it('give every type one place', () => {
    expect(lanes.flatMap((lane) => lane.types).toSorted()).toEqual(eventTypes.toSorted());
  });
  it('show only groups with events, from the first to the last event', () => {
    const rows = laneRows([
      event({
        id: 'a',
        type: 'impact',
        at: '2022-12-06T14:00:00.000Z',
        until: '2022-12-06T15:00:00.000Z',
      }),
      event({ id: 'b', type: 'repair', at: '2022-12-06T14:30:00.000Z' }),
    ]);
    expect(rows.map((row) => [row.label, row.marks.map(({ from, to }) => [from, to])])).toEqual([
      ['Impact', [[0, 1]]],
      ['Repair', [[0.5, 0.5]]],
    ]);
  });
  it('keep an hour of repair separate from a deploy last week', () => {
    const minutes = [0, 10, 20, 30].map((minute, n) =>
      event({ id: `e${n}`, at: new Date(Date.UTC(2022, 11, 6, 14, minute)).toISOString() }),
    );
    const [row] = laneRows([event({ id: 'old', at: '2022-11-29T14:00:00.000Z' }), ...minutes]);
    const places = row?.marks.map((mark) => mark.from) ?? [];
    for (const [n, place] of places.slice(1).entries())
      expect(place - (places[n] ?? 0)).toBeGreaterThan(0.1);
  });
  it('let an unknown time float at the edge, without stretching the axis', () => {
    const rows = laneRows([
      event({ id: 'a', at: '2022-12-06T14:00:00.000Z' }),
      event({ id: 'b', at: '2022-12-06T15:00:00.000Z' }),
      event({ id: 'lost', at: '2020-01-01T00:00:00.000Z', precision: 'unknown' }),
    ]);
    expect(rows[0]?.marks.map(({ event: { id }, from }) => [id, from])).toEqual([
      ['a', 0],
      ['b', 1],
      ['lost', 1],
    ]);
  });
  it('put a single event in the middle', () => {
    expect(laneRows([event({ id: 'a' })])[0]?.marks[0]?.from).toBe(0.5);
  });
});
