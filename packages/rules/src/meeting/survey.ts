import type { OwnPart, SurveyAnswer, SurveyResult } from '@debrief/contract';

/** Fewer answers could be traced to someone. */
export const leastAnswers = 5;

/** Texts are sorted, so that their order doesn't say which answers belong together. */
const sortTexts = (texts: string[]) => texts.filter((text) => text !== '').toSorted();

/** The answers without names; null for fewer than five. */
export function countSurvey(answers: readonly SurveyAnswer[]): SurveyResult | null {
  if (answers.length < leastAnswers) return null;
  return {
    answers: answers.length,
    changes: answers.filter(({ changes }) => changes).length,
    again: answers.filter(({ again }) => again).length,
    unknown: sortTexts(answers.map(({ unknown }) => unknown)),
    raises: sortTexts(answers.map(({ raises }) => raises)),
  };
}

/** How many people learned something, and what. */
export function countLearned(parts: readonly Pick<OwnPart, 'learned'>[]) {
  return {
    learned: parts.filter(({ learned }) => learned.length > 0).length,
    lines: sortTexts(parts.flatMap(({ learned }) => learned)),
  };
}
