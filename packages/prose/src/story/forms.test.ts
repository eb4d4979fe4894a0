import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgets, spokenSeconds, type FormKind } from './budgets.ts';
import { buildStoryText } from './claims.ts';
import { form } from './forms.ts';
import { parts, type Part } from './parts.ts';

const kinds = Object.keys(budgets) as FormKind[];
const story = buildStoryText(
  (
    [
      ['S', 'On a Saturday in March search returned nothing from the last two days.'],
      ['S', 'It ran on nine nodes in two zones, and the team had lost two people.'],
      ['T', 'I was on call and had to bring recent results back before Monday.'],
      [
        'A',
        'I compared the alias with the list of indices and saw that new documents went to an index that nothing read.',
      ],
      [
        'A',
        'I moved the alias by hand instead of rebuilding, because that would have taken six hours.',
      ],
      ['A', '- Wrote a test that fails when the template and the alias disagree'],
      ['R', 'Search was whole again after 3 hours, all 41,000 documents were there.'],
      ['R', 'The test has stopped two bad templates from May to August.'],
      ['L', 'I learned to ask what changed last before I look at graphs.'],
    ] satisfies [Part, string][]
  ).map(([part, text]) => ({ part, text })),
);

describe('buildForm', () => {
  it('arranges the parts under the names of the format', () => {
    const headings = (kind: FormKind) => form(story, kind).sections.map((one) => one.heading);
    expect(headings('star')).toEqual(['Situation', 'Task', 'Action', 'Result']);
    expect(headings('star-learning').at(-1)).toBe('Learning');
    expect(headings('car')).toEqual(['Challenge', 'Action', 'Result']);
    expect(headings('par')[0]).toBe('Problem');
    expect(headings('soar')).toEqual(['Situation', 'Obstacle', 'Action', 'Result']);
    expect(headings('brag-line')).toEqual(['Action', 'Result']);
  });

  it('fits 30 seconds by dropping the least important sentences, and says so', () => {
    const told = form(story, 'spoken-30');
    expect(told.seconds.usual).toBeLessThanOrEqual(31);
    expect(told.sections.map((one) => one.heading)).toEqual([
      'Situation',
      'Task',
      'Action',
      'Result',
    ]);
    expect(told.text).toContain('instead of rebuilding');
    expect(told.leftOut.map((one) => one.why)).toContain('This format has no learning.');
    expect(told.leftOut.find((one) => one.claim === 3)?.why).toMatch(
      /^It has 21 words, and there was room for \d+ more\.$/,
    );
  });

  it('keeps everything if it fits, in order, with a full stop after a bullet', () => {
    const told = form(story, 'spoken-180');
    expect(told.leftOut).toEqual([]);
    expect(told.text).toContain(
      'six hours. Wrote a test that fails when the template and the alias disagree.\nSearch',
    );
  });

  it('uses only the selected claims', () => {
    const told = form(story, 'star', [0, 2, 4, 6]);
    expect(told.sections.flatMap((one) => one.claims)).toEqual([0, 2, 4, 6]);
    expect(told.leftOut.find((one) => one.claim === 3)?.why).toBe('It was not selected.');
  });

  it('never exceeds its length, adds no word, and accounts for every claim', () => {
    const claim = fc.record({
      part: fc.constantFrom(...parts),
      text: fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,60}$/),
    });
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 25 }), fc.constantFrom(...kinds), (claims, kind) => {
        const any = buildStoryText(claims);
        const told = form(any, kind);
        expect(told.words).toBeLessThanOrEqual(told.budget.words);
        const used = told.sections.flatMap((one) => one.claims);
        expect(
          [...used, ...told.leftOut.map((one) => one.claim)].toSorted((x, y) => x - y),
        ).toEqual(claims.map((_, index) => index));
        const words = new Set(claims.flatMap((one) => one.text.split(' ')));
        for (const word of told.text.split(/[\s.]+/).filter(Boolean))
          expect(words.has(word)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

it('spokenSeconds counts Chinese by characters', () => {
  expect(spokenSeconds('word '.repeat(145)).usual).toBe(60);
  expect(spokenSeconds('我'.repeat(217)).usual).toBe(60);
});
