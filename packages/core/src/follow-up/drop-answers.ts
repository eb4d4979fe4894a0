import { followUpQuestions } from '@debrief/prose/follow-up';
import type { KeptFollowUp } from '@debrief/rules/follow-up';

/** Keeps the dismissed questions that the current wording still raises. */
export function dropStaleAnswers(followUp: KeptFollowUp): KeptFollowUp {
  const { text, doneWhen, owner, meant } = followUp;
  const questions = followUpQuestions({ text, doneWhen, hasOwner: owner !== null });
  const asked = new Set<string>(questions.map((question) => question.rule));
  return { ...followUp, meant: [...new Set(meant)].filter((rule) => asked.has(rule)).toSorted() };
}
