export { isInPart, type LivePart } from '@debrief/rules/report';
export { maskDocument, type DocumentMask, type HiddenSentences } from './mask-document.ts';
export { splitSentences, type Sentence } from './sentences.ts';
export { statesFact } from './states-fact.ts';
export { textBlocks, findUncitedSentences, type UncitedSentence } from './uncited-sentences.ts';
