import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { calculatePrecision } from './checks/rule-precision.ts';
import { loadGrammar, type Grammar } from './grammar.ts';
import { labelledNames, measureNames } from '../../labelled/story-names.ts';
import { calculateRecall } from '../../labelled/story-reviewed.ts';
import { findCustomerNames, findUnknownNames } from './unknown-names.ts';

let grammar: Grammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

describe('unknown names', () => {
  it("match a person's labels: nearly all of them, with few false positives", () => {
    const texts = labelledNames();
    expect(texts.length).toBeGreaterThanOrEqual(100);
    expect(texts.filter((one) => one.isHeldOut).length).toBeGreaterThanOrEqual(30);
    for (const { text, names } of texts) for (const name of names) expect(text).toContain(name);
    const all = measureNames(grammar);
    expect(calculatePrecision(all.score), all.disagreements.join('\n')).toBeGreaterThanOrEqual(0.9);
    expect(calculateRecall(all.score), all.disagreements.join('\n')).toBeGreaterThanOrEqual(0.95);
    const heldOut = measureNames(grammar, 'held out');
    expect(calculatePrecision(heldOut.score)).toBeGreaterThanOrEqual(0.85);
    expect(calculateRecall(heldOut.score)).toBeGreaterThanOrEqual(0.9);
    // Where the founding answers are present: no story gets more than a few false positives.
    expect(all.worstAnswer ?? 0).toBeLessThanOrEqual(3);
  });

  it('are worse without a grammar, which shows that the measure works', () => {
    const blind = measureNames({ parse: () => [], isWord: () => false });
    expect(calculatePrecision(blind.score)).toBeLessThan(
      calculatePrecision(measureNames(grammar).score),
    );
  });

  it('are at their offsets, whatever the text around them; the same text gives the same names', () => {
    const name = fc.stringMatching(/^[A-Z][b-df-hj-np-tv-z]{2}u[b-df-hj-np-tv-z]{2,4}o$/);
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('we called', 'it was late for', 'the queue of'),
        (one, before) => {
          const text = `Then ${before} ${one} on Monday, and ${one}’s cluster went down.`;
          const found = findUnknownNames(text, { grammar });
          expect(found.map((other) => other.text)).toEqual([one, one]);
          for (const other of found) expect(text.slice(other.start, other.end)).toBe(other.text);
        },
      ),
    );
  });

  it('skip the author, and find a name at the start of a sentence if it is one elsewhere', () => {
    const text = 'Mark wrote it. I asked Mark, and Ilse Marchetti signed it.';
    expect(findUnknownNames(text, { spared: ['Ilse Marchetti'] }).map((one) => one.text)).toEqual([
      'Mark',
      'Mark',
    ]);
  });

  it('ignore a language that capitalizes its nouns', () => {
    expect(
      findUnknownNames(
        'Ich habe die Zähler der Aufträge verglichen, und der Fehler war nicht mehr da.',
        { grammar },
      ),
    ).toEqual([]);
  });

  it('are not slowed down by similar text', async () => {
    for (const unit of ['Aa ', 'A', 'a_', 'A-', 'Aa & ', 'Aa of ', 'I’', 'a.py ', '“'])
      await expect((size: number) => findUnknownNames(unit.repeat(size), { grammar })).toScale(
        1_500,
      );
  });
});

describe('customers', () => {
  it('are those that a text names as such', () => {
    expect(
      findCustomerNames([
        'Created: New listing not found\n\nVendor Quobble Pottery, SKU 90416208, approved 10:02 pm.',
        '"Can\'t find my listing" from Sallowbex Looms. Macro\'d.',
        'Acme Corp (a customer since May) called; tickets from Globex came in.',
        'I asked the vendor on Monday, and Priya from Finance as well.',
        'Vendors were told at 3 pm. Customer Support told Vendors.',
      ]),
    ).toEqual(['Quobble Pottery', 'Sallowbex Looms', 'Acme Corp', 'Globex']);
  });
});
