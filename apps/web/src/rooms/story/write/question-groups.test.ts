import { describe, expect, it } from 'vitest';
import { groupQuestions } from './question-groups.ts';
import type { WriterQuestion } from './use-checks.ts';

const createQuestion = (
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
      createQuestion('unsupported', 'a'),
      createQuestion('no-learning', null),
      createQuestion('unsupported', 'b'),
      createQuestion('unsupported', 'c'),
    ];
    expect(shape(all)).toEqual([
      ['unsupported a', 'unsupported b', 'unsupported c'],
      ['no-learning '],
    ]);
  });

  it('keeps two sentences, other wordings of a rule, and questions about the story separate', () => {
    const two = [createQuestion('unsupported', 'a'), createQuestion('unsupported', 'b')];
    expect(shape(two)).toHaveLength(2);
    expect(
      shape([...two, createQuestion('unsupported', 'c', 'Why does a document say otherwise?')]),
    ).toHaveLength(3);
    expect(
      shape([
        createQuestion('missing-part', null),
        createQuestion('missing-part', null),
        createQuestion('missing-part', null),
      ]),
    ).toHaveLength(3);
    expect(shape([])).toEqual([]);
  });

  it('loses none and duplicates none', () => {
    const all = ['a', 'b', 'c', 'd'].flatMap((line) => [
      createQuestion('unsupported', line),
      createQuestion('confidential', line, 'Can you share this outside your company?'),
    ]);
    expect(shape(all).flat().toSorted()).toEqual(all.map((one) => one.key).toSorted());
  });
});
