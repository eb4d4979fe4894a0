export { furtherQuestions, openers } from './cues.ts';
export { prepareQuestions } from './find-questions.ts';
