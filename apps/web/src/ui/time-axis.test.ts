import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTicks, makeTimeAxis } from './time-axis.ts';

const at = (text: string) => Date.parse(text);

describe('a time axis', () => {
  it('keeps the order of all times, from 0 to 1', () => {
    const times = fc.array(fc.integer({ min: 0, max: 4_000_000_000 }), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(times, (all) => {
        const axis = makeTimeAxis(all);
        const places = all.toSorted((a, b) => a - b).map(axis.toPosition);
        for (const [n, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(n === 0 ? 0 : (places[n - 1] ?? 0));
          expect(place).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
  it('has a label for days and, if there is room, for round hours of its zone', () => {
    const axis = makeTimeAxis([
      at('2022-12-05T20:00:00Z'),
      at('2022-12-06T14:00:00Z'),
      at('2022-12-06T14:30:00Z'),
      at('2022-12-06T16:00:00Z'),
    ]);
    const ticks = findTicks(axis, 'America/New_York');
    expect(ticks.map((tick) => tick.label)).toContain('6 Dec');
    expect(ticks.length).toBeGreaterThan(3);
    for (const [n, tick] of ticks.slice(1).entries())
      expect(tick.at - (ticks[n]?.at ?? 0)).toBeGreaterThanOrEqual(0.14);
  });
  it('ends within bounds for a span of years', () => {
    const axis = makeTimeAxis([at('2000-01-01T00:00:00Z'), at('2024-01-01T00:00:00Z')]);
    expect(findTicks(axis, 'UTC').length).toBeLessThan(9);
  });
});
