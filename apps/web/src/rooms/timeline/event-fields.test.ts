import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  fieldsToKeep,
  mergeVersions,
  type Side,
} from '../../data/merge-versions.ts';
import {
  changeTo,
  eventFields,
  fieldNames,
  pickEventFields,
  type FieldName,
  type Fields,
} from './event-fields.ts';
import { citation, event } from './event.fixture.ts';

const same = (name: FieldName, a: Fields, b: Fields) => eventFields.same?.(name, a, b);
const compare = (from: Fields, mine: Fields, theirs: Fields) =>
  compareVersions(eventFields, from, mine, theirs);
const combineVersions = (from: Fields, mine: Fields, theirs: Fields, side: () => Side) =>
  mergeVersions(mine, theirs, fieldsToKeep(compare(from, mine, theirs), side));
const base = pickEventFields(event({ id: 'a', title: 'one', text: 'x' }));

describe('two versions of one event', () => {
  it('distinguishes changes of one side from changes of both', () => {
    const mine = { ...base, title: 'mine', text: 'y' };
    const theirs: Fields = { ...base, title: 'theirs', type: 'repair' };
    expect(compare(base, mine, theirs)).toEqual({
      mine: ['text'],
      theirs: ['type'],
      both: ['title'],
    });
    expect(combineVersions(base, mine, theirs, () => 'mine')).toEqual({
      ...base,
      title: 'mine',
      text: 'y',
      type: 'repair',
    });
    expect(combineVersions(base, mine, theirs, () => 'theirs')).toEqual({
      ...base,
      title: 'theirs',
      text: 'y',
      type: 'repair',
    });
  });
  it('reports no conflict if both made the same change', () => {
    const equal = { ...base, title: 'same' };
    expect(compare(base, equal, { ...equal })).toEqual({ mine: [], theirs: [], both: [] });
  });
  it('compares citations by what they cite, and times by the instant', () => {
    const cited = { ...base, citations: [citation({ id: 'c' })] };
    expect(
      same('citations', cited, {
        ...base,
        citations: [{ ...citation({ id: 'c' }), id: 'saved', quote: 'other words' }],
      }),
    ).toBe(true);
    expect(
      same('citations', cited, {
        ...base,
        citations: [citation({ id: 'c', quoteStart: 0, quoteEnd: 3 })],
      }),
    ).toBe(false);
    expect(same('at', base, { ...base, at: '2022-12-06T15:30:00.000+01:00' })).toBe(true);
  });
  it('sends only the changed fields', () => {
    const saved = event({ id: 'a', version: 4 });
    expect(changeTo(saved, { ...saved, title: 'new', citations: [citation({ id: 'c' })] })).toEqual(
      {
        id: 'a',
        version: 4,
        title: 'new',
        citations: [{ evidenceId: 'e-c', quoteStart: null, quoteEnd: null, stance: 'supports' }],
      },
    );
  });
  it('loses no field that only one person changed', () => {
    const text = fc.constantFrom('a', 'b', 'c');
    const version = fc
      .record({ title: text, text, recollectionOf: fc.option(text, { nil: null }) })
      .map((fields): Fields => ({ ...base, ...fields }));
    fc.assert(
      fc.property(
        version,
        version,
        version,
        fc.constantFrom('mine' as const, 'theirs' as const),
        (from, mine, theirs, side) => {
          const result = combineVersions(from, mine, theirs, () => side);
          for (const name of fieldNames) {
            const byMe = !same(name, from, mine);
            const byThem = !same(name, from, theirs);
            if (byMe && !byThem) expect(result[name]).toEqual(mine[name]);
            if (!byMe) expect(result[name]).toEqual(theirs[name]);
          }
        },
      ),
    );
  });
});
