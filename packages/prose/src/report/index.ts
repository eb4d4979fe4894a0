export { isInPart, type LivePart } from '@debrief/rules/report';
export { sentencesOf, type Sentence } from './sentences.ts';
export { statesFact } from './states-fact.ts';
export { textBlocks, uncitedSentences, type UncitedSentence } from './uncited.ts';
