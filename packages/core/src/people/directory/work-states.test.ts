import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSeenWork, findWorkOn, type SeenWork, type WorkState } from './work-states.ts';

const work = (title: string, since: string | null = null): SeenWork => ({
  title,
  team: null,
  manager: null,
  location: null,
  zone: null,
  since,
});
const titleOn = (states: WorkState[], day: string) => {
  const found = findWorkOn(states, day);
  return found ? [found.state.title, found.asOf] : null;
};

describe('work over time', () => {
  test('is certain between two files that agree, and else as of the nearest file', () => {
    let states = addSeenWork([], [work('SRE')], '2024-01-10');
    states = addSeenWork(states, [work('SRE')], '2024-03-10');
    states = addSeenWork(states, [work('Lead')], '2025-01-10');
    expect(states.map((one) => [one.title, one.fromOn, one.seenOn])).toEqual([
      ['SRE', '2024-01-10', '2024-03-10'],
      ['Lead', '2025-01-10', '2025-01-10'],
    ]);
    expect(titleOn(states, '2023-05-01')).toEqual(['SRE', '2024-01-10']);
    expect(titleOn(states, '2024-02-01')).toEqual(['SRE', null]);
    expect(titleOn(states, '2024-11-01')).toEqual(['SRE', '2024-03-10']);
    expect(titleOn(states, '2025-01-10')).toEqual(['Lead', null]);
    expect(titleOn(states, '2026-01-10')).toEqual(['Lead', '2025-01-10']);
    expect(findWorkOn([], '2024-01-01')).toBeNull();
  });

  test('changes on the day that the file names', () => {
    let states = addSeenWork([], [work('SRE')], '2024-01-10');
    states = addSeenWork(states, [work('Lead', '2024-06-01')], '2025-01-10');
    expect(titleOn(states, '2024-05-31')).toEqual(['SRE', null]);
    expect(titleOn(states, '2024-06-01')).toEqual(['Lead', null]);
    states = addSeenWork(
      [],
      [work('Lead', '2024-06-01'), work('SRE', '2021-02-01'), work('Intern', '2020-09-01')],
      '2025-01-10',
    );
    expect(titleOn(states, '2020-12-24')).toEqual(['Intern', null]);
    expect(titleOn(states, '2022-12-24')).toEqual(['SRE', null]);
    expect(titleOn(states, '2020-01-01')).toEqual(['Intern', '2020-09-01']);
  });

  test('is right on the days of the files, or marked as uncertain if they came in another order', () => {
    const days = ['2024-01-10', '2024-02-10', '2024-03-10', '2024-04-10'];
    const titles = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 4, maxLength: 4 });
    const read = (files: [string, string][]) =>
      files.reduce<WorkState[]>(
        (known, [day, title]) => addSeenWork(known, [work(title)], day),
        [],
      );
    fc.assert(
      fc.property(titles, fc.shuffledSubarray(days, { minLength: 4 }), (list, order) => {
        const files = days.map((day, index): [string, string] => [day, list[index] ?? '']);
        const given = order.flatMap((day) => files.filter(([one]) => one === day));
        const shuffled = read(given);
        for (const [day, title] of files) {
          const [found, asOf] = titleOn(shuffled, day) ?? [];
          if (asOf === null) expect(found).toBe(title);
        }
        const states = read(files);
        expect(days.map((day) => titleOn(states, day))).toEqual(list.map((title) => [title, null]));
        expect(read([...files, ...files.slice(-1)])).toEqual(states);
      }),
    );
  });
});
