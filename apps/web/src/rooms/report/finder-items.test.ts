import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { event } from '../timeline/event.fixture.ts';
import { decision } from '../investigation/finding.fixture.ts';
import { findBlocks, findClaims, rawOffset } from './finder-items.ts';
import type { Targets } from './use-targets.ts';

const events = [
  event({ id: 'e1', title: 'Alias found misconfigured' }),
  event({ id: 'e2', title: 'Customers report missing products' }),
];
const findings = [decision({ id: 'h1', statement: 'The broker holds messages back' })];
const targets: Targets = {
  events: new Map(events.map((one) => [one.id, one])),
  findings: new Map(findings.map((one) => [one.id, one])),
  cited: new Map(),
  isRead: true,
};

describe('the finder', () => {
  it('finds by every typed word, in any order and case', () => {
    expect(findClaims(targets, 'MISCONF alias', () => 0).map((one) => one.key)).toEqual(['e1']);
    expect(findClaims(targets, 'decision broker', () => 0).map((one) => one.key)).toEqual(['h1']);
    expect(findClaims(targets, 'broker alias', () => 0)).toEqual([]);
  });

  it('lists cited evidence last', () => {
    expect(
      findClaims(targets, '', (attrs) => (attrs.targetId === 'e1' ? 1 : 0)).map((one) => one.key),
    ).toEqual(['e2', 'e1', 'h1']);
  });

  it('finds blocks by their contents', () => {
    expect(findBlocks('graph').map((one) => one.key)).toEqual(['factors']);
    expect(findBlocks('')).toHaveLength(11);
  });

  it('converts the offsets of a quote to the raw text, where a text field counts each line break once', () => {
    const text = fc
      .array(fc.constantFrom('a', '\r\n', '\n', 'b'), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(20), (raw, at) => {
        const shown = raw.replaceAll('\r\n', '\n');
        const offset = Math.min(at, shown.length);
        expect(raw.slice(0, rawOffset(raw, offset)).replaceAll('\r\n', '\n')).toBe(
          shown.slice(0, offset),
        );
      }),
    );
  });
});
