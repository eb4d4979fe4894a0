export { sentencesOf, type Sentence } from './sentences.ts';
export { statesFact, textBlocks, uncitedSentences, type UncitedSentence } from './uncited.ts';
