export { sentencesOf, type Sentence } from './sentences.ts';
export { statesFact, uncitedSentences, type UncitedSentence } from './uncited.ts';
