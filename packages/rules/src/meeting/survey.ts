import type { SurveyAnswer, SurveyResult } from '@debrief/contract';
import { isHalf, leastPeople, roundPeople } from '../privacy.ts';

/** What a person entered, now and when it was last published. */
export interface Published<Value> {
  now: Value;
  shown: Value;
}

/**
 * The texts of people that were published, without those that were changed since. They are sorted,
 * so that their order doesn't say which belong together.
 */
const sortTexts = (texts: readonly Published<readonly string[]>[]) =>
  texts
    .flatMap(({ now, shown }) => shown.filter((text) => text !== '' && now.includes(text)))
    .toSorted();

/** The published answers without names; null for fewer than five. */
export function countSurvey(
  answers: readonly Published<SurveyAnswer | null>[],
): SurveyResult | null {
  const shown = answers.flatMap((answer) => answer.shown ?? []);
  if (shown.length < leastPeople) return null;
  const count = (isCounted: (answer: SurveyAnswer) => boolean) =>
    isHalf(shown.filter(isCounted).length, shown.length);
  const texts = (read: (answer: SurveyAnswer) => string) =>
    sortTexts(
      answers.map((answer) => ({
        now: answer.now ? [read(answer.now)] : [],
        shown: answer.shown ? [read(answer.shown)] : [],
      })),
    );
  return {
    answers: roundPeople(shown.length),
    changes: count(({ changes }) => changes),
    again: count(({ again }) => again),
    unknown: texts(({ unknown }) => unknown),
    raises: texts(({ raises }) => raises),
  };
}

/** How many people learned something, and what. */
export function countLearned(people: readonly Published<readonly string[]>[]) {
  const learned = people.filter(({ shown }) => shown.length > 0).length;
  return {
    learned: roundPeople(learned),
    lines: learned < leastPeople ? [] : sortTexts(people),
  };
}
