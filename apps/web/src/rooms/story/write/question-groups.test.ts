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

describe('groupsOf', () => {
  it('puts the same question of three sentences or more in one place, where the first stood', () => {
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

  it('leaves two, other words of the same rule, and questions about the story by themselves', () => {
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

  it('loses none and doubles none', () => {
    const all = ['a', 'b', 'c', 'd'].flatMap((line) => [
      asked('unsupported', line),
      asked('confidential', line, 'Can you share this outside your company?'),
    ]);
    expect(shape(all).flat().toSorted()).toEqual(all.map((one) => one.key).toSorted());
  });
});
