import { describe, expect, it } from 'vitest';
import { groupQuestions } from './question-groups.ts';
import type { WriterQuestion } from './use-checks.ts';

const asked = (
  rule: WriterQuestion['rule'],
  lineId: string | null,
  question = 'What shows this?',
): WriterQuestion => ({
  rule,
  lineId,
  question,
  why: '',
  claim: null,
  start: 0,
  end: 1,
  meantAs: rule,
  key: `${rule} ${lineId ?? ''}`,
});
const shape = (all: readonly WriterQuestion[]) =>
  groupQuestions(all).map((group) => group.map((one) => one.key));

describe('groupQuestions', () => {
  it("groups the same question about three or more sentences at the first one's place", () => {
    const all = [
      asked('unsupported', 'a'),
      asked('no-learning', null),
      asked('unsupported', 'b'),
      asked('unsupported', 'c'),
    ];
    expect(shape(all)).toEqual([
      ['unsupported a', 'unsupported b', 'unsupported c'],
      ['no-learning '],
    ]);
  });

  it('keeps two sentences, other wordings of a rule, and questions about the story separate', () => {
    const two = [asked('unsupported', 'a'), asked('unsupported', 'b')];
    expect(shape(two)).toHaveLength(2);
    expect(
      shape([...two, asked('unsupported', 'c', 'Why does a document say otherwise?')]),
    ).toHaveLength(3);
    expect(
      shape([
        asked('missing-part', null),
        asked('missing-part', null),
        asked('missing-part', null),
      ]),
    ).toHaveLength(3);
    expect(shape([])).toEqual([]);
  });

  it('loses none and duplicates none', () => {
    const all = ['a', 'b', 'c', 'd'].flatMap((line) => [
      asked('unsupported', line),
      asked('confidential', line, 'Can you share this outside your company?'),
    ]);
    expect(shape(all).flat().toSorted()).toEqual(all.map((one) => one.key).toSorted());
  });
});
