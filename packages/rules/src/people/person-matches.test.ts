import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainName, proposeMatches } from './person-matches.ts';

const anyName = fc.string({ unit: 'grapheme', maxLength: 20 });
let number = 0;
const person = (name: string, email: string | null = null) => {
  number += 1;
  const personId = `p${String(number).padStart(5, '0')}`;
  return {
    personId,
    name,
    identities: [{ id: personId, sourceId: 's', sourceName: 's', name, email, isBot: false }],
  };
};

describe('a plain name', () => {
  test('is the same whatever the order of its words, the case, the accents and separators', () => {
    expect(plainName('  ITO, Bén ')).toBe('ben ito');
    expect(plainName('ben.ito')).toBe(plainName('Ito Ben'));
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 4 }),
        fc.constantFrom(' ', '.', ', ', '_'),
        (words, between) => {
          expect(plainName(words.toReversed().join(between).toUpperCase())).toBe(
            words.toSorted().join(' '),
          );
        },
      ),
    );
  });

  test('of a plain name is itself', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(plainName(plainName(name))).toBe(plainName(name));
      }),
    );
  });
});

describe('suggestions', () => {
  const anyPeople = fc.array(
    fc.tuple(
      fc.constantFrom('Ben Ito', 'ito ben', 'Ada', 'ADA', 'carl', 'x', ''),
      fc.option(fc.constantFrom('ben.ito@a.org', 'BEN.ito@a.org', 'c@a.org')),
    ),
    { maxLength: 7 },
  );

  test('are pairs of two different people, each pair once, whatever the order of the list', () => {
    fc.assert(
      fc.property(anyPeople, (list) => {
        const people = list.map(([name, email]) => person(name, email));
        const pairs = proposeMatches(people).map((one) => one.personIds.join(' '));
        for (const one of proposeMatches(people)) {
          expect(one.personIds[0] < one.personIds[1]).toBe(true);
          expect(one.reason).not.toBe('');
        }
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(
          proposeMatches(people.toReversed())
            .map((one) => one.personIds.join(' '))
            .toSorted(),
        ).toEqual(pairs.toSorted());
      }),
    );
  });

  test('come from an address, a name, or an address that matches a name, and from nothing else', () => {
    const names = (list: Parameters<typeof proposeMatches>[0]) =>
      proposeMatches(list).map((one) => [...one.names, one.reason]);
    expect(names([person('a1', 'x@a.org'), person('b1', 'X@a.org')])).toEqual([
      ['a1', 'b1', 'same email: x@a.org'],
    ]);
    expect(names([person('Ben Ito'), person('bito', 'ben.ito@a.org')])).toHaveLength(1);
    expect(names([person('Ben'), person('x1', 'ben@a.org')])).toEqual([]);
    expect(names([person('al'), person('AL')])).toEqual([]);
    expect(names([person('Ben Ito'), person('Ben Ito jr')])).toEqual([]);
  });
});
