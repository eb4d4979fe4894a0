export { isInPart, type LivePart } from '@debrief/rules/report';
export { splitSentences, type Sentence } from './sentences.ts';
export { statesFact } from './states-fact.ts';
export { textBlocks, findUncitedSentences, type UncitedSentence } from './uncited-sentences.ts';
