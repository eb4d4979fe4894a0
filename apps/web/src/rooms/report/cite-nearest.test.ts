import type { CheckedClaim } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { findClaim, isCitable } from './cite-nearest.ts';
import { cite, createReport, paragraph } from './writing/report.fixture.ts';

const sectionId = '01935f00-0000-7000-8000-000000000001';

function claimAt(start: number, text: string, more: Partial<CheckedClaim> = {}): CheckedClaim {
  return {
    kind: 'time',
    text,
    start,
    end: start + text.length,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    sentence: '',
    place: { sectionId, block: 0, start, end: start + text.length },
    verdict: 'differs',
    message: '',
    reading: null,
    nearest: null,
    ...more,
  };
}

describe('a claim in the text', () => {
  const doc = createReport({
    id: 1,
    blocks: [paragraph('Paged at 14:05.', cite(3), ' Fixed at 14:12, after 7 minutes.')],
  });
  const textAt = (claim: CheckedClaim) => {
    const range = findClaim(doc, claim)?.range;
    return range && doc.textBetween(range.from, range.to);
  };
  it('is found at its place, and where a citation before it has moved it', () => {
    expect(textAt(claimAt(9, '14:05'))).toBe('14:05');
    expect(textAt(claimAt(26, '14:12'))).toBe('14:12');
    expect(textAt(claimAt(25, '14:12'))).toBe('14:12');
    expect(textAt(claimAt(20, '14:12'))).toBe('14:12');
  });
  it('is not found after its words have changed', () => {
    expect(findClaim(doc, claimAt(9, '14:06'))).toBe(null);
    expect(findClaim(doc, claimAt(9, '14:05', { place: null }))).toBe(null);
  });
  it('can cite evidence and events, but no milestone', () => {
    const nearest = {
      id: sectionId,
      at: null,
      precision: 'exact',
      author: null,
      stream: '',
      text: '',
      quoteStart: null,
      quoteEnd: null,
    } as const;
    const targets = (['evidence', 'event', 'milestone'] as const).map((target) =>
      isCitable(claimAt(0, 'x', { nearest: { ...nearest, target } })),
    );
    expect(targets).toEqual([true, true, false]);
    expect(isCitable(claimAt(0, 'x'))).toBe(false);
  });
});
