import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradeClaim, type Standing } from './grade.ts';

const citation = fc.record({
  stance: fc.constantFrom('supports' as const, 'contradicts' as const),
  state: fc.constantFrom('visible' as const, 'gone' as const, 'hidden' as const),
  isDocumented: fc.boolean(),
});
const confirmation = fc.record({
  state: fc.constantFrom(
    'asked' as const,
    'confirmed' as const,
    'corrected' as const,
    'declined' as const,
  ),
  isStale: fc.boolean(),
});
const standing: fc.Arbitrary<Standing> = fc.record({
  isRecollection: fc.boolean(),
  citations: fc.array(citation, { maxLength: 5 }),
  confirmations: fc.array(confirmation, { maxLength: 4 }),
});
const rank = { 'no-evidence': 0, 'from-memory': 1, confirmed: 2, documented: 3 };
const shows = (one: Standing['citations'][number], stance: string) =>
  one.state === 'visible' && one.isDocumented && one.stance === stance;

describe('the grade of a sentence', () => {
  test('is documented exactly if a visible document supports it and none contradicts it', () => {
    fc.assert(
      fc.property(standing, (claim) => {
        const isShown =
          claim.citations.some((one) => shows(one, 'supports')) &&
          !claim.citations.some((one) => shows(one, 'contradicts'));
        expect(gradeClaim(claim).grade === 'documented').toBe(isShown);
      }),
    );
  });

  test('is no evidence if a document contradicts it, and says so', () => {
    fc.assert(
      fc.property(standing, (claim) => {
        const against = {
          ...claim,
          citations: [
            ...claim.citations,
            { stance: 'contradicts' as const, state: 'visible' as const, isDocumented: true },
          ],
        };
        expect(gradeClaim(against)).toMatchObject({
          grade: 'no-evidence',
          reason: expect.stringContaining('contradicts'),
        });
      }),
    );
  });

  test('is not improved by hidden, deleted or undocumented citations', () => {
    fc.assert(
      fc.property(standing, citation, (claim, one) => {
        const idle = one.state === 'visible' ? { ...one, isDocumented: false } : one;
        expect(gradeClaim({ ...claim, citations: [...claim.citations, idle] }).grade).toBe(
          gradeClaim(claim).grade,
        );
      }),
    );
  });

  test('does not improve when citations become hidden, unless these contradicted it, and is then never documented', () => {
    fc.assert(
      fc.property(standing, (claim) => {
        const lost = gradeClaim({
          ...claim,
          citations: claim.citations.map((one) => ({ ...one, state: 'hidden' as const })),
        }).grade;
        expect(lost).not.toBe('documented');
        if (!claim.citations.some((one) => shows(one, 'contradicts')))
          expect(rank[lost]).toBeLessThanOrEqual(rank[gradeClaim(claim).grade]);
      }),
    );
  });

  test('does not drop with another supporting document or confirming peer', () => {
    fc.assert(
      fc.property(standing, (claim) => {
        const before = rank[gradeClaim(claim).grade];
        const document = {
          stance: 'supports' as const,
          state: 'visible' as const,
          isDocumented: true,
        };
        expect(
          rank[gradeClaim({ ...claim, citations: [...claim.citations, document] }).grade],
        ).toBeGreaterThanOrEqual(before);
        expect(
          rank[
            gradeClaim({
              ...claim,
              confirmations: [...claim.confirmations, { state: 'confirmed', isStale: false }],
            }).grade
          ],
        ).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('ignores an answer about other words, an open question and a declined one', () => {
    fc.assert(
      fc.property(standing, confirmation, (claim, one) => {
        const idle =
          one.state === 'confirmed' || one.state === 'corrected' ? { ...one, isStale: true } : one;
        expect(gradeClaim({ ...claim, confirmations: [...claim.confirmations, idle] }).grade).toBe(
          gradeClaim(claim).grade,
        );
      }),
    );
  });

  test('drops from memory if a peer remembers it differently; a document outweighs them', () => {
    const corrected = [{ state: 'corrected' as const, isStale: false }];
    expect(
      gradeClaim({ isRecollection: true, citations: [], confirmations: corrected }).grade,
    ).toBe('no-evidence');
    const document = { stance: 'supports' as const, state: 'visible' as const, isDocumented: true };
    expect(
      gradeClaim({ isRecollection: true, citations: [document], confirmations: corrected }),
    ).toMatchObject({
      grade: 'documented',
      reason: expect.stringContaining('differently'),
    });
    expect(gradeClaim({ isRecollection: true, citations: [], confirmations: [] }).grade).toBe(
      'from-memory',
    );
  });
});
