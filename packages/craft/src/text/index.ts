export { countWordsOf, diffTexts, diffWords, type DiffPart } from './diff-words.ts';
